"""The rows of proposals and decisions that never change (`audit.database.frozen`)."""

from audit.database.frozen import freeze
from awards.models import (
    Decision,
    DecisionSignature,
    Mailing,
    PrintedLetter,
    Proposal,
    PublicNotice,
)

_SLIP = [
    *("slip_kind", "slip_on", "served_on", "slip", "slip_name"),
    *("slip_sha256", "slip_by", "slip_at", "slip_entry"),
]


def freeze_rows() -> None:
    freeze(DecisionSignature)
    # What it says never changes; that it was signed and issued is added once.
    freeze(Decision, name="said", moving=["signature", "issued_at", "document_sha256", "entry"])
    freeze(Decision, name="signed", fields=["signature"], since='OLD."signature_id" IS NOT NULL')
    freeze(Decision, since='OLD."issued_at" IS NOT NULL')
    # What went to the post never changes; the return slip is added once.
    freeze(Mailing, name="posted", moving=_SLIP)
    freeze(Mailing, name="served", fields=_SLIP, since="OLD.\"slip_kind\" <> ''")
    freeze(PrintedLetter)
    freeze(PublicNotice)
    freeze(Proposal, since='OLD."closed_at" IS NOT NULL')
