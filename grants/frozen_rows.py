"""The rows of calls and applications that never change (`audit.database.frozen`)."""

from accounts.models import RoleGrant
from audit.database.frozen import freeze
from grants.models import (
    AnswerCorrection,
    Call,
    CallQuestion,
    CallVersion,
    LateAnswer,
    Letterhead,
    PaperAnswer,
    PaperFiling,
    PendingStep,
    Request,
    RequestedThing,
    SealedRead,
    Signatory,
    StateChange,
    Submission,
)

_DELIVERY = ["delivered_at", "delivered_to", "announced_on", "due_at", "due_entry"]
_ENDING = ["outcome", "closed_by", "closed_at", "closed_because", "closing_entry"]

_ANSWERING = [
    *("outcome", "closed_by", "closed_at", "closing_entry"),
    *("declined_because", "wording", "answer"),
]


def freeze_rows() -> None:
    freeze(CallVersion)
    freeze(StateChange)
    freeze(PaperFiling)
    freeze(PaperAnswer)
    freeze(LateAnswer)
    # When the receipt is to be sent, and when somebody took the application over.
    freeze(Submission, moving=["mail_due_at"])
    freeze(Call, fields=["draw_seed"], since="OLD.\"draw_seed\" <> ''")
    # What is asked never changes; delivery, end and each answer are added once.
    freeze(Request, name="asked", moving=[*_DELIVERY, *_ENDING])
    freeze(Request, name="delivered", fields=_DELIVERY, since='OLD."delivered_at" IS NOT NULL')
    freeze(Request, name="closed", fields=_ENDING, since="OLD.\"outcome\" <> ''")
    # A language that its reason lacks is added; the ledger knows what stood there before.
    freeze(RequestedThing, name="asked", moving=["after", "is_answered", "reason", "article"])
    freeze(
        RequestedThing, name="answered", fields=["after", "is_answered"], since='OLD."is_answered"'
    )
    # What was asked stays as it was sent, without the address once it is answered or declined.
    freeze(CallQuestion, name="asked", moving=[*_ANSWERING, "address"])
    freeze(CallQuestion, name="closed", fields=_ANSWERING, since="OLD.\"outcome\" <> ''")
    freeze(AnswerCorrection)
    freeze(PendingStep, name="begun", moving=_ENDING)
    freeze(PendingStep, name="closed", fields=_ENDING, since="OLD.\"outcome\" <> ''")
    freeze(RoleGrant, may_vanish=True)
    freeze(SealedRead)
    freeze(Letterhead)
    freeze(Signatory, name="appointed", moving=["ended_by", "ended_at"])
    freeze(Signatory, name="ended", since='OLD."ended_at" IS NOT NULL')
