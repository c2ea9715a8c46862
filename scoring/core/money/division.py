"""Dividing a pot by weights: minimum, water-filling, rounding, and the words for each step.

The five methods that divide (all but `ranked`) differ only in how they weigh a claim, in what
their factor is, and in how they say what is due: that is a `Scheme`, one module each. What is
common to all is here.

The pencil way that the trace tells: those below the minimum are raised to it first and set
aside; what is left is divided by the weights; whoever would get more than the cap is fixed at it
in that round, and the rest is divided again. The amounts are those of the water level
(water_filling.py), which is the same.

>>> from scoring.core.money import point_value
>>> from callfile.allocation.rule import read_allocation_rule
>>> from callfile.grant import NO_LIMITS
>>> from scoring.core.money.claims import open_pot
>>> from scoring.core.ranking.tie_break import best_first
>>> rule = read_allocation_rule({"method": "point_value", "redistribute": True}, {})
>>> pot = open_pot("0.10", rule, NO_LIMITS, best_first([
...     {"number": "1", "points": "6", "requested": "9.00"},
...     {"number": "2", "points": "2", "requested": "9.00"}], [], None))
>>> divide(pot, point_value)
>>> [claim.amount for claim in pot.claims], pot.factor
([8, 2], Fraction(1, 80))
"""

from fractions import Fraction
from typing import Any, Protocol

from callfile.numbers.exact import exact_text
from callfile.strict.reading import four_decimals
from scoring.core.money.allocation_trace import AllocationStep, Step, allocation_step
from scoring.core.money.claims import Claim, Pot
from scoring.core.money.minimum import apply_minimum
from scoring.core.money.rounding import largest_remainders
from scoring.core.money.water_filling import by_ratio, water_level

# Notes of claims; the codes of steps as plain texts.
DUE, UNIT = "due", "unit"
DUE_NOTE = ((DUE,),)
GOT, MISSED = str(AllocationStep.LEFTOVER_UNIT), str(AllocationStep.LEFTOVER_MISSED)


class Scheme(Protocol):
    """What a method says about dividing; the modules of the methods are schemes."""

    SCALES: bool  # amounts are known beforehand, and only scaled where the pot is too small

    def learn(self, pot: Pot) -> None:
        """Tell the pot how the notes of `weights` are said."""

    def weights(self, pot: Pot) -> list[int]:
        """Weights of the claims, 0 where nothing is due; may note how."""

    def factor(self, pot: Pot, level: Fraction) -> Fraction:
        """The published factor at a water level (units per weight)."""

    def due(self, pot: Pot, claim: Claim) -> tuple[AllocationStep, dict[str, Any]]:
        """How the factor becomes the share of this claim."""


def divide(pot: Pot, scheme: Scheme) -> None:
    """Set the amounts of the claims of a pot, its factor and its trace."""
    claims = _bound(pot, scheme, apply_minimum(pot, weighed(pot, scheme)))
    floor = pot.rule.minimum if pot.rule.raises else 0
    level = water_level(pot.units, claims, floor)
    if scheme.SCALES and (level > 1 or not claims):
        level = Fraction(1)  # nobody gets more than is due: the pot is large enough
    pot.factor = scheme.factor(pot, level)
    others = _raise(pot, claims, level, floor)
    if scheme.SCALES:
        _say_scale(pot, others, level)
        fixed: set[int] = set()
        scaled_down = level < 1
    else:
        fixed = _say_rounds(pot, scheme, others)
        scaled_down = True
    remainders = _share(others, level)
    if scaled_down:
        _say_due(pot, scheme, others, level, fixed)
    _round(pot, others, remainders, level.denominator)
    _cut_at_caps(pot, claims)


def weighed(pot: Pot, scheme: Scheme) -> list[Claim]:
    """The claims to which something is due, with their weight and upper bound set."""
    scheme.learn(pot)
    weights = scheme.weights(pot)
    bounded = pot.rule.redistribute
    for claim, weight in zip(pot.claims, weights, strict=True):
        claim.weight = weight
        claim.upper = (weight if scheme.SCALES else claim.cap) if bounded else None
        if not weight:
            pot.refuse(claim, "nothing_due")
            claim.say(AllocationStep.NOTHING_DUE, points=claim.said)
    return [claim for claim in pot.claims if claim.weight]


def _bound(pot: Pot, scheme: Scheme, claims: list[Claim]) -> list[Claim]:
    if scheme.SCALES and pot.rule.raises:
        for claim in claims:
            claim.upper = max(claim.weight, pot.rule.minimum)
    return claims


def _raise(pot: Pot, claims: list[Claim], level: Fraction, floor: int) -> list[Claim]:
    if not floor:
        return claims
    raised: list[Claim] = []
    others: list[Claim] = []
    for claim in claims:
        below = level.numerator * claim.weight < floor * level.denominator
        (raised if below else others).append(claim)
    for claim in raised:
        claim.amount = floor
        share = level.numerator * claim.weight // level.denominator
        args = {"share": pot.money(share), "minimum": pot.money(floor)}
        claim.say(AllocationStep.RAISED_TO_MINIMUM, **args)
    if raised:
        left = pot.money(pot.units - floor * len(raised))
        said = allocation_step(
            AllocationStep.RAISED, entries=len(raised), minimum=pot.money(floor), left=left
        )
        pot.steps.append(said)
    return others


