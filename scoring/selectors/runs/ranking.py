"""The ranking of one lot as a table, from the frozen rows of a run: nothing is computed again.

A page reads the rows that it shows. Where the money ends and where the threshold lies was found
when the run was frozen (scoring.core.run.run_rows), so it is known on whichever page it falls.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from callfile.lots.lot import Lot
from callfile.numbers.money import cents
from callfile.rubric.rubric import children_of
from grants.models import Application, Call
from scoring.core.run.run_rows import Outcome
from scoring.models import AllocatedAmount, AllocationRun, RankedApplication, RankingRun
from scoring.selectors.runs.results import (
    Run,
    amount_of,
    money_in,
    outcome_in,
    ranking_of,
    summary_in,
)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CriterionColumn:
    """A criterion or group of the first level."""

    code: str
    title: Mapping[str, str]
    printed_max: Fraction | None


@dataclass(frozen=True, slots=True)
class RankingRow:
    """Points as the run wrote them; money in cents, None where none was computed."""

    number: str
    place: int | None
    outcome: Outcome
    points: tuple[str | None, ...]
    total: str | None
    cap: int | None
    amount: int | None
    reserve_place: int | None
    applicant: str = ""
    title: str = ""
    # The line drawn above this row: "cut", "threshold" or "missing".
    line: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """The drawing of a pot: blocks in cents, `each` recipients in one, which one is in part."""

    each: int = 1
    blocks: Sequence[int] = ()
    part: int = -1


@dataclass(frozen=True, slots=True)
class RankingTable:
    """The rows of one page; the sums are those of the whole lot."""

    lot: Lot
    columns: tuple[CriterionColumn, ...]
    rows: Sequence[RankingRow]
    count: int
    recipients: int
    spent: int | None
    available: int | None
    bar: Bar


@dataclass(slots=True)
class Runs:
    """The binding computations of a call, newest first."""

    rankings: list[RankingRun]
    newest: RankingRun | None = field(init=False)
    allocation: AllocationRun | None = field(init=False)

    def __post_init__(self) -> None:
        self.newest = self.rankings[0] if self.rankings else None
        self.allocation = allocation_of(self.newest) if self.newest else None

    def chosen(self, number: int | None) -> RankingRun | None:
        if number is None:
            return self.newest
        return next((run for run in self.rankings if run.number == number), None)


def runs_of(call: Call) -> Runs:
    """Without their large texts: the result is read when it is shown."""
    rows = RankingRun.objects.binding().filter(call=call).select_related("allocation")
    rows = rows.order_by("-number")
    large = ("evaluation", "result", "summary", "allocation__result", "allocation__summary")
    return Runs(list(rows.defer(*large)))


def allocation_of(ranking: RankingRun) -> AllocationRun | None:
    return getattr(ranking, "allocation", None)


def columns_of(lot: Lot) -> tuple[CriterionColumn, ...]:
    root = lot.rubric.root
    return tuple(
        CriterionColumn(node.code, node.title, node.printed_max)
        for node in children_of(root) or (root,)
    )


def rows_of(run: Run, lot: str) -> QuerySet[RankedApplication]:
    """The rows of a lot in order of rank, with amounts and names; the long traces stay behind."""
    rows = RankedApplication.objects.filter(run=ranking_of(run), lot=lot)
    return (
        rows.select_related("allocated", "application")
        .only(
            *("run", "lot", "position", "place", "outcome", "total", "values"),
            *(f"allocated__{name}" for name in _AMOUNT_COLUMNS),
            *(f"application__{name}" for name in ("number", "applicant", "title")),
        )
        .order_by("position")
    )


def traced_rows_of(run: Run, lot: str) -> QuerySet[RankedApplication]:
    """The same rows with everything that explains them."""
    rows = RankedApplication.objects.filter(run=ranking_of(run), lot=lot)
    large = ("answers", "sealed", "wrapped_key")
    return (
        rows.select_related("allocated", "application")
        .defer(*(f"application__{name}" for name in large))
        .order_by("position")
    )


_AMOUNT_COLUMNS = ("ranked", "outcome", "amount_cents", "cap_cents", "reserve_place")


def ranking_table(
    run: Run, lot: Lot, rows: Iterable[RankedApplication], *, in_order: bool = True
) -> RankingTable:
    """The given rows of the lot; lines are drawn only where they stand in order of rank."""
    columns, summary = columns_of(lot), summary_in(run, lot.code)
    money = money_in(run, lot.code)
    lines = dict(summary.get("lines", [])) if in_order else {}
    return RankingTable(
        lot=lot,
        columns=columns,
        rows=[_row(run, row, columns, money, lines) for row in rows],
        count=summary.get("entries", 0),
        recipients=money["recipients"] if money else 0,
        spent=cents(money["spent"]) if money else None,
        available=cents(money["available"]) if money else None,
        bar=Bar(**money["bar"]) if money else Bar(),
    )


def standing_of(call: Call, applications: Iterable[Application]) -> dict[int, RankedApplication]:
    """Place and points of these applications in the newest computation; two queries."""
    runs = RankingRun.objects.binding().filter(call=call).order_by("-number")
    newest = runs.values_list("pk", flat=True).first()
    if newest is None:
        return {}
    rows = RankedApplication.objects.filter(run=newest, application__in=list(applications))
    shown = rows.only("application_id", "place", "total").order_by()
    return {row.application_id: row for row in shown}


def position_of(run: Run, lot: str, number: str) -> int | None:
    """Where an application stands in its lot, from 1."""
    rows = RankedApplication.objects.filter(run=ranking_of(run), lot=lot)
    found = rows.filter(application__number=number).values_list("position", flat=True)
    return found.first()


def _row(
    run: Run,
    row: RankedApplication,
    columns: Sequence[CriterionColumn],
    money: Json | None,
    lines: Mapping[int, str],
) -> RankingRow:
    amount: AllocatedAmount | None = amount_of(row) if money is not None else None
    application = row.application
    return RankingRow(
        number=application.number,
        place=row.place,
        outcome=outcome_in(run, row),
        points=tuple(row.values.get(column.code) for column in columns),
        total=row.total or None,
        cap=amount.cap_cents if amount is not None else None,
        amount=amount.amount_cents if amount is not None else None,
        reserve_place=amount.reserve_place if amount is not None else None,
        applicant=(application.applicant or {}).get("name", ""),
        title=application.title,
        line=lines.get(row.position, ""),
    )
