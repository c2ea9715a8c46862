"""Give a person a role: for everything, for one funder, or for one call."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.exclusive_roles import Scope, has_other_role
from accounts.models import Role, RoleGrant, User
from accounts.permissions import can_grant_roles
from accounts.refusal import Refused
from audit.core.entry import EntryType
from grants.actions.office._role_entry import append_role_entry
from grants.models import Call

# Whoever signs is appointed, with a function and a term (`appoint_signatory`).
GIVEN_ROLES = [one for one in Role.choices if one[0] != Role.SIGNATORY]


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: Role,
    actor: User,
    funder_id: int | None = None,
    call_id: int | None = None,
) -> RoleGrant:
    """Giving twice is once; a role for a call is one for its funder too.

    Raises Refused where the person has a role on some call that does not go with this one,
    PermissionDenied for whoever does not administer all of the scope.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if call_id is not None:
        funder_id = Call.objects.values_list("funder_id", flat=True).get(pk=call_id)
    scope = Scope(funder_id, call_id)
    if not can_grant_roles(actor, scope):
        raise PermissionDenied
    known = RoleGrant.objects.filter(user=user, role=role, funder_id=funder_id, call_id=call_id)
    found = known.first()
    if found is not None:
        return found
    if has_other_role(user, role, scope):
        raise Refused(
            _(
                "%(name)s already runs, signs or scores a call in this scope. Whoever runs a "
                "call neither approves nor signs it, and whoever sits in its committee has no "
                "other role."
            )
            % {"name": user.name},
            field="role",
        )
    grant = RoleGrant.objects.create(
        user=user, role=role, funder_id=funder_id, call_id=call_id, granted_by=actor
    )
    append_role_entry(EntryType.ROLE_GRANTED, grant, actor)
    return grant
