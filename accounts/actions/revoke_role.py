from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, RoleGrant, User
from accounts.permissions import can_grant_roles
from accounts.refusal import Refused


@transaction.atomic
def revoke_role(*, grant: RoleGrant, actor: User) -> None:
    """Take a role back; what was done in it stays. Raises Refused for the last administrator."""
    if not can_grant_roles(actor):
        raise PermissionDenied
    administrators = RoleGrant.objects.select_for_update().filter(role=Role.ADMINISTRATOR)
    others = [one for one in administrators if one.pk != grant.pk]
    if grant.role == Role.ADMINISTRATOR and not others:
        raise Refused(_("Somebody must remain administrator. Give somebody else the role first."))
    grant.delete()
