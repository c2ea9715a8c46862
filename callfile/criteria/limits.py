"""`max_units` and `max_points`: what acts before the weight, on numbers of rows and on points."""

from fractions import Fraction

from callfile.criteria.kind import Node, Place
from callfile.criteria.levels import hull
from callfile.numbers.exact import parse_decimal
from callfile.reach.ranges import ZERO, Range, least_of, point, times, union


def check_limits(here: Place, *keys: str) -> None:
    for key in keys:
        here.page.number(here.node, key, here.place, least=ZERO, integers=True)


def best_rows(node: Node, rows: Range, worths: list[Fraction | None]) -> Range:
    """What so many rows can be worth, of which the best count."""
    most = parse_decimal(node.get("max_units"))
    rows = rows if most is None else least_of([rows, point(most)])
    return times(rows, union(hull(worths), point(ZERO)))


def capped(node: Node, points: Range) -> Range:
    most = parse_decimal(node.get("max_points"))
    return points if most is None else least_of([points, point(most)])
