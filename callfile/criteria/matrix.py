"""`matrix`: the rows of a table, looked up by two of their columns."""

from fractions import Fraction
from typing import ClassVar

from callfile.criteria.counted import Counted
from callfile.criteria.facts import column_of, fact_of
from callfile.criteria.node import Others, Place, Reached
from callfile.faults import FaultCode
from callfile.reach.domains import Facts, Options, TableDomain
from callfile.reach.ranges import span
from callfile.reading.inspection import at
from callfile.reading.lists import table_of
from callfile.reading.parts import key, part
from callfile.reading.shapes import NUMBER, TEXT


@part("A criterion of rows that are looked up by two attributes.", name="matrix")
class Matrix(Counted):
    NAME: ClassVar[str] = "matrix"
    MEANING: ClassVar[str] = "rows of a table, looked up by two attributes"

    row: str = key(TEXT, "The first attribute.")
    column: str = key(TEXT, "The second attribute.")
    table: dict[str, dict[str, Fraction]] = key(
        table_of(table_of(NUMBER)), "Points by row and column."
    )

    def check_facts(self, here: Place) -> None:
        fact = fact_of(here, self.fact, TableDomain)
        rows = column_of(here, "row", self.row, fact, Options)
        columns = column_of(here, "column", self.column, fact, Options)
        if isinstance(rows, Options) and isinstance(columns, Options):
            for row in sorted(rows.codes):
                for column in sorted(columns.codes - self.table.get(row, {}).keys()):
                    place = at(here.place, "table")
                    here.page.add(place, FaultCode.CELL_MISSING, row=row, column=column)

    def reach(self, facts: Facts, others: Others) -> Reached:
        fact = facts.get(self.fact)
        rows = span(0, fact.most_rows if isinstance(fact, TableDomain) else None)
        worths = [points for cells in self.table.values() for points in cells.values()]
        return self.capped(self.best_rows(rows, worths)), True
