"""Whether the rows that pages count are those that follow from sheets, values and reasons."""

from collections.abc import Iterable, Iterator

from audit.proof.fsck import Difference, Finding, Tally
from callfile.strict.fault import CoreFault
from grants.models import Call
from scoring.models import AssessedCriterion
from scoring.selectors.assessed import assessed_rows

_COLUMNS = (
    *("call_id", "application_id", "number", "position", "criterion", "spread"),
    *("needs_agreement", "common_value", "needs_reason", "written"),
)


# Rows that somebody has changed by hand can say anything.
_UNREADABLE = (CoreFault, KeyError, AttributeError, TypeError, ValueError)


def assessed_differences() -> Iterator[Finding]:
    """Call by call; those whose scores are not revealed have none."""
    for call in Call.objects.select_related("committee", "funder").order_by("pk"):
        committee = getattr(call, "committee", None)
        is_revealed = committee is not None and committee.revealed_at is not None
        kept = _by_key(AssessedCriterion.objects.filter(call=call))
        try:
            due = _by_key(assessed_rows(call)) if is_revealed else {}
        except _UNREADABLE:
            yield Difference(f"call {call.code}", "its sheets and reasons cannot be read")
            continue
        yield Tally("assessed criterion", len(kept))
        for key in sorted({*due, *kept}):
            if due.get(key) != kept.get(key):
                number, criterion = key
                yield Difference(
                    f"assessed criterion {number} {criterion}",
                    "it is not what sheets, agreed values and reasons say",
                )


def _by_key(rows: Iterable[AssessedCriterion]) -> dict[tuple[str, str], tuple[object, ...]]:
    return {
        (row.number, row.criterion): tuple(getattr(row, name) for name in _COLUMNS) for row in rows
    }
