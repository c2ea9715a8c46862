"""`table`: rows of columns."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from callfile.fields.field import Around, Field
from callfile.fields.kinds import COLUMN
from callfile.form.problems import Problem, ProblemCode
from callfile.form.values import is_blank
from callfile.reach.domains import Domain
from callfile.reach.domains import TableDomain as TableDomain
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part
from callfile.reading.shapes import whole

TABLE_ROWS = 100


@part("A question that is answered by rows.", name="table")
class Table(Field):
    NAME: ClassVar[str] = "table"
    MEANING: ClassVar[str] = "rows of columns"
    MAY_BE_FACT: ClassVar[bool] = True

    columns: tuple[Field, ...] = key(list_of(COLUMN, by_code=True), "Its columns.")
    max_rows: int = key(whole(1, 1000), "Number of rows.", default=TABLE_ROWS)

    def domain(self) -> Domain | None:
        columns = {column.code: column.domain() for column in self.columns}
        known = {code: domain for code, domain in columns.items() if domain is not None}
        return TableDomain(known, self.max_rows)

    def column(self, code: str) -> Field | None:
        return next((column for column in self.columns if column.code == code), None)

    def problems_of_parts(self, answer: object, around: Around) -> Iterator[Problem]:
        if not isinstance(answer, list):
            yield Problem(self.code, ProblemCode.MALFORMED)
            return
        if len(answer) > self.max_rows:
            args = {"maximum": self.max_rows, "rows": len(answer)}
            yield Problem(self.code, ProblemCode.TOO_MANY_ROWS, args=args)
        for number, row in enumerate(answer[: self.max_rows]):
            if isinstance(row, Mapping):
                yield from self._problems_of_row(number, row)
            else:
                yield Problem(self.code, ProblemCode.MALFORMED, row=number)

    def _problems_of_row(self, number: int, row: Mapping[str, object]) -> Iterator[Problem]:
        for column in self.columns:
            name, value = column.code, row.get(column.code)
            if is_blank(value):
                if column.required:
                    yield Problem(self.code, ProblemCode.MISSING, row=number, column=name)
                continue
            for found, args in column.faults_of(value):
                yield Problem(self.code, found, row=number, column=name, args=args)
        for name in sorted(row.keys() - {column.code for column in self.columns}):
            yield Problem(self.code, ProblemCode.UNKNOWN_FIELD, row=number, column=name)
