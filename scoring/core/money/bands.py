"""Method bands: cap × the share of the band in which the points fall (CALL_FILE §5, §6.15).

The amount due is the floor, in whole units, of cap × share. Over the pot: `scale` all by the same
factor, or pay in order of rank (`ranked`, see ranked.py). Zero points or a zero share: nothing
due, also in a band that starts at 0 (§6.14 names only `equal` and `ranked` as paying zero
points). Points in no band are a set-up fault that names the entry; an entry that is out already,
by its cap or by zero points, needs no band.

>>> from scoring.core.money.allocation import allocate
>>> result = allocate(budget="100.00", grant={}, tie_break=[], seed=None,
...     allocation={"method": "bands", "over": "scale", "bands": [
...         {"from": "50", "to": "90", "share": "40%"}, {"from": "90", "share": "100%"}]},
...     entries=[{"number": "1", "points": "90", "requested": "100.00"},
...              {"number": "2", "points": "89.9", "requested": "62.50"}])
>>> result["amounts"], result["factor"]
({'1': '80.00', '2': '20.00'}, '0.8')
"""

from fractions import Fraction
from typing import Any

from callfile.allocation.methods import ShareBand
from callfile.numbers.exact import exact_text
from callfile.strict.fault import CoreFault
from scoring.core.money.allocation_trace import AllocationStep, Step, allocation_step
from scoring.core.money.claims import Claim, Pot

SCALES = True
SHARE = "share"


def check_bands(pot: Pot) -> None:
    """Name all entries whose points fall into no band."""
    names = [claim.number for claim in pot.claims if claim.points and not _band(pot, claim)]
    if names:
        raise CoreFault("setup", names, "points_in_no_band")


def learn(pot: Pot) -> None:
    """How the notes of this module are said."""

    def tell(claim: Claim, amount: int) -> Step:
        band = _band(pot, claim)[0]
        edges = {"from": _edge(band.start), "to": _edge(band.end), "share": band.share.text}
        args = {"points": claim.said, **edges, "cap": pot.money(claim.cap)}
        return allocation_step(AllocationStep.BAND_SHARE, **args, amount=pot.money(amount))

    pot.tellers[SHARE] = tell


def weights(pot: Pot) -> list[int]:
    """The amounts due, in units."""
    return [_weigh(pot, claim) for claim in pot.claims]


def _weigh(pot: Pot, claim: Claim) -> int:
    bands = _band(pot, claim) if claim.points else []
    if not bands:
        return 0
    band = bands[0]
    part = band.share.part
    amount = claim.cap * part.numerator // part.denominator
    if amount:
        claim.note(SHARE, amount)
    return amount


def factor(pot: Pot, level: Fraction) -> Fraction:
    """The common factor, at most 1."""
    return level


def due(pot: Pot, claim: Claim) -> tuple[AllocationStep, dict[str, Any]]:
    """The amount due × the common factor."""
    return AllocationStep.SCALED_BY, {"amount": pot.money(claim.weight)}


def _edge(points: Fraction | None) -> str | None:
    return None if points is None else exact_text(points)


def _band(pot: Pot, claim: Claim) -> list[ShareBand]:
    points = Fraction(claim.points, pot.scale)
    return [band for band in pot.rule.bands if band.holds(points)]
