"""The result of a run taken apart: one small record for each application, one summary of each lot.

A page shows a hundred rows of ten thousand; a result is one text of many megabytes. So what a page
needs is taken out once, when the run is frozen. Nothing is computed here that the result does not
say. Source: the shape of `recompute` and `allocate` (CALL_FILE sections 7 and 8).

>>> result = {"ranking": {"A": [
...     {"number": "1", "status": "ranked", "values": {"K": "8"}, "total": "8", "rank": 1},
...     {"number": "2", "status": "below_threshold", "values": {"K": "1"}, "total": "1",
...      "rank": None}]}, "lots": {}, "stays": {}}
>>> [(row.position, row.number, row.outcome.value) for row in ranked_rows(result)]
[(1, '1', 'ranked'), (2, '2', 'below_threshold')]
>>> summary_of(result)["lots"]["A"]["lines"]
[[2, 'threshold']]
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from callfile.numbers.money import cents, money_text
from scoring.core.money.allocation import NEVER_PAYABLE
from scoring.core.money.allocation_trace import AllocationStep
from scoring.core.points.score import Standing

# More blocks than this cannot be told apart in the drawing of a pot.
MOST_BLOCKS = 200
# Who was refused says so in the own row; the pot names the first of them.
MOST_REFUSED = 20

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


PAID = (Outcome.PAID, Outcome.PART)


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One application of a ranking; `position` from 1 in the order of its lot."""

    lot: str
    position: int
    number: str
    place: int | None
    outcome: Outcome
    total: str | None
    values: Json
    row: Json


@dataclass(frozen=True, slots=True)
class AmountRow:
    """One application of a divided pot; money in cents."""

    number: str
    outcome: Outcome
    amount: int
    cap: int | None
    reserve_place: int | None
    steps: Sequence[Json]


def ranked_rows(result: Json) -> Iterator[RankedRow]:
    """Every row of every lot, before the money."""
    for lot, rows in result["ranking"].items():
        for position, row in enumerate(rows, 1):
            yield RankedRow(
                lot=lot,
                position=position,
                number=row["number"],
                place=row["rank"],
                outcome=outcome_of(row, None),
                total=row["total"],
                values=row["values"],
                row=row,
            )


def amount_rows(result: Json) -> Iterator[AmountRow]:
    """Every row of the lots whose money is divided."""
    for lot, pot in result["lots"].items():
        reserve = {number: place for place, number in enumerate(pot["reserve"], 1)}
        for row in result["ranking"].get(lot, []):
            number = row["number"]
            steps = pot["trace"]["applications"].get(number, [])
            yield AmountRow(
                number=number,
                outcome=outcome_of(row, pot),
                amount=cents(pot["amounts"].get(number)) or 0,
                cap=_cap(steps),
                reserve_place=reserve.get(number),
                steps=steps,
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


def summary_of(result: Json) -> dict[str, Any]:
    """What is said of the lots as wholes: `lots` by code, and `stays`.

    Each has `entries` and `lines` ([position, what is drawn above it: cut, threshold, missing]);
    where money is divided also `money`: budget, received, spent, unspent, factor, `recipients`,
    `available` (spent, and what stays), `bar` (see `_bar`), the `steps` of the pot with the first
    of those who were refused, and `refused`: how many there were.
    """
    lots = {lot: _lot(result, lot, rows) for lot, rows in result["ranking"].items()}
    return {"lots": lots, "stays": dict(result["stays"])}


def _lot(result: Json, lot: str, rows: Sequence[Json]) -> dict[str, Any]:
    pot = result["lots"].get(lot)
    outcomes = [outcome_of(row, pot) for row in rows]
    found = {"entries": len(rows), "lines": _lines(outcomes)}
    return found if pot is None else {**found, "money": _money(result, lot, rows, outcomes)}


def _money(
    result: Json, lot: str, rows: Sequence[Json], outcomes: Sequence[Outcome]
) -> dict[str, Any]:
    pot = result["lots"][lot]
    kept = ("budget", "received", "spent", "unspent", "factor")
    paid = [
        cents(pot["amounts"][row["number"]]) or 0
        for row, outcome in zip(rows, outcomes, strict=True)
        if outcome in PAID
    ]
    parts = [outcome for outcome in outcomes if outcome in PAID]
    available = (cents(pot["spent"]) or 0) + (cents(result["stays"].get(lot)) or 0)
    return {
        **{key: pot[key] for key in kept if key in pot},
        "recipients": len(paid),
        "available": money_text(available),
        "bar": _bar(paid, parts),
        "steps": [
            step
            for step in pot["trace"]["pot"]
            if step["rule"] != AllocationStep.REFUSED or step["args"]["turn"] <= MOST_REFUSED
        ],
        "refused": sum(1 for s in pot["trace"]["pot"] if s["rule"] == AllocationStep.REFUSED),
    }


def _bar(paid: Sequence[int], parts: Sequence[Outcome]) -> dict[str, Any]:
    """Blocks for the drawing of a pot, in cents: `each` recipients in order of rank in one block.

    `part`: the block of the first who got only the remainder, -1 for none.
    """
    each = max(1, -(-len(paid) // MOST_BLOCKS))
    blocks = [sum(paid[start : start + each]) for start in range(0, len(paid), each)]
    part = parts.index(Outcome.PART) // each if Outcome.PART in parts else -1
    return {"each": each, "blocks": blocks, "part": part}


def _lines(outcomes: Sequence[Outcome]) -> list[list[Any]]:
    found: list[list[Any]] = []
    before: Outcome | None = None
    for position, outcome in enumerate(outcomes, 1):
        line = _line(before, outcome)
        if line:
            found.append([position, line])
        before = outcome
    return found


def _line(before: Outcome | None, outcome: Outcome) -> str:
    if before in PAID and outcome in (Outcome.RESERVE, Outcome.OUT):
        return "cut"
    if before == outcome:
        return ""
    if outcome == Outcome.BELOW_THRESHOLD:
        return "threshold"
    return "missing" if outcome == Outcome.NOT_RANKABLE else ""


def _cap(steps: Sequence[Json]) -> int | None:
    """The last bound that the trace names: the most that could be granted."""
    found = [step["args"]["cap"] for step in steps if step["rule"].startswith("cap_")]
    return cents(found[-1]) if found else None
