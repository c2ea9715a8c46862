"""Paying in order of rank while money lasts (CALL_FILE §5, §6.17).

Used by the method `ranked` (the amount is the cap) and by `bands` where the sum exceeds the pot
and the call says `over: ranked`. The first who does not fit whole gets the remainder and ends the
list (`last: partial`, if at least the minimum), ends it (`stop`), or is passed over (`skip`).

Equals are paid all or none. None where not even the smallest of them fits; where some would fit
and others not, the run refuses. `top: n` takes the first n of those who can be paid at all (an
entry whose cap is below the minimum takes no place; one who is passed over by `skip` does);
equals on both sides of that edge: the run refuses.

>>> from scoring.core.money.allocation import allocate
>>> result = allocate(allocation={"method": "ranked", "last": "partial"},
...     budget="600.00", grant={}, tie_break=[], seed=None, entries=[
...         {"number": "1", "points": "90", "requested": "400.00"},
...         {"number": "2", "points": "80", "requested": "500.00"},
...         {"number": "3", "points": "70", "requested": "150.00"}])
>>> result["amounts"], result["reserve"]
({'1': '400.00', '2': '200.00', '3': '0.00'}, ['3'])
"""

from fractions import Fraction
from itertools import groupby

from callfile.strict.fault import CoreFault
from scoring.core.money import bands
from scoring.core.money.allocation_trace import AllocationStep, Step, allocation_step
from scoring.core.money.claims import Claim, Pot
from scoring.core.money.division import divide, weighed
from scoring.core.money.minimum import refuse_small

# Notes of claims.
IN_ORDER, NO_FIT, AFTER = "in_order", "no_fit", "after"


def pay_ranked(pot: Pot) -> None:
    """The method `ranked`: the caps in order of rank."""
    for claim in pot.claims:
        claim.weight = claim.cap
    pay_in_order(pot, _within_top(pot, pot.claims))


def pay_bands(pot: Pot) -> None:
    """The method `bands`: what is due if the pot holds it, else scaled or in order of rank.

    With `over: ranked` an amount below the minimum is refused or raised before the pot is looked
    at: nothing is shared, so the pot itself can push nobody below the minimum.
    """
    bands.check_bands(pot)
    if pot.rule.over == "scale":
        divide(pot, bands)
        return
    claims = _above_minimum(pot, weighed(pot, bands))
    total = sum(claim.weight for claim in claims)
    args = {"sum": pot.money(total), "pot": pot.money(pot.units)}
    if total > pot.units:
        pot.steps.append(allocation_step(AllocationStep.OVER_POT_RANKED, **args))
        pay_in_order(pot, claims)
        return
    pot.factor = bands.factor(pot, Fraction(1))
    pot.steps.append(allocation_step(AllocationStep.WITHIN_POT, **args))
    for claim in claims:
        claim.amount = claim.weight


def pay_in_order(pot: Pot, claims: list[Claim]) -> None:
    """Pay each claim its weight, best first, group of equals by group of equals."""
    _learn(pot)
    left, stopped_by = pot.units, None
    for _, group in groupby(claims, lambda claim: claim.group):
        equals = list(group)
        if stopped_by is not None:
            for claim in equals:
                claim.note(AFTER, stopped_by)
            continue
        if sum(claim.weight for claim in equals) <= left:
            left = _pay(pot, equals, left)
            continue
        _refuse_cut(pot, equals, left)
        if pot.rule.last != "skip":
            stopped_by = equals[0].number
        left = _last(pot, equals, left)


def _pay(pot: Pot, equals: list[Claim], left: int) -> int:
    for claim in equals:
        claim.amount = claim.weight
        claim.note(IN_ORDER, left, claim.amount)
        left -= claim.amount
    return left


def _refuse_cut(pot: Pot, equals: list[Claim], left: int) -> None:
    if len(equals) == 1:
        return
    partial = pot.rule.last == "partial" and left >= max(pot.rule.minimum, 1)
    if partial or min(claim.weight for claim in equals) <= left:
        raise CoreFault("tie", [claim.number for claim in equals], "cut_between_equals")


def _last(pot: Pot, equals: list[Claim], left: int) -> int:
    """The remainder to the one who does not fit, or nothing; what is left after that."""
    if pot.rule.last == "partial" and left >= max(pot.rule.minimum, 1):
        (claim,) = equals
        claim.amount = left
        args = {"remaining": pot.money(left), "wanted": pot.money(claim.weight)}
        claim.say(AllocationStep.PARTIAL_REMAINDER, **args)
        return 0
    together = sum(claim.weight for claim in equals)
    for claim in equals:
        claim.note(NO_FIT, left, claim.weight, together)
        if pot.rule.last == "partial" and left:
            minimum = pot.money(max(pot.rule.minimum, 1))
            args = {"remaining": pot.money(left), "minimum": minimum}
            claim.say(AllocationStep.PARTIAL_BELOW_MINIMUM, **args)
    return left


def _learn(pot: Pot) -> None:
    """How the notes of this module are said."""

    def in_order(claim: Claim, before: int, amount: int) -> Step:
        args = {"before": pot.money(before), "amount": pot.money(amount)}
        return allocation_step(
            AllocationStep.IN_RANK_ORDER, **args, after=pot.money(before - amount)
        )

    def no_fit(claim: Claim, left: int, wanted: int, together: int) -> Step:
        args = {"remaining": pot.money(left), "wanted": pot.money(wanted)}
        return allocation_step(AllocationStep.DOES_NOT_FIT, **args, together=pot.money(together))

    pot.tellers |= {
        IN_ORDER: in_order,
        NO_FIT: no_fit,
        AFTER: lambda claim, number: allocation_step(AllocationStep.AFTER_STOP, number=number),
    }


def _within_top(pot: Pot, claims: list[Claim]) -> list[Claim]:
    top = pot.rule.top
    if top is None or top >= len(claims):
        return claims
    if claims[top - 1].group == claims[top].group:
        equals = [c.number for c in claims if c.group == claims[top].group]
        raise CoreFault("tie", equals, "top_between_equals")
    for place, claim in enumerate(claims[top:], start=top + 1):
        claim.say(AllocationStep.BEYOND_TOP, top=top, place=place)
    return claims[:top]


def _above_minimum(pot: Pot, claims: list[Claim]) -> list[Claim]:
    if not pot.rule.raises:
        return refuse_small(pot, claims)
    for claim in claims:
        if claim.weight < pot.rule.minimum:
            args = {"share": pot.money(claim.weight), "minimum": pot.money(pot.rule.minimum)}
            claim.say(AllocationStep.RAISED_TO_MINIMUM, **args)
            claim.weight = pot.rule.minimum
    return claims
