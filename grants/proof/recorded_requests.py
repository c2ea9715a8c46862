"""What the ledger knows of requests to applicants and of their answers."""

from django.db.models import Q

from audit.proof.recorded import Recorded
from grants.models import (
    LateAnswer,
    PaperAnswer,
    Request,
    RequestedThing,
    RequestOutcome,
    WeighedAnswer,
)

_ASKED = ("kind", "days", "by_post", "asked_by_id", "asked_at")
_LATE = ("filed_on", "registry_number", "scan", "scan_name", "scan_sha256")
_THING = ("position", "reason", "article", "before", "recognised", "effect")
REQUESTS = (
    Recorded(
        "request",
        Request,
        key=("application__number", "number"),
        columns=_ASKED,
        entry="entry_id",
        call="application__call__code",
    ),
    Recorded(
        "request due",
        Request,
        key=("application__number", "number"),
        columns=("delivered_at", "delivered_to_id", "announced_on", "due_at"),
        entry="due_entry_id",
        call="application__call__code",
    ),
    Recorded(
        "request closed",
        Request,
        key=("application__number", "number"),
        columns=("outcome", "closed_by_id", "closed_at", "closed_because"),
        due=~Q(outcome=RequestOutcome.OPEN.value) | Q(closed_at__isnull=False),
        entry="closing_entry_id",
        call="application__call__code",
    ),
    Recorded(
        "requested thing",
        RequestedThing,
        key=("request__application__number", "request__number", "field"),
        columns=_THING,
        call="request__application__call__code",
    ),
    Recorded(
        "answered thing",
        RequestedThing,
        key=("request__application__number", "request__number", "field"),
        columns=(*_THING, "after", "is_answered"),
        due=Q(is_answered=True) | Q(after__isnull=False),
        call="request__application__call__code",
    ),
    Recorded(
        "paper answer",
        PaperAnswer,
        key=("request__application__number", "request__number"),
        columns=("filed_on", "registry_number", "scan_id"),
        entry="request__closing_entry_id",
        call="request__application__call__code",
    ),
    Recorded(
        "late answer",
        LateAnswer,
        key=("request__application__number", "request__number", "number"),
        columns=(*_LATE, "recorded_by_id", "recorded_at"),
        entry="entry_id",
        call="request__application__call__code",
    ),
    Recorded(
        "weighed answer",
        WeighedAnswer,
        key=(
            *("thing__request__application__number", "thing__request__number"),
            "thing__field",
        ),
        columns=("weighed_by_id", "weighed_at", "kept", "sentence"),
        entry="entry_id",
        call="thing__request__application__call__code",
    ),
)
