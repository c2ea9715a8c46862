"""Somebody has lost the telephone: the second step is turned off, and set up anew at the next
sign-in, which staff cannot pass without it.
"""

import secrets

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.sign_in.letters import promise_letter
from audit.core.entry import EntryType
from grants.actions.office._account_entry import append_account_entry
from grants.actions.office.open_account import lock_account


@transaction.atomic
def reset_second_step(*, user: User, reason: str, actor: User) -> None:
    """A letter tells the person. Raises Refused where there is none, PermissionDenied otherwise."""
    locked = lock_account(user, actor)
    removed, _rows = Authenticator.objects.filter(user=locked).delete()
    if not removed:
        raise Refused(_("This person has no second step."))
    locked.session_mark = secrets.token_hex(16)
    locked.save(update_fields=["session_mark"])
    append_account_entry(EntryType.SECOND_STEP_RESET, locked, reason, actor)
    promise_letter("mfa/email/totp_deactivated", locked.email, locked)
