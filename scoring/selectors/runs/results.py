"""What a frozen run says, whole or in part: a run never changes, so its rows are simply read.

The parts have the shape of the whole result, so whoever puts a result into words may get either.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from callfile.numbers.money import money_text
from scoring.core.run.run_rows import MOST_REFUSED, Outcome
from scoring.models import AllocatedAmount, AllocationRun, RankedApplication, RankingRun

Run = AllocationRun | RankingRun
Json = Mapping[str, Any]


def result_of(run: Run) -> dict[str, Any]:
    """`scoring.core.run.recompute` of the run: many megabytes for a large call."""
    text = type(run)._default_manager.values_list("result", flat=True).get(pk=run.pk)
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError(f"{run} holds no result")
    return found


def ranking_of(run: Run) -> RankingRun:
    return run.ranking if isinstance(run, AllocationRun) else run


def summary_in(run: Run, lot: str) -> dict[str, Any]:
    """What the run says of a lot as a whole; nothing for a lot without applications."""
    found: dict[str, Any] = run.summary["lots"].get(lot, {})
    return found


def money_in(run: Run, lot: str) -> dict[str, Any] | None:
    """What became of the money of a lot, None where none was divided."""
    found: dict[str, Any] | None = summary_in(run, lot).get("money")
    return found


def refused_beyond(run: Run, lot: str) -> int:
    """How many were refused below the minimum besides those whom the steps of the pot name."""
    found: int = (money_in(run, lot) or {}).get("refused", 0)
    return max(found - MOST_REFUSED, 0)


def amount_of(row: RankedApplication) -> AllocatedAmount | None:
    """Needs `select_related("allocated")`, else it asks the database."""
    return getattr(row, "allocated", None)


def outcome_in(run: Run, row: RankedApplication) -> Outcome:
    """As this run knows it: a ranking does not know amounts that came later."""
    amount = amount_of(row) if isinstance(run, AllocationRun) else None
    return Outcome(amount.outcome if amount is not None else row.outcome)


def result_part(run: Run, lot: str, rows: Iterable[RankedApplication]) -> dict[str, Any]:
    """The result of the run as far as it speaks of these rows of a lot."""
    chosen = list(rows)
    part: dict[str, Any] = {"ranking": {lot: [json.loads(row.row) for row in chosen]}, "lots": {}}
    money = money_in(run, lot)
    if money is not None:
        part["lots"][lot] = _pot(money, chosen)
    return part


def _pot(money: Json, rows: Iterable[RankedApplication]) -> dict[str, Any]:
    amounts: dict[str, str] = {}
    traces: dict[str, Any] = {}
    for row in rows:
        amount, number = amount_of(row), row.application.number
        steps = json.loads(amount.steps) if amount is not None else []
        if amount is not None and steps:
            amounts[number], traces[number] = money_text(amount.amount_cents), steps
    kept = {key: money[key] for key in ("budget", "received", "spent", "unspent")}
    factor = {"factor": money["factor"]} if "factor" in money else {}
    trace = {"pot": money["steps"], "applications": traces}
    return {**kept, **factor, "amounts": amounts, "trace": trace}
