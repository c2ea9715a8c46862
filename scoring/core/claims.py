"""Claims: the ranked entries of a pot with their caps in whole units (CALL_FILE §5, §6.13-14).

cap = min(requested, maximum, floor(max share × eligible cost)) in cents, then rounded down to
the unit. A cap below the minimum or below one unit can never be paid: such an entry is out and
not on the reserve list. The points of all are put over one denominator (`scale`), so that what
follows works in whole numbers.

>>> from scoring.core.allocation_rule import read_rule
>>> rule = read_rule({"method": "equal"}, {})
>>> pot = open_pot("100.00", rule, {"maximum": "50.00"},
...     [[{"number": "1", "points": "2.5", "requested": "80.00"}]])
>>> [(claim.number, claim.points, claim.cap) for claim in pot.claims], pot.scale
([('1', 25, 5000)], 10)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from grants.core.exact import exact_text
from grants.core.money import money_text
from scoring.core.allocation_rule import Rule
from scoring.core.allocation_trace import AllocationStep, Step, step
from scoring.core.fault import CoreFault
from scoring.core.reading import cents, scaled, share
from scoring.core.rounding import units_down


@dataclass(slots=True, eq=False)
class Claim:
    """One entry of a pot; money in units, points over the pot's `scale`."""

    number: str
    points: int
    said: str  # the points as the ranking wrote them
    cap: int
    place: int  # 0 is the best; equals stand by application number
    group: int  # equals share it
    steps: list[Step]
    weight: int = 0
    upper: int | None = 0
    amount: int = 0


@dataclass(slots=True)
class Pot:
    """A pot while it is divided."""

    rule: Rule
    cents: int
    units: int
    scale: int = 1
    claims: list[Claim] = field(default_factory=list)
    everyone: list[Claim] = field(default_factory=list)
    out: dict[str, str] = field(default_factory=dict)
    factor: Fraction | None = None
    steps: list[Step] = field(default_factory=list)

    def money(self, units: int) -> str:
        """Whole units as a decimal string of money."""
        return money_text(units * self.rule.unit)

    def refuse(self, claim: Claim, code: str) -> None:
        """Take a claim out of the pot for a reason of CALL_FILE §8."""
        self.out[claim.number] = code


def open_pot(
    budget: str,
    rule: Rule,
    grant: Mapping[str, Any],
    groups: Sequence[Sequence[Mapping[str, Any]]],
) -> Pot:
    """The pot with the claims that could be paid, best first, and those whose cap rules them out.

    `groups`: entries with number, points, requested and (where the grant has a maximum share)
    eligible_cost, as groups of equals, best first. Raises an input fault with the number where
    an entry asks for nothing or has no eligible cost.
    """
    money = cents(budget)
    pot = Pot(rule, money, units_down(money, rule.unit))
    limits = _Limits(grant, rule.unit)
    flat = [(entry, group) for group, equals in enumerate(groups) for entry in equals]
    points, pot.scale = scaled([entry.get("points") for entry, _ in flat])
    least = max(rule.minimum, 1)
    for place, (entry, group) in enumerate(flat):
        cap, steps = limits.cap(entry)
        said = entry["points"]
        said = said if isinstance(said, str) else exact_text(Fraction(said))
        claim = Claim(entry["number"], max(points[place], 0), said, cap, place, group, steps)
        pot.everyone.append(claim)
        if cap >= least:
            pot.claims.append(claim)
        else:
            steps.append(
                step(AllocationStep.CAP_BELOW_MINIMUM, cap=pot.money(cap), minimum=pot.money(least))
            )
            pot.refuse(claim, "cap_below_minimum")
    return pot


class _Limits:
    """The bounds of a grant that hold for every entry of a pot."""

    def __init__(self, grant: Mapping[str, Any], unit: int) -> None:
        self.unit = unit
        self.maximum = None if grant.get("maximum") is None else cents(grant["maximum"])
        self.share_text = grant.get("max_share_of_eligible_cost")
        self.share = None if self.share_text is None else share(self.share_text)

    def cap(self, entry: Mapping[str, Any]) -> tuple[int, list[Step]]:
        """Cap in whole units, and the steps that say which bound it was."""
        requested = cents(entry.get("requested"))
        if requested <= 0:
            raise CoreFault("input", [entry["number"]], "requested_not_positive")
        cap, which, args = requested, AllocationStep.CAP_REQUESTED, {"cap": entry["requested"]}
        if self.maximum is not None and self.maximum < cap:
            cap, which = self.maximum, AllocationStep.CAP_MAXIMUM
            args = {"cap": money_text(cap), "requested": entry["requested"]}
        if self.share is not None:
            eligible = entry.get("eligible_cost")
            if eligible is None:
                raise CoreFault("input", [entry["number"]], "eligible_cost_missing")
            part = cents(eligible) * self.share.numerator // self.share.denominator
            if part < cap:
                cap, which = part, AllocationStep.CAP_SHARE
                args = {
                    "cap": money_text(cap),
                    "requested": entry["requested"],
                    "share": self.share_text,
                    "eligible_cost": eligible,
                }
        steps = [{"rule": str(which), "args": args}]
        units, rest = divmod(cap, self.unit)
        if rest:
            down, unit = money_text(cap - rest), money_text(self.unit)
            steps.append(step(AllocationStep.CAP_TO_UNIT, cap=down, unit=unit))
        return units, steps
