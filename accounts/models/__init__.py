from accounts.models.role_grant import Role, RoleGrant
from accounts.models.user import User

__all__ = ["Role", "RoleGrant", "User"]
