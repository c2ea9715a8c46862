"""`table`: rows of columns."""

from typing import ClassVar

from callfile.fields.field import Field
from callfile.fields.kinds import COLUMN
from callfile.form.form import TABLE_ROWS
from callfile.reach.domains import Domain
from callfile.reach.domains import Table as TableDomain
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part
from callfile.reading.shapes import whole


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
