"""A rule of division on three invented applications, computed by the core itself.

The numbers are chosen so that the rule shows what it does: the third asks for less than it could
get, and the funds do not cover everything that is asked.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from callfile.grant import Grant
from callfile.lots.budgets import LotPot
from callfile.numbers.exact import exact_text, parse_exact
from callfile.numbers.money import cents, money_text
from callfile.ranking import criterion_of
from callfile.strict.fault import CoreFault
from scoring.core.money.pots import divide_pots
from scoring.core.points.score import read_rules
from scoring.words.trace import Sentence, sentences_of_amount, sentences_of_pot

# Points between threshold and maximum, and what each asks for, as parts.
_PLACES = (Fraction(7, 10), Fraction(4, 10), Fraction(15, 100))
_ASKED = (Fraction(2, 3), Fraction(5, 9), Fraction(3, 20))


@dataclass(frozen=True, slots=True)
class ExampleEntry:
    """One invented application."""

    number: str
    points: str
    requested: int
    granted: int
    steps: list[Sentence]


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """The funds of the example in cents, its applications, and the steps of the pot."""

    money: int
    spent: int
    entries: list[ExampleEntry]
    steps: list[Sentence]


def worked_example(pot: LotPot, most: str) -> WorkedExample | None:
    """`most`: the highest total of the lot, as text.

    None where the rule cannot be shown on three applications (a fault, or no maximum).
    """
    top = parse_exact(most.replace(",", "."))
    if top is None or pot.lot.allocation is None:
        return None
    money = _funds(pot.budget, pot.grant)
    entries = [_entry(index, pot, money, top) for index in range(3)]
    lot = replace(pot.lot, budget=money, spill_to=())
    try:
        # A draft whose criteria have faults shows no amounts either.
        read_rules(lot)
        result = divide_pots([replace(pot, lot=lot, budget=money)], {lot.code: entries}, "0")
    except CoreFault:
        return None
    amounts = result["lots"][lot.code]["amounts"]
    rows = [
        ExampleEntry(
            number=entry["number"],
            points=entry["points"],
            requested=cents(entry["requested"]) or 0,
            granted=cents(amounts.get(entry["number"])) or 0,
            steps=sentences_of_amount(lot, result, entry["number"]),
        )
        for entry in entries
    ]
    spent = sum(row.granted for row in rows)
    return WorkedExample(money, spent, rows, sentences_of_pot(lot, result))


def _funds(budget: int, grant: Grant) -> int:
    """A tenth of the funds, so that requests stay between the lowest and the highest amount."""
    money = max(budget // 10, 10_000)
    if grant.maximum:
        money = min(money, grant.maximum * 3 // 2)
    if grant.minimum:
        money = max(money, grant.minimum * 7)
    return _whole_hundreds(money)


def _whole_hundreds(money: int) -> int:
    """Down to whole hundreds of euros where there is that much."""
    return money // 10_000 * 10_000 or money


def _entry(index: int, pot: LotPot, money: int, top: Fraction) -> dict[str, Any]:
    lot, limits = pot.lot, pot.grant
    threshold = Fraction(0) if lot.threshold is None else lot.threshold.total
    points = Fraction(round(threshold + (top - threshold) * _PLACES[index]))
    asked = _round_sum(money * _ASKED[index])
    asked = min(asked, limits.maximum) if limits.maximum else asked
    share = limits.max_share_of_eligible_cost
    part = Fraction(1) if share is None or not share.part else share.part
    criteria = [criterion_of(rule) for rule in lot.tie_break]
    return {
        "number": str(index + 1),
        "points": exact_text(points),
        "requested": money_text(asked),
        "eligible_cost": money_text(_round_sum(asked / part * Fraction(6, 5)) + 10_000),
        "values": {code: exact_text(points) for code in criteria if code},
    }


def _round_sum(amount: Fraction) -> int:
    """To whole tens of euros, at least one."""
    return max(int(amount) // 1_000 * 1_000, 1_000)
