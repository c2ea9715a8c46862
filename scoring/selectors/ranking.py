"""The ranking of one lot as a table, from the frozen result of a run: nothing is computed again.

Rows are in the order of the run. A row knows what became of it; where the money ends and where
the threshold lies follow from the rows around it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from grants.core.money import cents
from grants.models import Application, Call
from scoring.core.allocation import NEVER_PAYABLE
from scoring.core.allocation_trace import AllocationStep
from scoring.core.score import Standing
from scoring.models import AllocationRun, RankingRun
from scoring.selectors.results import Run, result_of

Json = Mapping[str, Any]


class Outcome(StrEnum):
    """What became of a row."""

    PAID = "paid"
    PART = "part"  # the remainder of the pot
    RESERVE = "reserve"
    OUT = "out"  # ranked, and never payable
    RANKED = "ranked"  # no money divided yet
    BELOW_THRESHOLD = "below_threshold"
    NOT_RANKABLE = "not_rankable"


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion or group of the first level."""

    code: str
    title: Mapping[str, str]
    printed_max: str | None


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
class RankingTable:
    """The rows of one page; the sums are those of the whole lot."""

    lot: Json
    columns: tuple[Column, ...]
    rows: Sequence[RankingRow]
    count: int
    recipients: int
    amounts: tuple[int, ...]
    spent: int | None
    available: int | None


@dataclass(slots=True)
class Runs:
    """The computations of a call, newest first."""

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
    rows = RankingRun.objects.filter(call=call).select_related("allocation")
    large = ("evaluation", "result", "allocation__result")
    return Runs(list(rows.defer(*large)))


def allocation_of(ranking: RankingRun) -> AllocationRun | None:
    return getattr(ranking, "allocation", None)


def columns_of(lot: Json) -> tuple[Column, ...]:
    return tuple(
        Column(node["code"], node.get("title") or {}, node.get("printed_max"))
        for node in lot["rubric"].get("children") or [lot["rubric"]]
    )


def ranking_table(run: Run, lot: Json, first: int = 0, last: int | None = None) -> RankingTable:
    """Rows `first` to `last` of the lot, with the names of their applicants in one query."""
    result = result_of(run)
    ranking, pot = result["ranking"].get(lot["code"], []), result["lots"].get(lot["code"])
    columns = columns_of(lot)
    reserve = {number: place for place, number in enumerate(pot["reserve"], 1)} if pot else {}
    shown = [
        _row(row, columns, pot, reserve.get(row["number"]), _outcome_before(ranking, index, pot))
        for index, row in enumerate(ranking[first:last], first)
    ]
    amounts = _in_order(ranking, pot)
    return RankingTable(
        lot=lot,
        columns=columns,
        rows=_named(run, shown),
        count=len(ranking),
        recipients=len(amounts),
        amounts=amounts,
        spent=cents(pot["spent"]) if pot else None,
        available=available_in(result, lot["code"]) if pot else None,
    )


def available_in(result: Json, lot: str) -> int:
    """What the lot had in the end, in cents: what it spent and what stays with it.

    Money that moved to another lot counts there, so the sum over all lots is that of the pots.
    """
    spent = cents(result["lots"][lot]["spent"]) or 0
    return spent + (cents(result["stays"].get(lot)) or 0)


def _in_order(ranking: Sequence[Json], pot: Json | None) -> tuple[int, ...]:
    """What is granted, in cents, in order of rank."""
    if pot is None:
        return ()
    amounts = (cents(pot["amounts"].get(row["number"], "0.00")) or 0 for row in ranking)
    return tuple(amount for amount in amounts if amount)


def _row(
    row: Json,
    columns: Sequence[Column],
    pot: Json | None,
    reserve_place: int | None,
    before: Outcome | None,
) -> RankingRow:
    number, outcome = row["number"], outcome_of(row, pot)
    amount = pot["amounts"].get(number) if pot else None
    return RankingRow(
        number=number,
        place=row["rank"],
        outcome=outcome,
        points=tuple(row["values"].get(column.code) for column in columns),
        total=row["total"],
        cap=_cap(pot, number),
        amount=None if pot is None else cents(amount or "0.00"),
        reserve_place=reserve_place,
        line=_line(before, outcome),
    )


def outcome_of(row: Json, pot: Json | None) -> Outcome:
    """Of one row of the ranking, with the divided pot of its lot or without."""
    if row["status"] != Standing.RANKED:
        return Outcome(row["status"])
    if pot is None:
        return Outcome.RANKED
    number = row["number"]
    if cents(pot["amounts"][number]):
        steps = pot["trace"]["applications"][number]
        in_part = any(step["rule"] == AllocationStep.PARTIAL_REMAINDER for step in steps)
        return Outcome.PART if in_part else Outcome.PAID
    return Outcome.OUT if pot["out"].get(number) in NEVER_PAYABLE else Outcome.RESERVE


def _outcome_before(ranking: Sequence[Json], index: int, pot: Json | None) -> Outcome | None:
    return outcome_of(ranking[index - 1], pot) if index else None


def _line(before: Outcome | None, outcome: Outcome) -> str:
    paid = (Outcome.PAID, Outcome.PART)
    if before in paid and outcome in (Outcome.RESERVE, Outcome.OUT):
        return "cut"
    if before == outcome:
        return ""
    if outcome == Outcome.BELOW_THRESHOLD:
        return "threshold"
    return "missing" if outcome == Outcome.NOT_RANKABLE else ""


def _cap(pot: Json | None, number: str) -> int | None:
    """The last bound that the trace names: the most that could be granted."""
    steps = pot["trace"]["applications"].get(number, []) if pot else []
    found = [step["args"]["cap"] for step in steps if step["rule"].startswith("cap_")]
    return cents(found[-1]) if found else None


def _named(run: Run, rows: Sequence[RankingRow]) -> list[RankingRow]:
    ranking = run.ranking if isinstance(run, AllocationRun) else run
    known = Application.objects.filter(
        call_id=ranking.call_id, number__in=[row.number for row in rows]
    )
    names = {
        number: ((applicant or {}).get("name", ""), title)
        for number, applicant, title in known.values_list("number", "applicant", "title")
    }
    found = []
    for row in rows:
        applicant, title = names.get(row.number, ("", ""))
        found.append(replace(row, applicant=applicant, title=title))
    return found
