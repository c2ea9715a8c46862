from accounts.models.remembered import Remembered
from accounts.models.role_grant import Role, RoleGrant
from accounts.models.user import User

__all__ = ["Remembered", "Role", "RoleGrant", "User"]
