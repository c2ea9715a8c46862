"""Water-filling: divide a pot by weights, nobody above the cap, nobody below the floor.

Each claim gets level × weight, but at most its upper bound and at least the floor. The level is
the least one at which the pot is used up, or at which all have reached their upper bound. This is
the fixed point of "who reaches the cap is fixed at it and the rest is divided again among the
others, until nobody is above" (CALL_FILE §5), found in one sweep over the sorted bounds instead
of round by round: O(n log n), in integers.

>>> claims = [FilledShare(2, 1000), FilledShare(2, 4200), FilledShare(4, 90000)]
>>> water_level(10000, claims)  # 10.00 is fixed, 90.00 over 6 points: 15.00 a point
Fraction(1500, 1)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import Protocol


class Claimant(Protocol):
    """What water-filling needs to know of a claim: both in whole numbers, weight above 0."""

    weight: int
    upper: int | None  # units; None: no bound


@dataclass(slots=True)
class FilledShare:
    """The least claimant."""

    weight: int
    upper: int | None


def water_level(pot: int, claims: Sequence[Claimant], floor: int = 0) -> Fraction:
    """The exact level (units per weight); 0 where nobody claims.

    `floor` must not exceed any upper bound, and `floor` × claims must not exceed the pot.
    """
    if not claims:
        return Fraction(0)
    target = min(pot, reach(claims, pot))
    slope = 0 if floor else sum(claim.weight for claim in claims)
    fixed = floor * len(claims)
    for _, bound, weight, starts in _bounds(claims, floor):
        if fixed * weight + slope * bound >= target * weight:
            return Fraction(target - fixed, slope) if slope else Fraction(bound, weight)
        fixed += -bound if starts else bound
        slope += weight if starts else -weight
    return Fraction(target - fixed, slope)


def reach(claims: Iterable[Claimant], unbounded: int) -> int:
    """The most that the claims can take together; `unbounded` where one has no bound."""
    total = 0
    for claim in claims:
        if claim.upper is None:
            return unbounded
        total += claim.upper
    return total


def by_ratio(claims: Sequence[Claimant]) -> list[int]:
    """Indexes of the bounded claims in the order in which a rising level reaches their bounds."""
    shift = _shift(claims)
    keys = [
        0 if claim.upper is None else (claim.upper << shift) // claim.weight for claim in claims
    ]
    bounded = [index for index, claim in enumerate(claims) if claim.upper is not None]
    bounded.sort(key=keys.__getitem__)
    return bounded


def _bounds(claims: Sequence[Claimant], floor: int) -> list[tuple[int, int, int, bool]]:
    shift = _shift(claims)
    bounds = [
        ((claim.upper << shift) // claim.weight, claim.upper, claim.weight, False)
        for claim in claims
        if claim.upper is not None
    ]
    if floor:
        bounds += [((floor << shift) // c.weight, floor, c.weight, True) for c in claims]
    bounds.sort(key=itemgetter(0))
    return bounds


def _shift(claims: Sequence[Claimant]) -> int:
    # two different ratios lie at least 1 / (largest weight)² apart: with that many binary places
    # kept, whole numbers order them exactly
    return 2 * max((claim.weight for claim in claims), default=1).bit_length()
