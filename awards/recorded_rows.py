"""What the ledger knows of proposals and decisions (`audit.proof.recorded`)."""

from django.db.models import Q

from audit.proof.recorded import Recorded, register
from awards.models import Decision, Proposal, ProposalState

# What a decision says, as it was fixed before its document was made.
_SAID = (
    *(
        "call_id",
        "application_id",
        "supersedes_id",
        "proposal_id",
        "kind",
        "content",
        "letters",
        "requested_cents",
    ),
    *("amount_cents", "prepared_by_id", "prepared_at"),
)

KINDS = (
    Recorded(
        "proposal",
        Proposal,
        key=("call__code", "number"),
        columns=("allocation_id", "proposed_by_id", "proposed_at"),
        entry="entry_id",
        call="call__code",
    ),
    Recorded(
        "proposal closed",
        Proposal,
        key=("call__code", "number"),
        columns=("state", "reason", "closed_by_id", "closed_at"),
        due=~Q(state=ProposalState.WAITING.value) | Q(closed_at__isnull=False),
        call="call__code",
    ),
    Recorded(
        "prepared decision",
        Decision,
        key=("number",),
        columns=_SAID,
        entry="prepared_entry_id",
        call="call__code",
    ),
    Recorded(
        "decision",
        Decision,
        key=("number",),
        columns=(*_SAID, "issued_at", "document_sha256"),
        due=Q(issued_at__isnull=False) | Q(entry__isnull=False),
        entry="entry_id",
        call="call__code",
    ),
)


def register_rows() -> None:
    for kind in KINDS:
        register(kind)
