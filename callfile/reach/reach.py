"""The least and the most points that a node of a rubric can reach with allowed answers.

Source: CALL_FILE §3 (printed maximum ≠ reachable maximum; thresholds above the maximum) and the
order of §6.3: max_units and max_points, then weight, then cap. A precondition adds 0.

>>> rubric = {"code": "R", "children": [
...     {"code": "1", "kind": "score", "min": "0", "max": "5", "weight": "3"},
...     {"code": "6", "kind": "score", "min": "0", "max": "5", "weight": "2", "cap": "8"}]}
>>> reach = reach_of(rubric, {})
>>> {code: shown(found.points) for code, found in reach.items()}
{'1': '0 … 15', '6': '0 … 8', 'R': '0 … 23'}
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from callfile.formula.evaluate import FormulaError, Node, parse
from callfile.numbers.exact import parse_decimal
from callfile.reach.domains import Facts, Table
from callfile.reach.expressions import is_exact, narrowed, worth
from callfile.reach.ranges import (
    EVERYTHING,
    ZERO,
    Range,
    above,
    below,
    each,
    is_empty,
    least_of,
    plus,
    point,
    shown,
    span,
    times,
    union,
)
from callfile.shape import MOST_ITEMS

__all__ = ["Reach", "band_range", "node_list", "parsed", "reach_of", "shown"]

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a node can be worth; `exact` tells whether both ends can really be reached.

    `plain` is the range before weight and cap, `weighted` the one before the cap.
    """

    points: Range
    plain: Range
    weighted: Range
    exact: bool


def reach_of(rubric: Mapping[str, Any], facts: Facts) -> dict[str, Reach]:
    """The reach of every node that has a code and can be read, children before their groups."""
    found: dict[str, Reach] = {}
    by_code = {node["code"]: node for node in node_list(rubric) if _code(node)}
    coefficients = [node for node in by_code.values() if node.get("kind") == "coefficient"]
    left_out = {str(node.get("of")) for node in coefficients}
    _Walk(by_code, left_out, found).node(rubric, facts, frozenset())
    return found


