"""`per_unit`: units × points, or the rows of a table × the points of their level.

`per` counts full groups only; `max_units` and `max_points` act before the weight (§6.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from callfile.criteria.facts import check_levels_of_options, column_of, fact_of
from callfile.criteria.kind import CriterionKind, Node, Others, Place, Reached
from callfile.criteria.levels import points_by_code
from callfile.criteria.limits import best_rows, capped, check_limits
from callfile.faults import FaultCode
from callfile.numbers.exact import parse_decimal
from callfile.reach.domains import Facts, Options, Table
from callfile.reach.ranges import EVERYTHING, ZERO, Range, each, least_of, point, span, times
from callfile.shape import at, mappings
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import (
    mapping,
    optional_number,
    optional_text,
    setup_number,
    setup_text,
)

_WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class PerUnit:
    """Units × points, or the rows of a table × the points of their level."""

    fact: str
    points: Fraction
    by_level: dict[str, Fraction] | None
    column: str | None
    per: Fraction | None
    max_units: Fraction | None
    max_points: Fraction | None


def read(raw: Mapping[str, object], code: str) -> PerUnit:
    by_level = _by_level(raw.get("points"), code)
    per = optional_number(raw, "per", code)
    if per is not None and per <= 0:
        raise CoreFault(FaultKind.SETUP, [code], "per_number")
    return PerUnit(
        fact=setup_text(raw, "fact", code),
        points=ZERO if by_level is not None else setup_number(raw, "points", code),
        by_level=by_level,
        column=optional_text(raw, "column", code),
        per=per,
        max_units=optional_number(raw, "max_units", code, ZERO),
        max_points=optional_number(raw, "max_points", code, ZERO),
    )


def _by_level(source: object, code: str) -> dict[str, Fraction] | None:
    if isinstance(source, Mapping):
        levels = mapping(source, FaultKind.SETUP, [code], "points")
        return {name: setup_number(levels, name, code) for name in levels}
    return points_by_code(source, code) if isinstance(source, list) else None


def check(here: Place) -> None:
    page, node, place = here.page, here.node, here.place
    check_limits(here, "per", "max_units", "max_points")
    if node.get("per") in ("0", 0):
        page.add(at(place, "per"), FaultCode.NOT_POSITIVE)
    points = node.get("points")
    if isinstance(points, Mapping | list):
        _check_rows_by_level(here, points)
        return
    page.number(node, "points", place)
    if node.get("column") is None:
        fact_of(here, Range, Table)
    else:
        column_of(here, "column", fact_of(here, Table), Range)


def _check_rows_by_level(here: Place, points: Mapping[str, Any] | list[Any]) -> None:
    codes: dict[str, str] = {}
    place = at(here.place, "points")
    if isinstance(points, list):
        for where, value in here.page.items(here.node, "points", here.place):
            level = here.page.mapping(value, where)
            here.page.keys(level, where, ("code", "points"), ("text",))
            here.page.code(level, where, codes)
            here.page.texts(level, "text", where)
            here.page.number(level, "points", where)
    else:
        read_levels = here.page.mapping(points, place)
        codes = {code: at(place, code) for code in read_levels}
        for code in read_levels:
            here.page.number(read_levels, code, place)
    if here.node.get("column") is None:
        here.page.add(here.place, FaultCode.MISSING_KEY, key="column")
    column = column_of(here, "column", fact_of(here, Table), Options)
    if isinstance(column, Options):
        check_levels_of_options(here, place, column.codes, codes)


def reach(node: Node, facts: Facts, _others: Others) -> Reached:
    fact, points = facts.get(str(node.get("fact")), EVERYTHING), node.get("points")
    per = parse_decimal(node.get("per"))
    if isinstance(points, Mapping | list):
        rows = span(0, fact.most_rows if isinstance(fact, Table) else None, _WHOLE)
        counted = rows if per is None else _full(rows, per)
        return capped(node, best_rows(node, counted, _worths(points))), True
    units = _units(node, fact)
    units = units if per is None or per <= 0 else _full(units, per)
    most = parse_decimal(node.get("max_units"))
    units = units if most is None else least_of([units, point(most)])
    worth_of_one = parse_decimal(points)
    return capped(
        node, EVERYTHING if worth_of_one is None else times(units, point(worth_of_one))
    ), True


def _units(node: Node, fact: object) -> Range:
    if isinstance(fact, Table):
        rows = span(0, fact.most_rows)
        column = fact.columns.get(str(node.get("column"))) if node.get("column") else None
        return times(rows, column) if isinstance(column, Range) else rows
    return fact if isinstance(fact, Range) else EVERYTHING


def _full(units: Range, per: Fraction) -> Range:
    return each(units, lambda value: Fraction(value // per))


def _worths(points: Mapping[str, Any] | list[Any]) -> list[Fraction | None]:
    if isinstance(points, Mapping):
        return [parse_decimal(worth_of_one) for worth_of_one in points.values()]
    return [parse_decimal(level.get("points")) for level in mappings(points)]


PER_UNIT = CriterionKind(
    "per_unit",
    "a number × points, or rows of a table × points by level",
    ("fact", "points"),
    ("per", "max_units", "max_points", "column"),
    read,
    check,
    reach,
)
