from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Role, RoleGrant, User
from accounts.permissions import can_grant_roles


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: Role,
    actor: User,
    funder_id: int | None = None,
    call_id: int | None = None,
) -> RoleGrant:
    """Give a person a role, for everything or for one funder or call; giving twice is once."""
    User.objects.select_for_update().get(pk=user.pk)
    if not can_grant_roles(actor):
        raise PermissionDenied
    grant, _created = RoleGrant.objects.get_or_create(
        user=user,
        role=role,
        funder_id=funder_id,
        call_id=call_id,
        defaults={"granted_by": actor},
    )
    return grant
