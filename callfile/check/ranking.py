"""Set-up check of how sheets become a ranked list: aggregation, threshold, tie-break.

Source: CALL_FILE §4 and §6.7–6.11; §3 (thresholds above the maximum, tie-break that cannot decide).

>>> page = Inspection()
>>> check_ranking(page, {"tie_break": ["draw", "requested:lower"]}, "lots[0]", {})
>>> [str(fault) for fault in page.faults]
['lots[0].tie_break[1]: tie_break_cannot_decide (rule=requested:lower)']
"""

from collections.abc import Mapping
from typing import Any

from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text
from callfile.reach.ranges import ZERO, highest, lowest
from callfile.rubric.reach import Reach
from callfile.shape import Inspection, at

METHODS = ("mean", "median", "trimmed_mean", "agreed")
_REQUESTED = ("requested:lower", "requested:higher")


def check_ranking(
    page: Inspection, lot: Mapping[str, Any], place: str, reach: Mapping[str, Reach]
) -> None:
    """Report the faults of `aggregation`, `threshold` and `tie_break` of one lot."""
    _check_aggregation(page, lot, place)
    _check_threshold(page, lot, place, reach)
    _check_tie_break(page, lot, place, reach)


def _check_aggregation(page: Inspection, lot: Mapping[str, Any], place: str) -> None:
    if lot.get("aggregation") is None:
        return
    place = at(place, "aggregation")
    rule = page.mapping(lot["aggregation"], place)
    page.keys(rule, place, ("method", "minimum_sheets"), ("decimals",))
    method = page.choice(rule, "method", place, METHODS)
    page.integer(rule, "decimals", place, 0, 6)
    sheets = page.integer(rule, "minimum_sheets", place, 1, 100)
    if method == "trimmed_mean" and sheets is not None and sheets < 4:
        page.add(at(place, "minimum_sheets"), FaultCode.TRIM_NEEDS_FOUR)


def _check_threshold(
    page: Inspection, lot: Mapping[str, Any], place: str, reach: Mapping[str, Reach]
) -> None:
    if lot.get("threshold") is None:
        return
    place = at(place, "threshold")
    threshold = page.mapping(lot["threshold"], place)
    page.keys(threshold, place, ("total",))
    total = page.number(threshold, "total", place, least=ZERO)
    root = _root(lot, reach)
    most = None if root is None else highest(root.points)
    if total is not None and most is not None and total > most:
        shown = {"minimum": exact_text(total), "reachable": exact_text(most)}
        page.add(at(place, "total"), FaultCode.THRESHOLD_ABOVE_MAXIMUM, **shown)


def _root(lot: Mapping[str, Any], reach: Mapping[str, Reach]) -> Reach | None:
    rubric = lot.get("rubric")
    code = rubric.get("code") if isinstance(rubric, Mapping) else None
    return reach.get(code) if isinstance(code, str) else None


def _check_tie_break(
    page: Inspection, lot: Mapping[str, Any], place: str, reach: Mapping[str, Reach]
) -> None:
    seen: set[str] = set()
    allocation = lot.get("allocation")
    for where, rule in page.items(lot, "tie_break", place, empty=True):
        if not isinstance(rule, str):
            page.add(where, FaultCode.EXPECTED_TEXT)
            continue
        name = rule.removeprefix("criterion:")
        known = rule in (*_REQUESTED, "draw") or (rule.startswith("criterion:") and name in reach)
        same = "requested" if rule in _REQUESTED else rule
        if not known:
            page.add(where, FaultCode.TIE_BREAK_UNKNOWN, rule=rule[:60])
        elif "draw" in seen or same in seen or _is_settled(name, lot, reach):
            page.add(where, FaultCode.TIE_BREAK_CANNOT_DECIDE, rule=rule)
        seen.add(same)
    cuts = isinstance(allocation, Mapping) and "ranked" in (
        allocation.get("method"),
        allocation.get("over"),
    )
    if cuts and "draw" not in seen:
        page.add(at(place, "tie_break"), FaultCode.TIE_BREAK_OPEN)


def _is_settled(name: str, lot: Mapping[str, Any], reach: Mapping[str, Reach]) -> bool:
    """A node that is the total itself, or that has the same points for everybody."""
    if name not in reach:
        return False
    points = reach[name].points
    root = _root(lot, reach)
    return reach[name] is root or (lowest(points) == highest(points) is not None)
