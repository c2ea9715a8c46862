"""The minimum of a grant: refuse what lies below it, or raise it (CALL_FILE §5, §6.14, §6.16).

The minimum is compared with the exact share, before left-over units.

* `refuse`: among the claims below the minimum the one with the lowest rank goes, all is computed
  again without it, and so on. A share only grows when somebody leaves, so who is above once stays
  above: one pass from the last place upwards decides all, with the level kept up to date.
* `raise`: everybody gets the minimum; where the minima alone exceed the pot, the lowest rank goes.

Between equals nothing is cut: if all the equals that are below go, none has been preferred; if
one of them would stay only because another went first, the run refuses and names them.

>>> from scoring.core.money.water_filling import FilledShare
>>> level = WaterLevel(500, [FilledShare(50, 900), FilledShare(26, 900), FilledShare(24, 900)])
>>> level.value(), level.is_below(FilledShare(24, 900), 200)
(Fraction(5, 1), True)
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from callfile.strict.fault import CoreFault
from scoring.core.money.allocation_trace import AllocationStep, allocation_step
from scoring.core.money.claims import Claim, Pot
from scoring.core.money.water_filling import Claimant, by_ratio, reach

BELOW = "below"


def apply_minimum(pot: Pot, claims: list[Claim]) -> list[Claim]:
    """The claims that stay in the division; those that go are written into `pot.out`."""
    if not pot.rule.minimum:
        return claims
    if pot.rule.raises:
        return _minima_that_fit(pot, claims)
    return _refuse(pot, claims, WaterLevel(pot.units, claims))


def refuse_small(pot: Pot, claims: list[Claim]) -> list[Claim]:
    """The claims to which at least the minimum is due, however large the pot."""
    if not pot.rule.minimum:
        return claims
    enough = sum(claim.weight for claim in claims)
    return _refuse(pot, claims, WaterLevel(enough, claims))


class WaterLevel:
    """The water level of a shrinking set of claims, in constant time per claim that leaves."""

    def __init__(self, pot: int, claims: Sequence[Claimant]) -> None:
        self._pot = pot
        self._waiting = [claims[index] for index in reversed(by_ratio(claims))]
        self._gone: set[int] = set()
        self._fixed = 0
        self._weight = sum(claim.weight for claim in claims)
        self._reach = reach(claims, pot + 1)
        self._bounded = all(claim.upper is not None for claim in claims)
        self._settle()

    def value(self) -> Fraction:
        """Units per weight, as far as not all reach their bounds."""
        return Fraction(self._pot - self._fixed, self._weight) if self._weight else Fraction(0)

    def is_below(self, claim: Claimant, minimum: int) -> bool:
        """Whether the exact share of the claim lies below the minimum."""
        if claim.upper is not None and (claim.upper < minimum or self._everybody_full()):
            return claim.upper < minimum
        return (self._pot - self._fixed) * claim.weight < minimum * self._weight

    def share(self, claim: Claimant) -> int:
        """The share of the claim, rounded down to units."""
        due = (self._pot - self._fixed) * claim.weight // self._weight
        if claim.upper is None:
            return due
        return claim.upper if self._everybody_full() else min(due, claim.upper)

    def remove(self, claim: Claimant) -> None:
        """Compute again without this claim, which is not fixed at its bound by others."""
        self._gone.add(id(claim))
        self._weight -= claim.weight
        self._reach -= claim.upper or 0
        self._settle()

    def _everybody_full(self) -> bool:
        return self._bounded and self._reach <= self._pot

    def _settle(self) -> None:
        if self._everybody_full():
            return
        while self._waiting:
            claim = self._waiting[-1]
            if id(claim) not in self._gone:
                upper = claim.upper or 0
                # Where both sides are equal, fixing the claim leaves the level as it is.
                if upper * self._weight > (self._pot - self._fixed) * claim.weight:
                    return
                self._fixed += upper
                self._weight -= claim.weight
            self._waiting.pop()


def _refuse(pot: Pot, claims: list[Claim], level: WaterLevel) -> list[Claim]:
    minimum, refused = pot.rule.minimum, []
    least = pot.money(minimum)
    pot.tellers[BELOW] = lambda claim, turn, share: allocation_step(
        AllocationStep.REFUSED_BELOW_MINIMUM, turn=turn, share=pot.money(share), minimum=least
    )
    for _, group in groupby(reversed(claims), lambda claim: claim.group):
        below = [claim for claim in group if level.is_below(claim, minimum)]
        below.sort(key=lambda claim: (claim.weight, -claim.place))
        for claim in below:
            # the heaviest of the equals goes last: if it stays, one of them had to be preferred
            if not level.is_below(claim, minimum):
                raise CoreFault("tie", [equal.number for equal in below], "minimum_between_equals")
            refused.append(claim)
            _say_refused(pot, claim, level, len(refused))
            level.remove(claim)
    return [claim for claim in claims if claim.number not in pot.out] if refused else claims


def _say_refused(pot: Pot, claim: Claim, level: WaterLevel, turn: int) -> None:
    pot.refuse(claim, "below_minimum")
    pot.steps.append(allocation_step(AllocationStep.REFUSED, number=claim.number, turn=turn))
    claim.note(BELOW, turn, level.share(claim))


def _minima_that_fit(pot: Pot, claims: list[Claim]) -> list[Claim]:
    places = pot.units // pot.rule.minimum
    if 0 < places < len(claims) and claims[places - 1].group == claims[places].group:
        equals = [c.number for c in claims if c.group == claims[places].group]
        raise CoreFault("tie", equals, "minimum_between_equals")
    for turn, claim in enumerate(reversed(claims[places:]), start=1):
        pot.refuse(claim, "below_minimum")
        pot.steps.append(allocation_step(AllocationStep.REFUSED, number=claim.number, turn=turn))
        claim.say(
            AllocationStep.REFUSED_MINIMA_EXCEED_POT,
            minimum=pot.money(pot.rule.minimum),
            pot=pot.money(pot.units),
            places=places,
        )
    return claims[:places]
