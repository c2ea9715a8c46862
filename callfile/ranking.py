"""How sheets become a ranked list: aggregation, threshold, tie-break.

Source: CALL_FILE §4 and §6.7–6.11; §3 (thresholds above the maximum, tie-break that cannot decide).

>>> page = Inspection()
>>> check_tie_break(page, ("draw", "requested:lower"), "lots[0].tie_break", {}, None)
>>> [str(fault) for fault in page.faults]
['lots[0].tie_break[1]: tie_break_cannot_decide (rule=requested:lower)']
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text, round_half_up
from callfile.reach.ranges import ZERO, highest, lowest
from callfile.reading.inspection import SHOWN, Inspection, at
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part, part_of
from callfile.reading.shapes import NOT_NEGATIVE, TEXT, Shape, one_of, whole
from callfile.rubric.reach import Reach

_REQUESTED = ("requested:lower", "requested:higher")
DRAW = "draw"
_CRITERION = "criterion:"


class AggregationMethod(StrEnum):
    """How several sheets become one value."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED_MEAN = "trimmed_mean"
    AGREED = "agreed"


@part("How several sheets become one value.")
class Aggregation:
    """`decimals` None keeps every value exact."""

    method: AggregationMethod = key(
        one_of(list(AggregationMethod)),
        "Mean, median, trimmed mean, or the sheet agreed in the meeting.",
        unsaid=AggregationMethod.MEAN,
    )
    decimals: int | None = key(
        whole(0, 6),
        "Decimals to which each value and the total are rounded, half up. "
        "Without it values stay exact.",
        default=None,
    )
    minimum_sheets: int = key(
        whole(1, 100),
        "Locked sheets without conflict that an application needs, whatever the "
        "method; none where nothing in it is left to assessors.",
        unsaid=1,
    )
    assessors: int | None = key(
        whole(1, 100),
        "Members who score each application, drawn by lot when the scoring begins "
        "(`./merila draw`). Without it the chair and every member score all of them.",
        default=None,
    )

    def rounded(self, value: Fraction) -> Fraction:
        """Half up to the call's decimals, or unchanged."""
        if self.decimals is None or value.denominator == 1:
            return value
        return round_half_up(value, self.decimals)


@part("Points that an application has to reach. “At least” passes.")
class Threshold:
    total: Fraction = key(NOT_NEGATIVE, "Least total.")


EXACT_MEAN = Aggregation(method=AggregationMethod.MEAN, minimum_sheets=1)
AGGREGATION: Shape[Aggregation] = replace(part_of(Aggregation), stand_in=EXACT_MEAN)
THRESHOLD: Shape[Threshold] = part_of(Threshold)
TIE_BREAK: Shape[tuple[str, ...]] = list_of(TEXT, empty=True)


def criterion_of(rule: str) -> str | None:
    """The criterion that a rule of the tie-break names, if it names one.

    >>> criterion_of("criterion:K2"), criterion_of("draw")
    ('K2', None)
    """
    return rule.removeprefix(_CRITERION) if rule.startswith(_CRITERION) else None


def check_aggregation(page: Inspection, rule: Aggregation, place: str) -> None:
    if rule.method == AggregationMethod.TRIMMED_MEAN and rule.minimum_sheets < 4:
        page.add(at(place, "minimum_sheets"), FaultCode.TRIM_NEEDS_FOUR)
    if rule.assessors is not None and rule.assessors < rule.minimum_sheets:
        least = {"assessors": rule.assessors, "minimum_sheets": rule.minimum_sheets}
        page.add(at(place, "assessors"), FaultCode.ASSESSORS_BELOW_SHEETS, **least)


def check_threshold(page: Inspection, rule: Threshold, place: str, root: Reach | None) -> None:
    most = None if root is None else highest(root.points)
    if most is not None and rule.total > most:
        shown = {"minimum": exact_text(rule.total), "reachable": exact_text(most)}
        page.add(at(place, "total"), FaultCode.THRESHOLD_ABOVE_MAXIMUM, **shown)


def check_tie_break(
    page: Inspection,
    rules: tuple[str, ...],
    place: str,
    reach: Mapping[str, Reach],
    root: Reach | None,
) -> None:
    """Report rules that are unknown or that can decide nothing any more."""
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        where, name = f"{place}[{index}]", criterion_of(rule)
        same = "requested" if rule in _REQUESTED else rule
        if rule not in (*_REQUESTED, DRAW) and name not in reach:
            page.add(where, FaultCode.TIE_BREAK_UNKNOWN, rule=rule[:SHOWN])
        elif DRAW in seen or same in seen or _is_settled(name, reach, root):
            page.add(where, FaultCode.TIE_BREAK_CANNOT_DECIDE, rule=rule)
        seen.add(same)


def _is_settled(name: str | None, reach: Mapping[str, Reach], root: Reach | None) -> bool:
    """A node that is the total itself, or that has the same points for everybody."""
    if name is None:
        return False
    points = reach[name].points
    return reach[name] is root or (lowest(points) == highest(points) is not None)


__all__ = [
    "AGGREGATION",
    "DRAW",
    "THRESHOLD",
    "TIE_BREAK",
    "ZERO",
    "Aggregation",
    "AggregationMethod",
    "Threshold",
    "check_aggregation",
    "check_threshold",
    "check_tie_break",
    "criterion_of",
]