def _say_scale(pot: Pot, others: list[Claim], level: Fraction) -> None:
    total = sum(claim.weight for claim in others)
    left = pot.units - sum(c.amount for c in pot.claims)
    if level == 1:
        within = allocation_step(
            AllocationStep.WITHIN_POT, sum=pot.money(total), pot=pot.money(left)
        )
        pot.steps.append(within)
        return
    args = {"pot": pot.money(left), "sum": pot.money(total)}
    pot.steps.append(
        allocation_step(
            AllocationStep.SCALE, **args, factor=exact_text(level), shown=four_decimals(level)
        )
    )


def _say_rounds(pot: Pot, scheme: Scheme, others: list[Claim]) -> set[int]:
    """Tell the rounds of the redistribution; the indexes of those fixed at their cap."""
    left = pot.units - sum(claim.amount for claim in pot.claims)
    over = sum(claim.weight for claim in others)
    waiting, fixed, number = by_ratio(others), set[int](), 0
    waiting.reverse()
    while over:
        number += 1
        batch = []
        while waiting and _above(others[waiting[-1]], left, over):
            batch.append(waiting.pop())
        value = scheme.factor(pot, Fraction(left, over))
        said = {"round": number, "value": exact_text(value), "shown": four_decimals(value)}
        money = pot.money(left)
        pot.steps.append(
            allocation_step(AllocationStep.ROUND, **said, left=money, fixed=len(batch))
        )
        if not batch:
            return fixed
        for index in batch:
            claim = others[index]
            claim.say(AllocationStep.FIXED_AT_CAP, **said, cap=pot.money(claim.cap))
            left -= claim.cap
            over -= claim.weight
        fixed.update(batch)
    if others:
        pot.steps.append(allocation_step(AllocationStep.ALL_AT_CAP, stays=pot.money(left)))
    return fixed


def _above(claim: Claim, left: int, over: int) -> bool:
    return claim.upper is not None and claim.upper * over < left * claim.weight


def _share(claims: list[Claim], level: Fraction) -> list[int]:
    """Set the amounts to the shares rounded down; the remainders over the level's denominator."""
    above, below = level.numerator, level.denominator
    remainders = []
    for claim in claims:
        due, upper = above * claim.weight, claim.upper
        if upper is not None and due >= upper * below:
            amount, remainder = upper, 0
        else:
            amount, remainder = divmod(due, below)
        claim.amount = claim.share = amount
        claim.remainder = remainder
        remainders.append(remainder)
    return remainders


def _say_due(
    pot: Pot, scheme: Scheme, others: list[Claim], level: Fraction, fixed: set[int]
) -> None:
    factor = scheme.factor(pot, level)
    said = {"value": exact_text(factor), "shown": four_decimals(factor)}

    def tell(claim: Claim) -> Step:
        rule, args = scheme.due(pot, claim)
        rest = f"{claim.remainder}/{level.denominator}" if claim.remainder else "0"
        return allocation_step(rule, **args, **said, share=pot.money(claim.share), remainder=rest)

    pot.tellers[DUE] = tell
    for index, claim in enumerate(others):
        if index not in fixed:
            claim.notes += DUE_NOTE


def _round(pot: Pot, others: list[Claim], remainders: list[int], denominator: int) -> None:
    missing = sum(remainders) // denominator  # floor of the exact sum − sum of the floors (§6.18)
    unit = pot.money(1)
    if pot.rule.rounds_down:
        pot.steps.append(allocation_step(AllocationStep.ROUNDED_DOWN, unit=unit))
        return
    if not missing:
        return
    order = largest_remainders(remainders, [claim.place for claim in others], len(others))
    last = order[missing - 1]
    least, tie = remainders[last], _what_parts_equal_remainders(others, remainders, order, missing)
    said = {"units": missing, "unit": unit}
    smallest = f"{least}/{denominator}"
    pot.steps.append(allocation_step(AllocationStep.LEFTOVER_UNITS, **said, least=smallest))
    pot.tellers[UNIT] = lambda claim, rule, place, by: allocation_step(
        rule, **said, place=place, by=by
    )
    for place, index in enumerate(order, start=1):
        claim, decided_by = others[index], tie if remainders[index] == least else "remainder"
        if place <= missing:
            claim.amount += 1
            claim.note(UNIT, GOT, place, decided_by)
        elif remainders[index] == least:
            claim.note(UNIT, MISSED, place, decided_by)
        else:
            return


def _what_parts_equal_remainders(
    others: list[Claim], remainders: list[int], order: list[int], missing: int
) -> str:
    """What stands between the last who gets a unit and the first who does not."""
    if missing >= len(order) or remainders[order[missing - 1]] != remainders[order[missing]]:
        return "remainder"
    last, first = others[order[missing - 1]], others[order[missing]]
    if last.points != first.points:
        return "points"
    return "number" if last.group == first.group else "rank"


def _cut_at_caps(pot: Pot, claims: list[Claim]) -> None:
    for claim in claims:
        if claim.upper is None and claim.amount > claim.cap:
            args = {"share": pot.money(claim.amount), "cap": pot.money(claim.cap)}
            stays = pot.money(claim.amount - claim.cap)
            claim.say(AllocationStep.CUT_AT_CAP, **args, stays=stays)
            claim.amount = claim.cap
