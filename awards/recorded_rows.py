"""What the ledger knows of proposals and decisions (`audit.proof.recorded`)."""

from django.db.models import Q

from audit.proof import stored_files
from audit.proof.recorded import Recorded, register
from audit.proof.stored_files import StoredFile
from awards.models import (
    Decision,
    DecisionSignature,
    Mailing,
    PrintedLetter,
    Proposal,
    ProposalState,
    PublicNotice,
)
from grants.models import Call

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

_PRINTED = ("application__number", "request__number", "ruling__number", "number")

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
        "signatory of call",
        Call,
        key=("code",),
        columns=("signatory_id",),
        due=Q(signatory__isnull=False),
        call="code",
    ),
    Recorded(
        "decision signature",
        DecisionSignature,
        key=("call__code", "number"),
        columns=("signatory_id", "name", "title", "decisions", "signed_at"),
        entry="entry_id",
        call="call__code",
    ),
    Recorded(
        "signed decision",
        Decision,
        key=("number",),
        columns=("signature__number",),
        due=Q(signature__isnull=False),
        entry="signature__entry_id",
        call="call__code",
    ),
    Recorded(
        "decision",
        Decision,
        key=("number",),
        columns=(*_SAID, "signature__number", "issued_at", "document_sha256"),
        due=Q(issued_at__isnull=False) | Q(entry__isnull=False),
        entry="entry_id",
        call="call__code",
    ),
    Recorded(
        "printed letter",
        PrintedLetter,
        key=_PRINTED,
        columns=("letter", "sha256", "printed_by_id", "printed_at"),
        entry="entry_id",
        call="application__call__code",
    ),
    Recorded(
        "letter posted",
        Mailing,
        key=("application__number", "number"),
        columns=(
            *("request_id", "decision_id", "posted_on", "item_number"),
            *("printed_id", "letter_sha256", "posted_by_id", "posted_at"),
        ),
        entry="entry_id",
        call="application__call__code",
    ),
    Recorded(
        "letter served",
        Mailing,
        key=("application__number", "number"),
        columns=(
            *("slip_kind", "slip_on", "served_on"),
            *("slip", "slip_name", "slip_sha256", "slip_by_id", "slip_at"),
        ),
        due=~Q(slip_kind="") | Q(slip_at__isnull=False),
        entry="slip_entry_id",
        call="application__call__code",
    ),
    Recorded(
        "public notice",
        PublicNotice,
        key=("mailing__application__number", "mailing__number"),
        columns=("published_on", "served_on", "published_by_id", "published_at"),
        entry="entry_id",
        call="mailing__application__call__code",
    ),
)


def register_rows() -> None:
    for kind in KINDS:
        register(kind)
    place = ("application__number", "number")
    stored_files.register(StoredFile("letter", PrintedLetter, "letter", _PRINTED, "sha256"))
    stored_files.register(StoredFile("return slip", Mailing, "slip", place, "slip_sha256"))
