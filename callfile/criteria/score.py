"""`score`: an assessor gives a number from `min` to `max`, both included, on the step."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from callfile.criteria.node import Criterion, Others, Reached
from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text
from callfile.reach.domains import Facts
from callfile.reach.ranges import ZERO, Range, span
from callfile.reading.inspection import Inspection, at
from callfile.reading.parts import key, part
from callfile.reading.shapes import NUMBER


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers that an assessor may give: from least to most, on the step (None: any)."""

    least: Fraction
    most: Fraction
    step: Fraction | None

    def accepts(self, value: Fraction) -> bool:
        """Whether the number is an answer."""
        on_step = self.step is None or ((value - self.least) / self.step).denominator == 1
        return self.least <= value <= self.most and on_step

    def check(self, page: Inspection, place: str) -> None:
        """Report a range that is empty, and a step that does not lead to the highest number."""
        if self.most < self.least:
            shown = {"minimum": exact_text(self.least), "maximum": exact_text(self.most)}
            page.add(place, FaultCode.RANGE_ORDER, **shown)
        elif self.step is not None and self.step <= 0:
            page.add(at(place, "step"), FaultCode.NOT_POSITIVE)
        elif not page.rules_only:
            self._check_step(page, place)

    def _check_step(self, page: Inspection, place: str) -> None:
        if self.step and ((self.most - self.least) / self.step).denominator != 1:
            shown = {"step": exact_text(self.step), "maximum": exact_text(self.most)}
            page.add(at(place, "step"), FaultCode.STEP_MISSES_MAXIMUM, **shown)

    @property
    def range(self) -> Range:
        return span(self.least, self.most)


@part("A criterion of which the assessor gives a number.", name="score")
class Score(Criterion):
    NAME: ClassVar[str] = "score"
    MEANING: ClassVar[str] = "the assessor gives a number from `min` to `max`"

    least: Fraction = key(NUMBER, "Lowest score.", name="min", unsaid=ZERO)
    most: Fraction = key(NUMBER, "Highest score.", name="max")
    step: Fraction | None = key(NUMBER, "Distance between scores.", unsaid=None)

    @property
    def scale(self) -> Scale:
        return Scale(self.least, self.most, self.step)

    def check(self, page: Inspection, place: str) -> None:
        self.scale.check(page, place)

    def reach(self, facts: Facts, others: Others) -> Reached:
        return self.scale.range, True
