"""Claims: the ranked entries of a pot with their caps in whole units (CALL_FILE §5, §6.13-14).

cap = min(requested, maximum, floor(max share × eligible cost)) in cents, then rounded down to
the unit. A cap below the minimum or below one unit can never be paid: such an entry is out and
not on the reserve list. The points of all are put over one denominator (`scale`), so that what
follows works in whole numbers.

>>> from callfile.allocation.rule import read_allocation_rule
>>> rule = read_allocation_rule({"method": "equal"}, {})
>>> from scoring.core.ranking.tie_break import best_first
>>> entries = [{"number": "1", "points": "2.5", "requested": "80.00"}]
>>> limits = Grant(minimum=None, maximum=5000, max_share_of_eligible_cost=None)
>>> pot = open_pot("100.00", rule, limits, best_first(entries, [], None))
>>> [(claim.number, claim.points, claim.cap) for claim in pot.claims], pot.scale
([('1', 25, 5000)], 10)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from callfile.allocation.rule import AllocationRule
from callfile.grant import Grant
from callfile.numbers.exact import exact_text
from callfile.numbers.money import all_cents, money_text, units_down
from callfile.strict.fault import CoreFault
from callfile.strict.reading import required_cents
from scoring.core.money.allocation_trace import AllocationStep, Step, allocation_step
from scoring.core.ranking.tie_break import BestFirst

# What nearly every claim has is noted while the pot is divided, and said when somebody asks.
Note = tuple[Any, ...]
Teller = Callable[..., Step]
SAID = "said"


@dataclass(slots=True, eq=False)
class Claim:
    """One entry of a pot; money in units, points over the pot's `scale`."""

    entry: Mapping[str, Any]
    number: str
    points: int
    cap: int
    place: int  # 0 is the best; equals stand by application number
    group: int  # equals share it
    notes: tuple[Note, ...] = ()
    weight: int = 0
    upper: int | None = 0
    amount: int = 0
    share: int = 0  # what was due before left-over units and caps, rounded down
    remainder: int = 0  # of that share, over the denominator of the level

    @property
    def said(self) -> str:
        """The points as the ranking wrote them."""
        points = self.entry["points"]
        return points if isinstance(points, str) else exact_text(Fraction(points))

    def note(self, *note: Any) -> None:
        """Remember a step: its code in `Pot.tellers`, then whatever that needs to say it."""
        self.notes += (note,)

    def say(self, rule: AllocationStep, **args: Any) -> None:
        """A step that few claims have, said at once."""
        self.notes += ((SAID, allocation_step(rule, **args)),)


@dataclass(slots=True)
class Pot:
    """A pot while it is divided."""

    rule: AllocationRule
    cents: int
    units: int
    scale: int = 1
    claims: list[Claim] = field(default_factory=list)
    everyone: list[Claim] = field(default_factory=list)
    out: dict[str, str] = field(default_factory=dict)
    factor: Fraction | None = None
    steps: list[Step] = field(default_factory=list)
    caps: Callable[[Claim], list[Step]] = lambda claim: []
    tellers: dict[str, Teller] = field(default_factory=dict)

    def money(self, units: int) -> str:
        """Whole units as a decimal string of money."""
        return money_text(units * self.rule.unit)

    def steps_of(self, claim: Claim) -> list[Step]:
        """The trace of one claim: its cap, then what was noted while the pot was divided."""
        told = [
            note[1] if note[0] == SAID else self.tellers[note[0]](claim, *note[1:])
            for note in claim.notes
        ]
        return self.caps(claim) + told

    def refuse(self, claim: Claim, code: str) -> None:
        """Take a claim out of the pot for a reason of CALL_FILE §8."""
        self.out[claim.number] = code


