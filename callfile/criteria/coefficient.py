"""`coefficient`: the points of another criterion × the coefficient of the band of a fact."""

from fractions import Fraction
from typing import ClassVar

from callfile.criteria.intervals import Interval, check_intervals, worth_of
from callfile.criteria.node import Criterion, Others, Place, Reached
from callfile.reach.bands import check_overlaps
from callfile.reach.domains import Facts
from callfile.reach.ranges import EVERYTHING, point, times
from callfile.reading.inspection import Inspection, at
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part, part_of
from callfile.reading.shapes import NOT_NEGATIVE, TEXT


@part("An interval of a fact, with its factor.", name="factor")
class Factor(Interval):
    coefficient: Fraction = key(NOT_NEGATIVE, "Factor of a value in it.")


@part("A criterion that multiplies another one.", name="coefficient")
class Coefficient(Criterion):
    """The points of the criterion `of` × the coefficient of the band of the fact."""

    NAME: ClassVar[str] = "coefficient"
    MEANING: ClassVar[str] = "another criterion's points × a factor that is looked up"

    of: str = key(TEXT, "The criterion that it multiplies.")
    fact: str = key(TEXT, "The fact that the factor is looked up by.")
    bands: tuple[Factor, ...] = key(list_of(part_of(Factor), complete=True), "The intervals.")

    def check(self, page: Inspection, place: str) -> None:
        if page.rules_only:
            check_overlaps(page, self.bands, EVERYTHING, at(place, "bands"))

    def check_facts(self, here: Place) -> None:
        check_intervals(here, self.fact, self.bands)

    def reach(self, facts: Facts, others: Others) -> Reached:
        factors = [(band, point(band.coefficient)) for band in self.bands]
        other, found = others(self.of), worth_of(self.fact, factors, facts)
        if other is None or found is None:
            return EVERYTHING, False
        points, is_exact = other
        return times(points, found), is_exact
