"""The rows of calls and applications that never change (`audit.frozen`)."""

from accounts.models import RoleGrant
from audit.frozen import freeze
from grants.models import Call, CallVersion, SealedRead, StateChange, Submission


def freeze_rows() -> None:
    freeze(CallVersion)
    freeze(StateChange)
    # When the receipt is to be sent, and when somebody took the application over.
    freeze(Submission, moving=["mail_due_at"])
    freeze(Call, fields=["draw_seed"], since="OLD.\"draw_seed\" <> ''")
    freeze(RoleGrant, may_vanish=True)
    freeze(SealedRead)
