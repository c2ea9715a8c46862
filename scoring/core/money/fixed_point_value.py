"""Method fixed_point_value: points × the given value, at most the cap (CALL_FILE §5, §6.15).

The amount due is the floor, in whole units, of min(cap, points × value). If the sum exceeds the
pot, all are scaled by the same factor; otherwise the factor is 1. Where less than one unit is
due, nothing is due: more money would not change it.

>>> from scoring.core.money.allocation import allocate
>>> result = allocate(
...     allocation={"method": "fixed_point_value", "value": "3.10"},
...     budget="300.00", grant={}, tie_break=[], seed=None, entries=[
...         {"number": "1", "points": "100", "requested": "900.00"},
...         {"number": "2", "points": "50", "requested": "90.00"}])
>>> result["amounts"], result["factor"]
({'1': '232.50', '2': '67.50'}, '0.75')
"""

from fractions import Fraction
from typing import Any

from callfile.numbers.exact import exact_text
from scoring.core.money.allocation_trace import AllocationStep, allocation_step
from scoring.core.money.claims import Claim, Pot

SCALES = True
GIVEN = "given"


def learn(pot: Pot) -> None:
    """How the notes of this module are said."""
    value = exact_text(pot.rule.value)
    pot.tellers[GIVEN] = lambda claim, amount: allocation_step(
        AllocationStep.POINTS_AT_GIVEN_VALUE,
        points=claim.said,
        value=value,
        amount=pot.money(amount),
    )


def weights(pot: Pot) -> list[int]:
    """The amounts due, in units."""
    value, found = pot.rule.value, []
    above, below = value.numerator * 100, value.denominator * pot.scale * pot.rule.unit
    for claim in pot.claims:
        amount = min(claim.cap, claim.points * above // below)
        if amount:
            claim.note(GIVEN, amount)
        found.append(amount)
    return found


def factor(pot: Pot, level: Fraction) -> Fraction:
    """The common factor, at most 1."""
    return level


def due(pot: Pot, claim: Claim) -> tuple[AllocationStep, dict[str, Any]]:
    """The amount due × the common factor."""
    return AllocationStep.SCALED_BY, {"amount": pot.money(claim.weight)}
