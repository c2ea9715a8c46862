"""Method proportional: pot × weight ÷ Σ weight, weight = points × cap (CALL_FILE §5).

The cap in the weight is the one rounded down to the unit (§6.16), so that equal points and equal
payable caps always weigh the same. The factor is euros per euro of cap and point. Entries above
their cap are fixed at it and the rest is divided again. Zero points: nothing due.

>>> from scoring.core.money.allocation import allocate
>>> result = allocate(allocation={"method": "proportional"},
...     budget="100.00", grant={}, tie_break=[], seed=None, entries=[
...         {"number": "1", "points": "2", "requested": "100.00"},
...         {"number": "2", "points": "1", "requested": "200.00"},
...         {"number": "3", "points": "1", "requested": "100.00"}])
>>> result["amounts"], result["factor"]
({'1': '40.00', '2': '40.00', '3': '20.00'}, '0.2')
"""

from fractions import Fraction
from typing import Any

from scoring.core.money.allocation_trace import AllocationStep
from scoring.core.money.claims import Claim, Pot

SCALES = False


def learn(pot: Pot) -> None:
    """Weighing leaves no notes here."""


def weights(pot: Pot) -> list[int]:
    """Points × cap."""
    return [claim.points * claim.cap for claim in pot.claims]


def factor(pot: Pot, level: Fraction) -> Fraction:
    """Euros per point and euro of cap."""
    return level * pot.scale


def due(pot: Pot, claim: Claim) -> tuple[AllocationStep, dict[str, Any]]:
    """Points × cap × factor."""
    args = {"points": claim.said, "cap": pot.money(claim.cap)}
    return AllocationStep.WEIGHT_TIMES_FACTOR, args
