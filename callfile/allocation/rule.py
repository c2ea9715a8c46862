"""The rule of a lot as the division of its pot uses it, and what the set-up check says of it.

>>> stated = {"method": "ranked", "last": "stop", "unit": "10.00"}
>>> rule = read_allocation_rule(stated, {"minimum": "205.00"})
>>> rule.method.value, rule.unit, rule.minimum
('ranked', 1000, 21)
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from callfile.allocation.methods import (
    ALLOCATION,
    Allocation,
    BelowMinimum,
    FixedPointValue,
    Last,
    Method,
    Over,
    PointValue,
    Proportional,
    Ranked,
    Rounding,
    ShareBand,
    ShareBands,
)
from callfile.faults import FaultCode
from callfile.grant import GRANT, Grant
from callfile.numbers.money import units_up
from callfile.reach.bands import check_rows
from callfile.reach.ranges import Range
from callfile.reading.inspection import Inspection, at
from callfile.reading.parts import strictly

__all__ = [
    "ALLOCATION",
    "AllocationRule",
    "Method",
    "check_allocation",
    "read_allocation_rule",
    "rule_of",
]


@dataclass(frozen=True, slots=True)
class AllocationRule:
    """`unit` in cents, `minimum` in whole units (0: none); what a method has not is as nothing."""

    method: Method
    unit: int
    minimum: int
    raises: bool
    rounds_down: bool
    redistribute: bool = True
    value: Fraction = Fraction(0)
    last: Last | None = None
    top: int | None = None
    over: Over | None = None
    bands: tuple[ShareBand, ...] = ()


def rule_of(allocation: Allocation, grant: Grant) -> AllocationRule:
    """The rule within the limits that hold for the lot."""
    found = AllocationRule(
        method=allocation.NAME,
        unit=allocation.unit,
        minimum=units_up(grant.minimum or 0, allocation.unit),
        raises=allocation.stated == BelowMinimum.RAISE,
        rounds_down=allocation.rounding == Rounding.DOWN,
    )
    match allocation:
        case PointValue():
            return replace(found, redistribute=allocation.redistribute)
        case FixedPointValue():
            return replace(found, value=allocation.value)
        case Ranked():
            return replace(found, last=allocation.last, top=allocation.top)
        case ShareBands():
            bands = allocation.in_order
            return replace(found, bands=bands, over=allocation.over, last=allocation.last)
    return found


def read_allocation_rule(allocation: object, grant: object) -> AllocationRule:
    """The rule of `allocation` and `grant` as they are written; raises CoreFault(setup)."""
    return rule_of(strictly(ALLOCATION, allocation), strictly(GRANT, grant))


def check_allocation(
    page: Inspection, rule: Allocation, place: str, grant: Grant, points: Range
) -> None:
    """Report bands that leave `points` out, and what happens below the limits of the `grant`."""
    if isinstance(rule, ShareBands):
        rule.check_bands(page, points, at(place, "bands"))
        check_rows(page, rule.bands, points, at(place, "bands"))
    if not grant.minimum or rule.by_rank:
        return
    if rule.stated is None:
        page.add(place, FaultCode.BELOW_MINIMUM_UNSTATED)
    elif rule.stated == BelowMinimum.REFUSE and isinstance(
        rule, Proportional | FixedPointValue | ShareBands
    ):
        key = "minimum" if rule.below_minimum is None else "below_minimum"
        page.add(at(place, key), FaultCode.REFUSE_CAN_TAKE)