def open_pot(
    budget: str,
    rule: AllocationRule,
    grant: Grant,
    ordered: BestFirst,
) -> Pot:
    """The pot with the claims that could be paid, best first, and those whose cap rules them out.

    The entries have number, points, requested and (where the grant has a maximum share)
    eligible_cost. Raises an input fault with the number where an entry asks for nothing or has no
    eligible cost.
    """
    money = required_cents(budget)
    pot = Pot(rule, money, units_down(money, rule.unit))
    limits = ClaimLimits(grant, rule)
    pot.caps = limits.tell
    flat, groups, points, pot.scale = ordered
    caps = [cap // rule.unit for cap in limits.caps(flat)]
    numbers = [entry["number"] for entry in flat]
    pot.everyone = list(map(Claim, flat, numbers, points, caps, range(len(flat)), groups))
    least = limits.least
    pot.claims = [claim for claim in pot.everyone if claim.cap >= least]
    for claim in pot.everyone if len(pot.claims) < len(flat) else ():
        if claim.cap < least:
            pot.refuse(claim, "cap_below_minimum")
    return pot


class ClaimLimits:
    """The bounds of a grant that hold for every entry of a pot."""

    def __init__(self, grant: Grant, rule: AllocationRule) -> None:
        self.unit = rule.unit
        self.least = max(rule.minimum, 1)
        self.maximum = grant.maximum
        self.share = grant.max_share_of_eligible_cost
        part = Fraction(0) if self.share is None else self.share.part
        self.parts, self.whole = part.numerator, part.denominator

    def cap(self, entry: Mapping[str, Any]) -> int:
        """The most that could be granted, in cents."""
        requested = cap = required_cents(entry.get("requested"))
        if requested <= 0:
            raise CoreFault("input", [entry["number"]], "requested_not_positive")
        if self.maximum is not None and self.maximum < cap:
            cap = self.maximum
        if self.share is None:
            return cap
        eligible = entry.get("eligible_cost")
        if eligible is None:
            raise CoreFault("input", [entry["number"]], "eligible_cost_missing")
        part = required_cents(eligible) * self.parts // self.whole
        return part if part < cap else cap

    def caps(self, entries: Sequence[Mapping[str, Any]]) -> list[int]:
        """`cap` of many, read at once where nothing is faulty."""
        requested = all_cents([entry.get("requested") for entry in entries])
        # A share of 0 % is a limit like any other; only None is none.
        eligible = (
            []
            if self.share is None
            else all_cents([entry.get("eligible_cost") for entry in entries])
        )
        if requested is None or eligible is None or min(requested, default=1) <= 0:
            return [self.cap(entry) for entry in entries]
        caps = requested
        if self.maximum is not None:
            most = self.maximum
            caps = [cap if cap < most else most for cap in caps]
        if self.share is not None:
            parts, whole = self.parts, self.whole
            shares = [cost * parts // whole for cost in eligible]
            caps = list(map(min, caps, shares))
        return caps

    def tell(self, claim: Claim) -> list[Step]:
        """The steps that say which bound it was, and whether it can be paid at all."""
        entry, cap = claim.entry, self.cap(claim.entry)
        which, args = AllocationStep.CAP_REQUESTED, {"cap": entry["requested"]}
        if cap != required_cents(entry["requested"]):
            args = {"cap": money_text(cap), "requested": entry["requested"]}
            which = AllocationStep.CAP_MAXIMUM
            if cap != self.maximum:
                which = AllocationStep.CAP_SHARE
                said = "" if self.share is None else self.share.text
                args |= {"share": said, "eligible_cost": entry["eligible_cost"]}
        steps = [allocation_step(which, **args)]
        down, unit = money_text(claim.cap * self.unit), money_text(self.unit)
        if cap % self.unit:
            steps.append(allocation_step(AllocationStep.CAP_TO_UNIT, cap=down, unit=unit))
        if claim.cap < self.least:
            least = money_text(self.least * self.unit)
            steps.append(allocation_step(AllocationStep.CAP_BELOW_MINIMUM, cap=down, minimum=least))
        return steps