def node_list(rubric: Mapping[str, Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every node of the tree that is a mapping, parents before their children."""
    yield rubric
    children = rubric.get("children")
    if isinstance(children, list) and depth < 30:
        for child in children:
            if isinstance(child, Mapping):
                yield from node_list(child, depth + 1)


def parsed(text: object) -> Node | None:
    """The expression, or None where it cannot be read."""
    try:
        return parse(text) if isinstance(text, str) else None
    except FormulaError:
        return None


def band_range(band: Mapping[str, Any], numbers: Range) -> Range:
    """Those of the numbers that fall into the band [from, to); possibly none."""
    low, high = parse_decimal(band.get("from")), parse_decimal(band.get("to"))
    if low is not None:
        numbers = above(numbers, low, strict=False)
    return numbers if high is None else below(numbers, high, strict=True)


class _Walk:
    def __init__(
        self,
        by_code: Mapping[str, Mapping[str, Any]],
        left_out: set[str],
        found: dict[str, Reach],
    ) -> None:
        self._by_code = by_code
        self._left_out = left_out
        self._found = found

    def node(self, node: Mapping[str, Any], facts: Facts, above_it: frozenset[str]) -> Reach:
        """The reach of one node; `above_it` are the codes on the way here, against circles."""
        code = node["code"] if _code(node) else ""
        if code and code in self._found and self._by_code.get(code) is node:
            return self._found[code]
        if code in above_it or len(above_it) > 60:
            return Reach(EVERYTHING, EVERYTHING, EVERYTHING, exact=False)
        condition = parsed(node.get("precondition"))
        inside = facts if condition is None else narrowed(facts, condition, truth=True)
        if inside is None:
            plain, exact = point(ZERO), True
        else:
            plain, exact = self._plain(node, inside, above_it | {code})
        weight = parse_decimal(node.get("weight"))
        weighted = plain if weight is None else times(plain, point(weight))
        cap = parse_decimal(node.get("cap"))
        points = weighted if cap is None else least_of([weighted, point(cap)])
        if condition is not None:
            points = union(points, point(ZERO))
        reach = Reach(points, plain, weighted, exact)
        if code:
            self._found.setdefault(code, reach)
        return reach

    def _plain(
        self, node: Mapping[str, Any], facts: Facts, above_it: frozenset[str]
    ) -> tuple[Range, bool]:
        if "children" in node:
            return self._group(node, facts, above_it)
        kind = str(node.get("kind"))
        if kind == "coefficient":
            return self._coefficient(node, facts, above_it)
        if kind == "formula":
            return _formula(node, facts)
        if kind == "per_unit":
            return _per_unit(node, facts), True
        read = {"levels": _levels, "score": _score, "bands": _bands, "matrix": _matrix}
        return (read[kind](node, facts), True) if kind in read else (EVERYTHING, False)

    def _group(
        self, node: Mapping[str, Any], facts: Facts, above_it: frozenset[str]
    ) -> tuple[Range, bool]:
        total, exact = point(ZERO), True
        children = node.get("children")
        for child in children if isinstance(children, list) else []:
            if not isinstance(child, Mapping):
                continue
            reach = self.node(child, facts, above_it)
            if not (_code(child) and child["code"] in self._left_out):
                total, exact = plus(total, reach.points), exact and reach.exact
        return total, exact

    def _coefficient(
        self, node: Mapping[str, Any], facts: Facts, above_it: frozenset[str]
    ) -> tuple[Range, bool]:
        other = self._by_code.get(str(node.get("of")))
        coefficients = _band_points(node, facts, ("coefficient", "points"))
        if other is None or coefficients is None:
            return EVERYTHING, False
        reach = self.node(other, facts, above_it)
        return times(reach.points, coefficients), reach.exact


def _levels(node: Mapping[str, Any], facts: Facts) -> Range:
    return _hull(parse_decimal(level.get("points")) for level in _mappings(node.get("levels")))


def _score(node: Mapping[str, Any], facts: Facts) -> Range:
    low, high = parse_decimal(node.get("min")), parse_decimal(node.get("max"))
    return EVERYTHING if high is None else span(low or ZERO, high)


def _bands(node: Mapping[str, Any], facts: Facts) -> Range:
    found = _band_points(node, facts, ("points",))
    return EVERYTHING if found is None else found


def _band_points(node: Mapping[str, Any], facts: Facts, keys: tuple[str, ...]) -> Range | None:
    numbers = facts.get(str(node.get("fact")), EVERYTHING)
    if not isinstance(numbers, Range):
        return None
    found: Range | None = None
    for band in _mappings(node.get("bands")):
        if is_empty(band_range(band, numbers)):
            continue
        fixed = next((parse_decimal(band[key]) for key in keys if key in band), None)
        points = _score(band, facts) if fixed is None else point(fixed)
        found = points if found is None else union(found, points)
    return found


def _per_unit(node: Mapping[str, Any], facts: Facts) -> Range:
    fact, points = facts.get(str(node.get("fact")), EVERYTHING), node.get("points")
    per = parse_decimal(node.get("per"))
    if isinstance(points, Mapping | list):
        worths = _level_points(points)
        rows = span(0, fact.most_rows if isinstance(fact, Table) else None, WHOLE)
        result = _best_rows(node, rows if per is None else _full(rows, per), worths)
    else:
        units = _units(node, fact)
        units = units if per is None or per <= 0 else _full(units, per)
        most = parse_decimal(node.get("max_units"))
        units = units if most is None else least_of([units, point(most)])
        worth_of_one = parse_decimal(points)
        result = EVERYTHING if worth_of_one is None else times(units, point(worth_of_one))
    return _capped(node, result)


def _units(node: Mapping[str, Any], fact: object) -> Range:
    if isinstance(fact, Table):
        rows = span(0, fact.most_rows)
        column = fact.columns.get(str(node.get("column"))) if node.get("column") else None
        return times(rows, column) if isinstance(column, Range) else rows
    return fact if isinstance(fact, Range) else EVERYTHING


def _full(units: Range, per: Fraction) -> Range:
    return each(units, lambda value: Fraction(value // per))


def _matrix(node: Mapping[str, Any], facts: Facts) -> Range:
    table = node.get("table")
    fact = facts.get(str(node.get("fact")))
    rows = span(0, fact.most_rows if isinstance(fact, Table) else None)
    worths = [
        parse_decimal(points)
        for cells in (table.values() if isinstance(table, Mapping) else [])
        if isinstance(cells, Mapping)
        for points in cells.values()
    ]
    return _capped(node, _best_rows(node, rows, worths))


def _best_rows(node: Mapping[str, Any], rows: Range, worths: list[Fraction | None]) -> Range:
    most = parse_decimal(node.get("max_units"))
    rows = rows if most is None else least_of([rows, point(most)])
    return times(rows, union(_hull(worths), point(ZERO)))


def _capped(node: Mapping[str, Any], points: Range) -> Range:
    most = parse_decimal(node.get("max_points"))
    return points if most is None else least_of([points, point(most)])


def _level_points(points: Mapping[str, Any] | list[Any]) -> list[Fraction | None]:
    if isinstance(points, Mapping):
        return [parse_decimal(worth_of_one) for worth_of_one in points.values()]
    return [parse_decimal(level.get("points")) for level in _mappings(points)]


def _formula(node: Mapping[str, Any], facts: Facts) -> tuple[Range, bool]:
    expression = parsed(node.get("expression"))
    if expression is None:
        return EVERYTHING, False
    constants = node.get("constants")
    known = {
        name: point(number)
        for name, number in (
            (name, parse_decimal(value))
            for name, value in (constants.items() if isinstance(constants, Mapping) else [])
        )
        if number is not None
    }
    value = worth(expression, {**facts, **known}, lambda *_, **__: None)
    return (value, is_exact(expression)) if isinstance(value, Range) else (EVERYTHING, False)


def _hull(numbers: Iterable[Fraction | None]) -> Range:
    known = [number for number in numbers if number is not None]
    return span(min(known), max(known)) if known else EVERYTHING


def _mappings(value: object) -> list[Mapping[str, Any]]:
    """As many as are checked."""
    parts = value[:MOST_ITEMS] if isinstance(value, list) else []
    return [part for part in parts if isinstance(part, Mapping)]


def _code(node: Mapping[str, Any]) -> bool:
    return isinstance(node.get("code"), str)
