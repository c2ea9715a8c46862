"""Set-up check of the tree of lots: budgets that add up, targets that stand later, one form each.

Source: CALL_FILE §1, §5 (a target that stands earlier is a set-up fault), §6.13 and §6.20.

>>> page = Inspection()
>>> call = {"lots": [{"code": "P", "budget": "100.00", "lots": [
...     {"code": "A", "budget": "60.00"}, {"code": "B", "budget": "39.99"}]}]}
>>> check_lots(page, call)
>>> [str(fault) for fault in page.faults if fault.code is FaultCode.BUDGETS_DIFFER]
['lots[0].lots: budgets_differ (sum=99.99, budget=100.00)']
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from callfile.check.allocation import check_allocation
from callfile.check.form import check_form
from callfile.check.grant import check_grant
from callfile.check.ranking import check_ranking
from callfile.check.rubric import check_rubric
from callfile.faults import FaultCode
from callfile.lots import with_own_grant
from callfile.numbers.exact import exact_text
from callfile.numbers.money import cents, money_text, share
from callfile.shape import Inspection, at

DEEPEST = 8
# Far more than anybody decides about; the pages of a draft show no more either.
MOST_LOTS = 200
_LEAF = ("code", "kind", "title", "form", "rubric", "aggregation", "allocation")
_LEAF_OPTIONAL = ("text", "grant", "eligibility", "threshold", "tie_break", "spill_to", "budget")
_PARENT = ("code", "title", "lots", "budget")
_PARENT_OPTIONAL = ("text", "grant", "kind")
# What a lot around others may not say.
_OF_LEAVES = frozenset({*_LEAF, *_LEAF_OPTIONAL} - {*_PARENT, *_PARENT_OPTIONAL})
KINDS = ("operational", "project")

Lot = tuple[str, Mapping[str, Any]]


def check_lots(page: Inspection, call: Mapping[str, Any]) -> None:
    """Report the faults of all lots, at any depth."""
    codes: dict[str, str] = {}
    grant = with_own_grant({}, call)
    top = _read(page, call, "")
    if sum(1 for _lot in every_lot(call)) > MOST_LOTS:
        page.add("lots", FaultCode.TOO_MANY_LOTS, maximum=MOST_LOTS)
        return
    _check_budgets(page, top, None, "lots")
    leaves: list[Lot] = []
    for place, lot in top:
        _check_lot(page, lot, place, grant, codes, leaves, 0)
    _check_spill(page, leaves, codes)


def every_lot(parent: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every lot in file order, whatever else is wrong with the file."""
    lots = parent.get("lots")
    for lot in lots if isinstance(lots, list) else []:
        if isinstance(lot, dict):
            yield lot
            yield from every_lot(lot)


def _read(page: Inspection, parent: Mapping[str, Any], place: str) -> list[Lot]:
    lots = [(where, page.named(lot, where)) for where, lot in page.items(parent, "lots", place)]
    return [(where, lot) for where, lot in lots if lot]


def _check_lot(
    page: Inspection,
    lot: Mapping[str, Any],
    place: str,
    grant: Mapping[str, Any],
    codes: dict[str, str],
    leaves: list[Lot],
    depth: int,
) -> None:
    if depth > DEEPEST:
        page.add(place, FaultCode.TOO_DEEP)
        return
    page.code(lot, place, codes)
    page.choice(lot, "kind", place, KINDS)
    for key in ("title", "text"):
        page.texts(lot, key, place)
    own = lot.get("grant")
    merged = with_own_grant(grant, lot)
    if lot.get("lots") is None:
        leaves.append((place, lot))
        _check_leaf(page, lot, place, merged)
        return
    for key in sorted(_OF_LEAVES):
        if key in lot:
            page.add(place, FaultCode.KEY_ON_PARENT, key=key)
    page.keys(lot, place, _PARENT, (*_PARENT_OPTIONAL, *_LEAF, *_LEAF_OPTIONAL))
    if own is not None:
        check_grant(page, own, at(place, "grant"), merged, None)
    below = _read(page, lot, place)
    _check_budgets(page, below, lot.get("budget"), at(place, "lots"))
    for where, inner in below:
        _check_lot(page, inner, where, merged, codes, leaves, depth + 1)


def _check_leaf(
    page: Inspection, lot: Mapping[str, Any], place: str, grant: Mapping[str, Any]
) -> None:
    page.keys(lot, place, _LEAF, _LEAF_OPTIONAL)
    if lot.get("budget") is None:
        page.add(place, FaultCode.BUDGET_MISSING)
    own = {} if lot.get("grant") is None else lot["grant"]
    check_grant(page, own, at(place, "grant"), grant, cents(lot.get("budget")))
    _check_eligibility(page, lot, place)
    asked = check_form(page, lot, place)
    reach = check_rubric(page, lot, place, asked)
    check_ranking(page, lot, place, reach)
    check_allocation(page, lot, place, grant, reach)


def _check_eligibility(page: Inspection, lot: Mapping[str, Any], place: str) -> None:
    codes: dict[str, str] = {}
    for where, value in page.items(lot, "eligibility", place, empty=True):
        condition = page.mapping(value, where)
        page.keys(condition, where, ("code", "text"), ("ask",))
        page.code(condition, where, codes)
        page.texts(condition, "text", where)
        page.texts(condition, "ask", where)


def _check_budgets(page: Inspection, lots: list[Lot], budget: object, place: str) -> None:
    """Children add up to the parent's budget, or are shares that total 100 %."""
    written = [(where, lot["budget"]) for where, lot in lots if lot.get("budget") is not None]
    amounts = [cents(value) for _, value in written]
    shares = [share(value) for _, value in written]
    for (where, value), amount, part in zip(written, amounts, shares, strict=True):
        if part is not None and place == "lots":
            page.add(at(where, "budget"), FaultCode.SHARE_AT_TOP)
        elif amount is None and part is None and not isinstance(value, float):
            page.add(at(where, "budget"), FaultCode.EXPECTED_MONEY)
    if place == "lots" or not written or len(written) < len(lots):
        return
    money = [amount for amount in amounts if amount is not None]
    parts = [part for part in shares if part is not None]
    if money and parts:
        page.add(place, FaultCode.BUDGETS_MIXED)
    elif len(parts) == len(lots) and sum(parts) != 1:
        page.add(place, FaultCode.SHARES_DIFFER, sum=f"{exact_text(Fraction(100) * sum(parts))}%")
    whole = cents(budget)
    if len(money) == len(lots) and whole is not None and sum(money) != whole:
        shown = {"sum": money_text(sum(money)), "budget": money_text(whole)}
        page.add(place, FaultCode.BUDGETS_DIFFER, **shown)


def _check_spill(page: Inspection, leaves: list[Lot], codes: Mapping[str, str]) -> None:
    order = {str(lot.get("code")): index for index, (_, lot) in enumerate(leaves)}
    for index, (place, lot) in enumerate(leaves):
        seen: set[str] = set()
        for where, target in _targets(page, lot, place):
            if target in seen:
                page.add(where, FaultCode.DUPLICATE_CODE, name=target)
            elif target in order and order[target] <= index:
                page.add(where, FaultCode.SPILL_EARLIER, name=target)
            elif target not in order:
                known = target in codes
                code = FaultCode.SPILL_PARENT if known else FaultCode.SPILL_UNKNOWN
                page.add(where, code, name=target[:60])
            seen.add(target)


def _targets(page: Inspection, lot: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    for where, target in page.items(lot, "spill_to", place, empty=True):
        if isinstance(target, str):
            yield where, target
        else:
            page.add(where, FaultCode.EXPECTED_TEXT)
