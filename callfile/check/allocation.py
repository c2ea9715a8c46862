"""Set-up check of the rule that divides a lot's money.

Source: CALL_FILE §5 ("Set-up faults", the warning about `refuse`) and §6.14–6.17.

>>> page = Inspection()
>>> rule = {"method": "point_value", "redistribute": True, "top": 5}
>>> check_allocation(page, {"allocation": rule}, "lots[0]", {}, {})
>>> [str(fault) for fault in page.faults]
['lots[0].allocation: unknown_key (key=top)']
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from callfile.faults import FaultCode
from callfile.numbers.exact import parse_decimal
from callfile.numbers.money import cents
from callfile.reach.bands import check_bands
from callfile.reach.ranges import ZERO, Range, above, span
from callfile.rubric.reach import Reach
from callfile.shape import Inspection, at

METHODS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "point_value": (("redistribute",), ()),
    "fixed_point_value": (("value",), ()),
    "ranked": (("last",), ("top",)),
    "bands": (("bands", "over"), ("last",)),
    "proportional": ((), ()),
    "equal": ((), ()),
}
_COMMON = ("method", "unit", "rounding", "below_minimum", "minimum", "text", "article")
_LAST = ("partial", "stop", "skip")
_BELOW_MINIMUM = ("refuse", "raise")


def check_allocation(
    page: Inspection,
    lot: Mapping[str, Any],
    place: str,
    grant: Mapping[str, Any],
    reach: Mapping[str, Reach],
) -> None:
    """Report the faults of `allocation`; `grant` are the limits that hold for the lot."""
    if lot.get("allocation") is None:
        return
    place = at(place, "allocation")
    rule = page.mapping(lot["allocation"], place)
    method = page.choice(rule, "method", place, list(METHODS))
    required, optional = METHODS[method] if method else ((), tuple(rule))
    page.keys(rule, place, ("method", *required), (*_COMMON, *optional))
    for key in ("text", "article"):
        page.texts(rule, key, place)
    _check_options(page, rule, place)
    if method == "bands":
        _check_share_bands(page, rule, place, _points(lot, reach))
        if rule.get("over") == "ranked" and rule.get("last") is None:
            page.add(place, FaultCode.MISSING_KEY, key="last")
        if rule.get("over") == "ranked" and rule.get("last") == "skip":
            page.add(at(place, "last"), FaultCode.SKIP_WITH_BANDS)
    _check_below_minimum(page, rule, place, grant)


def _check_options(page: Inspection, rule: Mapping[str, Any], place: str) -> None:
    page.boolean(rule, "redistribute", place)
    value = page.number(rule, "value", place)
    if value is not None and value <= 0:
        page.add(at(place, "value"), FaultCode.NOT_POSITIVE)
    page.choice(rule, "last", place, _LAST)
    page.choice(rule, "over", place, ("scale", "ranked"))
    page.choice(rule, "rounding", place, ("largest_remainder", "down"))
    page.integer(rule, "top", place, 1, 100_000)
    if page.money(rule, "unit", place) == 0:
        page.add(at(place, "unit"), FaultCode.NOT_POSITIVE)


def _points(lot: Mapping[str, Any], reach: Mapping[str, Reach]) -> Range:
    """The totals that can come to a share: at or above the threshold, never below 0 (§6.9)."""
    rubric, threshold = lot.get("rubric"), lot.get("threshold")
    aggregation = lot.get("aggregation")
    code = rubric.get("code") if isinstance(rubric, Mapping) else None
    decimals = aggregation.get("decimals") if isinstance(aggregation, Mapping) else None
    rounds = type(decimals) is int and 0 <= decimals <= 6
    grain = Fraction(1, 10**decimals) if rounds and decimals is not None else None
    root = reach.get(code) if isinstance(code, str) else None
    points = span(0, None, grain)
    if root is not None:
        points = Range(max(root.points.low, (0, ZERO)), root.points.high, grain)
    least = parse_decimal(threshold.get("total")) if isinstance(threshold, Mapping) else None
    return points if least is None else above(points, least, strict=False)


def _check_share_bands(
    page: Inspection, rule: Mapping[str, Any], place: str, points: Range
) -> None:
    rows: list[tuple[str, Mapping[str, Any]]] = []
    shares: list[tuple[Fraction, Fraction]] = []
    for where, value in page.items(rule, "bands", place):
        band = page.mapping(value, where)
        page.keys(band, where, ("share",), ("from", "to", "text"))
        page.texts(band, "text", where)
        part = page.share(band, "share", where)
        start = parse_decimal(band.get("from"))
        if part is not None:
            shares.append((Fraction(-1) if start is None else start, part))
        rows.append((where, band))
    check_bands(page, rows, points, at(place, "bands"))
    parts = [part for _, part in sorted(shares)]
    if parts != sorted(parts):
        page.add(at(place, "bands"), FaultCode.SHARES_FALL)


def _check_below_minimum(
    page: Inspection, rule: Mapping[str, Any], place: str, grant: Mapping[str, Any]
) -> None:
    # `minimum` is the same word as in the vectors of the rulebook (§8).
    stated = [key for key in ("below_minimum", "minimum") if rule.get(key) is not None]
    for key in stated:
        page.choice(rule, key, place, _BELOW_MINIMUM)
    if len(stated) == 2:
        page.add(place, FaultCode.UNKNOWN_KEY, key="minimum")
    method, over = rule.get("method"), rule.get("over")
    by_rank = method == "ranked" or (method == "bands" and over == "ranked")
    if not cents(grant.get("minimum")) or by_rank:
        return
    if not stated:
        page.add(place, FaultCode.BELOW_MINIMUM_UNSTATED)
    elif rule[stated[0]] == "refuse" and method in ("proportional", "fixed_point_value", "bands"):
        page.add(at(place, stated[0]), FaultCode.REFUSE_CAN_TAKE)
