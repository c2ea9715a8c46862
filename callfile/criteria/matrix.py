"""`matrix`: the rows of a table, looked up by two of their columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from callfile.criteria.facts import column_of, fact_of
from callfile.criteria.kind import CriterionKind, Node, Others, Place, Reached
from callfile.criteria.limits import best_rows, capped, check_limits
from callfile.faults import FaultCode
from callfile.numbers.exact import parse_decimal
from callfile.reach.domains import Facts, Options, Table
from callfile.reach.ranges import ZERO, span
from callfile.shape import at
from callfile.strict.fault import FaultKind
from callfile.strict.written import mapping, optional_number, setup_number, setup_text


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows of a table, looked up by two of their columns."""

    fact: str
    row: str
    column: str
    table: dict[str, dict[str, Fraction]]
    max_units: Fraction | None
    max_points: Fraction | None


def read(raw: Mapping[str, object], code: str) -> Matrix:
    table: dict[str, dict[str, Fraction]] = {}
    rows = mapping(raw.get("table"), FaultKind.SETUP, [code], "table")
    for name in rows:
        cells = mapping(rows[name], FaultKind.SETUP, [code], "table")
        table[name] = {column: setup_number(cells, column, code) for column in cells}
    return Matrix(
        fact=setup_text(raw, "fact", code),
        row=setup_text(raw, "row", code),
        column=setup_text(raw, "column", code),
        table=table,
        max_units=optional_number(raw, "max_units", code, ZERO),
        max_points=optional_number(raw, "max_points", code, ZERO),
    )


def check(here: Place) -> None:
    page, place = here.page, here.place
    check_limits(here, "max_units", "max_points")
    table = page.mapping(here.node.get("table", {}), at(place, "table"))
    known = {row: page.mapping(cells, f"{place}.table.{row}") for row, cells in table.items()}
    for row, cells in known.items():
        for column in cells:
            page.number(cells, column, f"{place}.table.{row}")
    fact = fact_of(here, Table)
    rows = column_of(here, "row", fact, Options)
    columns = column_of(here, "column", fact, Options)
    if isinstance(rows, Options) and isinstance(columns, Options):
        for row in sorted(rows.codes):
            for column in sorted(columns.codes - known.get(row, {}).keys()):
                page.add(at(place, "table"), FaultCode.CELL_MISSING, row=row, column=column)


def reach(node: Node, facts: Facts, _others: Others) -> Reached:
    table = node.get("table")
    fact = facts.get(str(node.get("fact")))
    rows = span(0, fact.most_rows if isinstance(fact, Table) else None)
    worths = [
        parse_decimal(points)
        for cells in (table.values() if isinstance(table, Mapping) else [])
        if isinstance(cells, Mapping)
        for points in cells.values()
    ]
    return capped(node, best_rows(node, rows, worths)), True


MATRIX = CriterionKind(
    "matrix",
    "rows of a table, looked up by two attributes",
    ("fact", "row", "column", "table"),
    ("max_units", "max_points"),
    read,
    check,
    reach,
)
