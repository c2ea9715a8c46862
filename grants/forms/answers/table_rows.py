"""A table field as rows of controls: the stored rows, and empty ones to write in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from callfile.fields import Table
from callfile.fields.table import TABLE_ROWS
from callfile.form.problems import Problem
from callfile.form.values import is_blank
from grants.formats import text_in
from grants.forms.answers import controls

if TYPE_CHECKING:
    from grants.forms.answers.section_form import AnswersForm

EMPTY_ROWS = 2


class TableRows:
    """`kept` tells which row of the page each read row was, since empty rows fall out."""

    def __init__(self, form: "AnswersForm", field: Table, value: Any, more: str) -> None:
        self.form, self.field, self.code = form, field, field.code
        self.stored = [row for row in value or [] if isinstance(row, Mapping)]
        self.columns = field.columns
        self.kept: list[int] = []
        self.most = min(field.max_rows, TABLE_ROWS)
        self.count = self._count(more == self.code)

    def _count(self, more: bool) -> int:
        if self.form.is_bound:
            typed = self.form.typed(f"{self.code}-rows")
            count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
            return min(max(count, 1), TABLE_ROWS + EMPTY_ROWS)
        empty = EMPTY_ROWS + (3 if more else 0) if self.stored else 3
        return max(1, min(len(self.stored) + empty, self.most))

    def add_controls(self) -> None:
        for row in range(self.count):
            stored = self.stored[row] if row < len(self.stored) else {}
            for column in self.columns:
                name = self.name(row, column.code)
                self.form.fields[name] = controls.cell_field(column, stored.get(column.code))

    def name(self, row: int, column: str) -> str:
        return f"{self.code}-{row}-{column}"

    def as_rows(self) -> dict[str, Any]:
        return {
            "heads": [text_in(column.label) for column in self.columns],
            "count": self.count,
            "rows": [
                [self.form[self.name(row, column.code)] for column in self.columns]
                for row in range(self.count)
            ],
            "has_room": self.count < self.most,
        }

    def read(self) -> list[dict[str, Any]]:
        rows = []
        for number in range(self.count):
            row = {}
            for column in self.columns:
                code = column.code
                value = self.form.read_cell(
                    self.field, column, self.name(number, code), row=number, column=code
                )
                if not is_blank(value):
                    row[code] = value
            if row or self._has_faults(number):
                self.kept.append(number)
                rows.append(row)
        return rows

    def _has_faults(self, row: int) -> bool:
        return any(self.form.has_error(self.name(row, one.code)) for one in self.columns)

    def control(self, problem: Problem) -> str:
        first = self.columns[0].code if self.columns else ""
        row = problem.row or 0
        page_row = self.kept[row] if row < len(self.kept) else 0
        return self.name(page_row, problem.column or first)
