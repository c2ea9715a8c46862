"""`bands`: a fact falls into a half-open interval: points, or a range in which assessors choose."""

from fractions import Fraction
from typing import ClassVar

from callfile.criteria.intervals import Interval, check_intervals, worth_of
from callfile.criteria.node import Criterion, Others, Place, Reached
from callfile.criteria.score import Scale
from callfile.faults import FaultCode
from callfile.reach.bands import check_overlaps
from callfile.reach.domains import Facts
from callfile.reach.ranges import EVERYTHING, ZERO, Range, point
from callfile.reading.inspection import Inspection, at
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part, part_of
from callfile.reading.shapes import NUMBER, TEXT


@part("An interval of a fact, with its points.", name="band")
class Band(Interval):
    """Fixed points, or a scale on which the assessor chooses."""

    points: Fraction | None = key(NUMBER, "Points of a value in it.", default=None)
    least: Fraction = key(
        NUMBER, "Lowest score that the assessor may give in it.", name="min", default=ZERO
    )
    most: Fraction | None = key(
        NUMBER, "Highest score that the assessor may give in it.", name="max", default=None
    )
    step: Fraction | None = key(NUMBER, "Distance between those scores.", default=None)

    @property
    def scale(self) -> Scale | None:
        return None if self.most is None else Scale(self.least, self.most, self.step)

    @property
    def worth(self) -> Range:
        """What a value in it can be worth."""
        if self.points is not None:
            return point(self.points)
        return EVERYTHING if self.scale is None else self.scale.range

    def check(self, page: Inspection, place: str) -> None:
        Interval.check(self, page, place)
        if (self.points is None) is (self.most is None):
            page.add(place, FaultCode.BAND_POINTS)
        elif self.scale is not None:
            self.scale.check(page, place)


@part("A criterion of a fact that falls into an interval.", name="bands")
class Bands(Criterion):
    """The fact falls into one of the bands."""

    NAME: ClassVar[str] = "bands"
    MEANING: ClassVar[str] = "a fact falls into an interval: fixed points, or a range to choose in"

    fact: str = key(TEXT, "The fact that it is computed from.")
    bands: tuple[Band, ...] = key(list_of(part_of(Band), complete=True), "The intervals.")

    def check(self, page: Inspection, place: str) -> None:
        if page.rules_only:
            check_overlaps(page, self.bands, EVERYTHING, at(place, "bands"))

    def check_facts(self, here: Place) -> None:
        check_intervals(here, self.fact, self.bands)

    def reach(self, facts: Facts, others: Others) -> Reached:
        found = worth_of(self.fact, [(band, band.worth) for band in self.bands], facts)
        return (EVERYTHING if found is None else found), True
