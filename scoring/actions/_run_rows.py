"""The rows of a run, written with it (scoring.core.run.run_rows)."""

from collections.abc import Mapping
from typing import Any

from audit.core import canonical
from scoring.core.run.run_rows import amount_rows, ranked_rows
from scoring.models import AllocatedAmount, AllocationRun, RankedApplication, RankingRun

AT_ONCE = 1_000


def write_ranked_rows(run: RankingRun, result: Mapping[str, Any]) -> None:
    """In the transaction of the run; one query for each thousand rows."""
    keys = dict(run.call.applications.values_list("number", "pk"))
    RankedApplication.objects.bulk_create(
        (
            RankedApplication(
                run=run,
                application_id=keys[row.number],
                lot=row.lot,
                position=row.position,
                place=row.place,
                outcome=row.outcome,
                total=row.total or "",
                values=row.values,
                row=canonical.dumps(row.row).decode(),
            )
            for row in ranked_rows(result)
        ),
        batch_size=AT_ONCE,
    )


def write_amounts(run: AllocationRun, result: Mapping[str, Any]) -> None:
    """In the transaction of the run, after the rows of its ranking."""
    keys = dict(run.ranking.rows.values_list("application__number", "pk"))
    AllocatedAmount.objects.bulk_create(
        (
            AllocatedAmount(
                run=run,
                ranked_id=keys[row.number],
                outcome=row.outcome,
                amount_cents=row.amount,
                cap_cents=row.cap,
                reserve_place=row.reserve_place,
                steps=canonical.dumps(row.steps).decode(),
            )
            for row in amount_rows(result)
        ),
        batch_size=AT_ONCE,
    )
