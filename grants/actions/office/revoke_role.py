"""Take a role back; what was done in it stays."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.exclusive_roles import Scope
from accounts.models import Role, RoleGrant, User
from accounts.permissions import can_grant_roles
from accounts.refusal import Refused
from audit.core.entry import EntryType
from grants.actions.office._role_entry import append_role_entry


@transaction.atomic
def revoke_role(*, grant: RoleGrant, actor: User) -> None:
    """Raises Refused for the last administrator of everything and for a signatory, whose
    appointment is ended instead; PermissionDenied out of scope.
    """
    if not can_grant_roles(actor, Scope(grant.funder_id, grant.call_id)):
        raise PermissionDenied
    if grant.role == Role.SIGNATORY:
        raise Refused(_("Whoever signs is appointed for a term: end it under Signatories."))
    held = RoleGrant.objects.select_for_update().filter(role=Role.ADMINISTRATOR)
    administrators = [one.pk for one in held.filter(funder_id=None, call_id=None)]
    if administrators == [grant.pk]:
        raise Refused(_("Somebody must remain administrator. Give somebody else the role first."))
    append_role_entry(EntryType.ROLE_REVOKED, grant, actor)
    grant.delete()
