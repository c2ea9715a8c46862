"""The rows that pages count instead of reading every sheet, written after each change."""

from collections.abc import Collection, Sequence

from grants.models import Call
from scoring.models import AssessedCriterion
from scoring.selectors.assessed import assessed_rows

_AT_ONCE = 2_000


def write_assessed(
    call: Call,
    only: Collection[int] | None = None,
    rows: Sequence[AssessedCriterion] | None = None,
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
    made = assessed_rows(call, only) if rows is None else rows
    AssessedCriterion.objects.bulk_create(made, batch_size=_AT_ONCE)
