"""Budgets of nested lots in cents: a sum of money, or a share of the lot around it.

Children's budgets add up to the parent's, or are shares of it that total 100 %. Shares of one
parent are divided by largest remainder, then in file order, so that they add up to the cent.
Source: CALL_FILE §1, §6.13 and §6.20.

>>> lots = strictly(LOTS, [{"code": "P", "budget": "100.01", "lots": [
...     {"code": "A", "budget": "50%"},
...     {"code": "B", "budget": "50%", "grant": {"maximum": "80.00"}}]}])
>>> pots = pots_of(lots, Grant(minimum=2000, maximum=None, max_share_of_eligible_cost=None))
>>> [(pot.code, pot.budget, pot.grant.minimum, pot.grant.maximum) for pot in pots]
[('A', 5001, 2000, None), ('B', 5000, 2000, 8000)]
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from callfile.allocation.methods import Allocation
from callfile.faults import FaultCode
from callfile.grant import Grant
from callfile.lots.lot import LOTS, AnyLot, Lot, LotGroup
from callfile.numbers.exact import exact_text
from callfile.numbers.money import money_text
from callfile.reading.inspection import Inspection, at
from callfile.reading.parts import strictly
from callfile.reading.shapes import Share
from callfile.strict.fault import CoreFault, FaultKind

__all__ = [
    "LOTS",
    "LotPot",
    "budgets_of",
    "check_budgets",
    "pots_of",
    "split_by_share",
    "strictly",
]


@dataclass(frozen=True, slots=True)
class LotPot:
    """A lot that divides money: its own budget in cents, and the limits that hold for it."""

    lot: Lot
    budget: int
    grant: Grant
    parent: str

    @property
    def code(self) -> str:
        return self.lot.code

    @property
    def allocation(self) -> Allocation:
        """How it divides; raises CoreFault(setup) where the call does not say it."""
        if self.lot.allocation is None:
            raise CoreFault(FaultKind.SETUP, [self.code], "allocation_missing")
        return self.lot.allocation

    @property
    def share(self) -> str:
        """As the call writes it, empty where the budget is money."""
        return self.lot.budget.text if isinstance(self.lot.budget, Share) else ""


def budgets_of(lots: Sequence[AnyLot], around: int | None = None) -> dict[str, int | None]:
    """The budget of every lot in cents, parents before children; None where none is stated."""
    found: dict[str, int | None] = {}
    amounts = _divided(lots, around)
    for lot, amount in zip(lots, amounts, strict=True):
        found[lot.code] = amount
        if isinstance(lot, LotGroup):
            found |= budgets_of(lot.lots, amount)
    return found


def pots_of(lots: Sequence[AnyLot], grant: Grant, parent: str = "") -> list[LotPot]:
    """The lots that divide money, in file order; one without a budget has nothing to divide."""
    found: list[LotPot] = []
    _add_pots(found, lots, None, grant, parent)
    return found


def _add_pots(
    found: list[LotPot],
    lots: Sequence[AnyLot],
    around: int | None,
    grant: Grant,
    parent: str,
) -> None:
    for lot, amount in zip(lots, _divided(lots, around), strict=True):
        own = lot.grant.within(grant)
        if isinstance(lot, LotGroup):
            _add_pots(found, lot.lots, amount, own, lot.code)
        elif isinstance(lot, Lot):
            found.append(LotPot(lot, amount or 0, own, parent))


def split_by_share(budget: int, shares: Sequence[Fraction]) -> list[int]:
    """Cents of each share: rounded down, the missing ones by largest remainder, then by order.

    >>> split_by_share(100, [Fraction(1, 3)] * 3)
    [34, 33, 33]
    """
    common = lcm(*(part.denominator for part in shares))
    dues = [budget * part.numerator * (common // part.denominator) for part in shares]
    parts = [due // common for due in dues]
    remainders = [due % common for due in dues]
    missing = sum(remainders) // common
    # sorted() keeps the order of the file among equal remainders.
    for index in sorted(range(len(shares)), key=lambda place: -remainders[place])[:missing]:
        parts[index] += 1
    return parts


def _divided(lots: Sequence[AnyLot], around: int | None) -> list[int | None]:
    shares = [lot.budget.part for lot in lots if isinstance(lot.budget, Share)]
    parts = iter([] if around is None else split_by_share(around, shares))
    return [next(parts, None) if isinstance(lot.budget, Share) else lot.budget for lot in lots]


def check_budgets(
    page: Inspection, lots: Sequence[AnyLot], budget: int | Share | None, place: str
) -> None:
    """Children add up to the parent's budget, or are shares that total 100 %."""
    is_top = place == "lots" or (page.rules_only and not place)
    if is_top:
        for index, lot in enumerate(lots):
            if isinstance(lot.budget, Share):
                where = at(f"{place}[{index}]", "budget")
                page.add(where, FaultCode.SHARE_AT_TOP, [lot.code])
        return
    codes = [lot.code for lot in lots]
    money = [lot.budget for lot in lots if isinstance(lot.budget, int)]
    parts = [lot.budget.part for lot in lots if isinstance(lot.budget, Share)]
    if not lots or len(money) + len(parts) < len(lots):
        return
    if money and parts:
        page.add(place, FaultCode.BUDGETS_MIXED, codes)
    elif parts and sum(parts) != 1:
        total = f"{exact_text(Fraction(100) * sum(parts))}%"
        page.add(place, FaultCode.SHARES_DIFFER, codes, sum=total)
    elif not parts and isinstance(budget, int) and sum(money) != budget:
        shown = {"sum": money_text(sum(money)), "budget": money_text(budget)}
        page.add(place, FaultCode.BUDGETS_DIFFER, codes, **shown)
