"""Open a closed account again: the person has the roles that were not taken back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.core.entry import EntryType
from grants.actions.office._account_entry import append_account_entry
from grants.permissions import keep_account


@transaction.atomic
def open_account(*, user: User, reason: str, actor: User) -> None:
    """Raises Refused where it is open, PermissionDenied out of scope."""
    locked = lock_account(user, actor)
    if locked.is_active:
        raise Refused(_("This account is open already."))
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    append_account_entry(EntryType.ACCOUNT_OPENED, locked, reason, actor)


def lock_account(user: User, actor: User) -> User:
    """The row, held; an administrator never does this to the own account."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not keep_account.allows(actor, locked):
        raise PermissionDenied
    if locked.pk == actor.pk:
        raise Refused(_("Nobody does this with the own account. Ask another administrator."))
    return locked
