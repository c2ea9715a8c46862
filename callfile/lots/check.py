"""Set-up check of the tree of lots: budgets that add up, targets that stand later, each lot whole.

Source: CALL_FILE §1, §5 (a target that stands earlier is a set-up fault), §6.13 and §6.20.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from callfile.allocation.rule import check_allocation
from callfile.faults import FaultCode
from callfile.fields.form import check_form
from callfile.grant import Grant, check_grant
from callfile.lots.budgets import check_budgets
from callfile.lots.lot import AnyLot, Lot, LotGroup, all_lots, leaves_of
from callfile.ranking import DRAW, check_aggregation, check_threshold, check_tie_break
from callfile.reach.ranges import ZERO, Range, above, span
from callfile.reading.inspection import SHOWN, Inspection, at
from callfile.rubric.check import check_rubric
from callfile.rubric.reach import Reach

Placed = tuple[str, AnyLot]


def check_lots(page: Inspection, lots: Sequence[AnyLot], grant: Grant, place: str) -> None:
    """Report what is wrong within the lots and between them; `grant` are the call's limits."""
    check_money(page, lots, place)
    for index, lot in enumerate(lots):
        _check_lot(page, lot, f"{place}[{index}]", lot.grant.within(grant))


def check_money(page: Inspection, lots: Sequence[AnyLot], place: str) -> None:
    """What must hold between lots so that their money can be divided."""
    _check_budgets(page, lots, place)
    _check_spill(page, lots, place)


def _check_budgets(page: Inspection, lots: Sequence[AnyLot], place: str) -> None:
    check_budgets(page, lots, None, place)
    for index, lot in enumerate(lots):
        _check_budgets_below(page, lot, f"{place}[{index}]")


def _check_budgets_below(page: Inspection, lot: AnyLot, place: str) -> None:
    if isinstance(lot, LotGroup):
        below = at(place, "lots")
        check_budgets(page, lot.lots, lot.budget, below)
        for index, inner in enumerate(lot.lots):
            _check_budgets_below(page, inner, f"{below}[{index}]")


def _check_lot(page: Inspection, lot: AnyLot, place: str, grant: Grant) -> None:
    budget = lot.budget if isinstance(lot, Lot) and isinstance(lot.budget, int) else None
    check_grant(page, lot.grant, at(place, "grant"), grant, budget)
    if isinstance(lot, LotGroup):
        for index, inner in enumerate(lot.lots):
            where = f"{at(place, 'lots')}[{index}]"
            _check_lot(page, inner, where, inner.grant.within(grant))
    elif isinstance(lot, Lot):
        _check_leaf(page, lot, place, grant)


def _check_leaf(page: Inspection, lot: Lot, place: str, grant: Grant) -> None:
    asked = check_form(page, lot.form, at(place, "form"))
    reach = check_rubric(page, lot.rubric, at(place, "rubric"), asked)
    root = reach.get(lot.rubric.root.code)
    check_aggregation(page, lot.aggregation, at(place, "aggregation"))
    if lot.threshold is not None:
        check_threshold(page, lot.threshold, at(place, "threshold"), root)
    check_tie_break(page, lot.tie_break, at(place, "tie_break"), reach, root)
    if lot.allocation is None:
        return
    if lot.allocation.by_rank and DRAW not in lot.tie_break:
        page.add(at(place, "tie_break"), FaultCode.TIE_BREAK_OPEN)
    points = _points(lot, root)
    check_allocation(page, lot.allocation, at(place, "allocation"), grant, points)


def _points(lot: Lot, root: Reach | None) -> Range:
    """The totals that can come to a share: at or above the threshold, never below 0 (§6.9)."""
    decimals = lot.aggregation.decimals
    grain = None if decimals is None else Fraction(1, 10**decimals)
    points = span(0, None, grain)
    if root is not None:
        points = Range(max(root.points.low, (0, ZERO)), root.points.high, grain)
    least = lot.threshold
    return points if least is None else above(points, least.total, strict=False)


def _check_spill(page: Inspection, lots: Sequence[AnyLot], place: str) -> None:
    leaves = leaves_of(lots)
    order = {lot.code: index for index, lot in enumerate(leaves)}
    codes = {lot.code for lot in all_lots(lots)}
    places = dict(_places(lots, place))
    for lot in leaves:
        last, seen = order[lot.code], set[str]()
        for number, target in enumerate(lot.spill_to):
            code = _spill_fault(order, last, target, seen, codes)
            if code is not None:
                where = f"{at(places[lot.code], 'spill_to')}[{number}]"
                page.add(where, code, [lot.code], name=target[:SHOWN])
            seen.add(target)
            last = max(last, order.get(target, last))


def _spill_fault(
    order: Mapping[str, int], last: int, target: str, seen: set[str], codes: set[str]
) -> FaultCode | None:
    """Targets are later lots, and are named in the order of the file (§6.20)."""
    if target in seen:
        return FaultCode.DUPLICATE_CODE
    if target in order:
        return FaultCode.SPILL_EARLIER if order[target] <= last else None
    return FaultCode.SPILL_PARENT if target in codes else FaultCode.SPILL_UNKNOWN


def _places(lots: Sequence[AnyLot], place: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for index, lot in enumerate(lots):
        where = f"{place}[{index}]"
        found.append((lot.code, where))
        if isinstance(lot, LotGroup):
            found += _places(lot.lots, at(where, "lots"))
    return found
