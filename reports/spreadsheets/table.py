"""A table of formulas: columns and figures have names, and formulas are written with them.

In the formula of a row `{points}` is the cell of that row, `{all_points}` the whole column,
`{down_points}` the column down to this row, `{above_points}` the cell one row above and
`{before_points}` the column above this row, beginning with the head. A figure above the table
is written with its own name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from openpyxl.utils import get_column_letter

from reports.selectors.summary import SummaryRow
from reports.spreadsheets import cells
from reports.spreadsheets.cells import Cell, Line, Look

Words = str | Promise
Value = Callable[[SummaryRow], Cell | None]


@dataclass(frozen=True)
class SheetColumn:
    """What a row has there: a value of the computation, or a formula."""

    name: str
    words: Words
    value: Value | str
    look: Look = cells.WHOLE
    width: int = 12


@dataclass(frozen=True)
class Figure:
    """A number or a formula above the table, with its words to the right."""

    name: str
    words: Words
    cell: Cell | str
    look: Look = cells.WHOLE


@dataclass
class SheetTable:
    """Columns over `rows`, whose head stands in row `head`."""

    columns: Sequence[SheetColumn]
    rows: Sequence[SummaryRow]
    head: int
    names: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.head + 1

    @property
    def last(self) -> int:
        # A column without rows is still a place to which formulas may point.
        return self.head + max(len(self.rows), 1)

    def formula(self, words: str, look: Look, at: int = 0) -> Cell:
        """One of ours, in row `at` or above the table."""
        return cells.formula(words.format_map({**self.names, **self._ranges(at)}), look)

    def line(self, row: SummaryRow, at: int) -> Line:
        known = {**self.names, **self._ranges(at)}
        return [
            cells.formula(column.value.format_map(known), column.look)
            if isinstance(column.value, str)
            else column.value(row)
            for column in self.columns
        ]

    def _ranges(self, at: int) -> dict[str, str]:
        found = {}
        for place, column in enumerate(self.columns, start=1):
            letter = get_column_letter(place)
            found[f"all_{column.name}"] = f"${letter}${self.first}:${letter}${self.last}"
            if at:
                found[column.name] = f"{letter}{at}"
                found[f"above_{column.name}"] = f"{letter}{at - 1}"
                found[f"down_{column.name}"] = f"{letter}${self.first}:{letter}{at}"
                found[f"before_{column.name}"] = f"{letter}${self.head}:{letter}{at - 1}"
        return found
