"""`score`: an assessor gives a number from `min` to `max`, both included, on the step."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from callfile.criteria.kind import CriterionKind, Node, Others, Place, Reached
from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text, parse_decimal
from callfile.reach.domains import Facts
from callfile.reach.ranges import EVERYTHING, ZERO, Range, span
from callfile.shape import Inspection, at
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import optional_number, setup_number


@dataclass(frozen=True, slots=True)
class Score:
    """An assessor gives a number from least to most, both included, on the step (None: any)."""

    least: Fraction
    most: Fraction
    step: Fraction | None

    def accepts(self, value: Fraction) -> bool:
        """Whether the number is an answer."""
        on_step = self.step is None or ((value - self.least) / self.step).denominator == 1
        return self.least <= value <= self.most and on_step


def read(raw: Mapping[str, object], code: str) -> Score:
    least = optional_number(raw, "min", code)
    score = Score(
        ZERO if least is None else least,
        setup_number(raw, "max", code),
        optional_number(raw, "step", code),
    )
    if score.most < score.least or (score.step is not None and score.step <= 0):
        raise CoreFault(FaultKind.SETUP, [code], "range_empty")
    return score


def check(here: Place) -> None:
    check_interval(here.page, here.node, here.place)


def check_interval(page: Inspection, source: Mapping[str, object], place: str) -> None:
    """`min`, `max` and `step` of a score, or of a band in which an assessor chooses."""
    low, high = page.number(source, "min", place), page.number(source, "max", place)
    step = page.number(source, "step", place)
    low = ZERO if low is None else low
    if high is not None and high < low:
        shown = {"minimum": exact_text(low), "maximum": exact_text(high)}
        page.add(place, FaultCode.RANGE_ORDER, **shown)
    elif step is not None and step <= 0:
        page.add(at(place, "step"), FaultCode.NOT_POSITIVE)
    elif step is not None and high is not None and ((high - low) / step).denominator != 1:
        shown = {"step": exact_text(step), "maximum": exact_text(high)}
        page.add(at(place, "step"), FaultCode.STEP_MISSES_MAXIMUM, **shown)


def reach(node: Node, _facts: Facts, _others: Others) -> Reached:
    return interval_of(node), True


def interval_of(node: Node) -> Range:
    """The numbers between `min` and `max`."""
    low, high = parse_decimal(node.get("min")), parse_decimal(node.get("max"))
    return EVERYTHING if high is None else span(low or ZERO, high)


SCORE = CriterionKind(
    "score",
    "the assessor gives a number from `min` to `max`",
    ("min", "max", "step"),
    (),
    read,
    check,
    reach,
)
