"""`per_unit`: units × points, or the rows of a table × the points of their level.

`per` counts full groups only.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from callfile.criteria.counted import LIMIT, Counted
from callfile.criteria.facts import check_levels_of_options, column_of, fact_of
from callfile.criteria.node import PUBLISHED, Others, Place, Reached
from callfile.faults import FaultCode
from callfile.reach.domains import Domain, Facts, Options, TableDomain
from callfile.reach.ranges import EVERYTHING, Range, each, least_of, point, span, times
from callfile.reading.inspection import Inspection, at
from callfile.reading.lists import list_of, table_of
from callfile.reading.parts import key, part, part_of
from callfile.reading.shapes import (
    CODE,
    NUMBER,
    TEXT,
    TEXTS,
    Definitions,
    Schema,
    Shape,
    Texts,
    positive,
)

_WHOLE = Fraction(1)


@part("What a row of this level is worth.", name="counted_level")
class CountedLevel:
    code: str = key(CODE, "The option of the column.")
    points: Fraction = key(NUMBER, "What a row with it is worth.")
    text: Texts | None = key(TEXTS, PUBLISHED, default=None)


# Of one unit; of a row by its level; the same with the words of each level.
Worth = Fraction | dict[str, Fraction] | tuple[CountedLevel, ...]
_LEVELS = list_of(part_of(CountedLevel), by_code=True, complete=True)
_BY_LEVEL = table_of(NUMBER)


def _read_worth(page: Inspection, value: object, place: str) -> Worth | None:
    if isinstance(value, Mapping):
        return _BY_LEVEL.read(page, value, place)
    if isinstance(value, list):
        return _LEVELS.read(page, value, place)
    return NUMBER.read(page, value, place)


def _worth_schema(definitions: Definitions) -> Schema:
    return {"anyOf": [one.schema(definitions) for one in (NUMBER, _BY_LEVEL, _LEVELS)]}


WORTH: Shape[Worth] = Shape(_read_worth, _worth_schema)


@part("A criterion that counts units, or rows of a table.", name="per_unit")
class PerUnit(Counted):
    NAME: ClassVar[str] = "per_unit"
    MEANING: ClassVar[str] = "a number × points, or rows of a table × points by level"

    points: Worth = key(WORTH, "Points for one unit, or for each level of the column.")
    per: Fraction | None = key(positive(LIMIT), "Only full units of this size count.", default=None)
    column: str | None = key(
        TEXT, "The column of a table that is added up, or that tells the level.", default=None
    )

    @property
    def by_level(self) -> dict[str, Fraction] | None:
        """The points of each level, where rows are counted by level."""
        if isinstance(self.points, tuple):
            return {level.code: level.points for level in self.points}
        return self.points if isinstance(self.points, dict) else None

    @property
    def points_of_one(self) -> Fraction:
        """Of one unit, where units are counted."""
        return self.points if isinstance(self.points, Fraction) else Fraction(0)

    def check_facts(self, here: Place) -> None:
        if self.by_level is not None:
            self._check_levels(here)
        elif self.column is None:
            fact_of(here, self.fact, Range, TableDomain)
        else:
            column_of(here, "column", self.column, fact_of(here, self.fact, TableDomain), Range)

    def _check_levels(self, here: Place) -> None:
        table = fact_of(here, self.fact, TableDomain)
        if self.column is None:
            here.page.add(here.place, FaultCode.MISSING_KEY, key="column")
            return
        column = column_of(here, "column", self.column, table, Options)
        if isinstance(column, Options):
            place = at(here.place, "points")
            check_levels_of_options(here, place, column.codes, self._places(place))

    def _places(self, place: str) -> dict[str, str]:
        if isinstance(self.points, tuple):
            return {one.code: f"{place}[{index}]" for index, one in enumerate(self.points)}
        return {code: at(place, code) for code in self.by_level or ()}

    def reach(self, facts: Facts, others: Others) -> Reached:
        fact = facts.get(self.fact, EVERYTHING)
        if self.by_level is not None:
            rows = span(0, fact.most_rows if isinstance(fact, TableDomain) else None, _WHOLE)
            return self.capped(self.best_rows(self._full(rows), self.by_level.values())), True
        units = self._full(self._units(fact))
        units = units if self.max_units is None else least_of([units, point(self.max_units)])
        return self.capped(times(units, point(self.points_of_one))), True

    def _units(self, fact: Domain) -> Range:
        if isinstance(fact, TableDomain):
            rows = span(0, fact.most_rows)
            column = None if self.column is None else fact.columns.get(self.column)
            return times(rows, column) if isinstance(column, Range) else rows
        return fact if isinstance(fact, Range) else EVERYTHING

    def _full(self, units: Range) -> Range:
        per = self.per
        return units if not per else each(units, lambda value: Fraction(value // per))
