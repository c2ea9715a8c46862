from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.exclusive_roles import Scope, has_other_role
from accounts.models import Role, RoleGrant, User
from accounts.permissions import can_grant_roles
from accounts.refusal import Refused


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: Role,
    actor: User,
    funder_id: int | None = None,
    call_id: int | None = None,
) -> RoleGrant:
    """Give a person a role, for everything or for one funder or call; giving twice is once.

    Raises Refused where the person would be two of officer, approver and committee on a call.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if not can_grant_roles(actor):
        raise PermissionDenied
    if has_other_role(user, role, Scope(funder_id, call_id)):
        raise Refused(
            _(
                "%(name)s already runs, signs or scores a call in this scope. On one call nobody "
                "is two of officer, approver and member of the committee."
            )
            % {"name": user.name},
            field="role",
        )
    grant, _created = RoleGrant.objects.get_or_create(
        user=user,
        role=role,
        funder_id=funder_id,
        call_id=call_id,
        defaults={"granted_by": actor},
    )
    return grant
