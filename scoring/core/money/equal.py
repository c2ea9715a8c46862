"""Method equal: equal parts, water-filling at the caps (CALL_FILE §5, §6.14).

Points only decide who is above the threshold and who gets a left-over unit first; zero points
are paid too. The factor is the part of those who are not at their cap, in units.

>>> from scoring.core.money.allocation import allocate
>>> result = allocate(allocation={"method": "equal"},
...     budget="100.00", grant={}, tie_break=[], seed=None, entries=[
...         {"number": "1", "points": "0", "requested": "900.00"},
...         {"number": "2", "points": "5", "requested": "20.00"}])
>>> result["amounts"], result["factor"]
({'2': '20.00', '1': '80.00'}, '8000')
"""

from fractions import Fraction
from typing import Any

from scoring.core.money.allocation_trace import AllocationStep
from scoring.core.money.claims import Claim, Pot

SCALES = False


def learn(pot: Pot) -> None:
    """Weighing leaves no notes here."""


def weights(pot: Pot) -> list[int]:
    """One each."""
    return [1] * len(pot.claims)


def factor(pot: Pot, level: Fraction) -> Fraction:
    """Units for each."""
    return level


def due(pot: Pot, claim: Claim) -> tuple[AllocationStep, dict[str, Any]]:
    """An equal part."""
    return AllocationStep.EQUAL_PART, {"unit": pot.money(1)}
