"""Close an account: nobody signs in with it any more; what was done with it stays."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.core.entry import EntryType
from grants.actions.office._account_entry import append_account_entry
from grants.actions.office.open_account import lock_account


@transaction.atomic
def close_account(*, user: User, reason: str, actor: User) -> None:
    """Raises Refused for one's own account and a closed one, PermissionDenied out of scope."""
    locked = lock_account(user, actor)
    if not locked.is_active:
        raise Refused(_("This account is closed already."))
    locked.is_active = False
    # Every session of the account ends.
    locked.session_mark = secrets.token_hex(16)
    locked.save(update_fields=["is_active", "session_mark"])
    append_account_entry(EntryType.ACCOUNT_CLOSED, locked, reason, actor)
