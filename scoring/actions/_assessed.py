"""The rows that pages count instead of reading every sheet, written after each change."""

from collections.abc import Collection

from audit.database.ready_rows import ReadyRows, insert_ready, to_insert
from grants.models import Call
from scoring.models import AssessedCriterion
from scoring.selectors.assessed import assessed_rows


def write_assessed(
    call: Call,
    only: Collection[int] | None = None,
    rows: ReadyRows | None = None,
) -> None:
    """Of the whole call at the reveal; later of `only` the applications that have changed. `rows`
    were made before.

    Within the act, after what it writes. A call whose scores are not revealed has no such rows.
    """
    committee = getattr(call, "committee", None)
    if committee is None or committee.revealed_at is None or (only is not None and not only):
        return
    kept = AssessedCriterion.objects.filter(call=call)
    if only is not None:
        kept = kept.filter(application__in=only)
    kept.delete()
    insert_ready(ready_assessed(call, only) if rows is None else rows)


def ready_assessed(call: Call, only: Collection[int] | None = None) -> ReadyRows:
    """For `write_assessed`."""
    return to_insert(AssessedCriterion, assessed_rows(call, only))
