"""`max_units` and `max_points`: what acts before the weight, on numbers of rows and on points."""

from collections.abc import Iterable
from fractions import Fraction

from callfile.criteria.levels import hull
from callfile.criteria.node import Criterion
from callfile.reach.ranges import ZERO, Range, least_of, point, times, union
from callfile.reading.parts import key, part
from callfile.reading.shapes import TEXT, number

LIMIT = number(least=ZERO, integers=True)


@part("A criterion that counts a fact, or the rows of one.")
class Counted(Criterion):
    """`max_units` and `max_points` act before the weight; of rows the best count (§6.3)."""

    fact: str = key(TEXT, "The fact that it is computed from.")
    max_units: Fraction | None = key(LIMIT, "Units that count at most.", default=None)
    max_points: Fraction | None = key(
        LIMIT, "Points that count at most, before the weight.", default=None
    )

    def best_rows(self, rows: Range, worths: Iterable[Fraction]) -> Range:
        """What so many rows can be worth, of which the best count."""
        rows = rows if self.max_units is None else least_of([rows, point(self.max_units)])
        return times(rows, union(hull(worths), point(ZERO)))

    def capped(self, points: Range) -> Range:
        return points if self.max_points is None else least_of([points, point(self.max_points)])
