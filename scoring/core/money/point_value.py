"""Method point_value: points × value, value = pot ÷ Σ points (CALL_FILE §5, §6.15).

The value is an exact fraction of euros per point. With `redistribute: true` entries above their
cap are fixed at it and the rest is divided again; with `false` the pot is divided once, to the
unit, then cut at the caps, and what is cut stays in the pot. Zero points: nothing due.

>>> from scoring.core.money.allocation import allocate
>>> result = allocate(allocation={"method": "point_value", "redistribute": True},
...     budget="100.00", grant={}, tie_break=[], seed=None, entries=[
...         {"number": "1", "points": "2", "requested": "10.00"},
...         {"number": "2", "points": "2", "requested": "42.00"},
...         {"number": "3", "points": "4", "requested": "900.00"}])
>>> result["amounts"], result["factor"]
({'3': '60.00', '1': '10.00', '2': '30.00'}, '15')
"""

from fractions import Fraction
from typing import Any

from scoring.core.money.allocation_trace import AllocationStep
from scoring.core.money.claims import Claim, Pot

SCALES = False


def learn(pot: Pot) -> None:
    """Weighing leaves no notes here."""


def weights(pot: Pot) -> list[int]:
    """The points."""
    return [claim.points for claim in pot.claims]


def factor(pot: Pot, level: Fraction) -> Fraction:
    """Euros per point."""
    return level * pot.scale * pot.rule.unit / 100


def due(pot: Pot, claim: Claim) -> tuple[AllocationStep, dict[str, Any]]:
    """Points × value."""
    return AllocationStep.POINTS_TIMES_VALUE, {"points": claim.said}
