"""A question to the database, written once: only its numbers change from one asking to the next.

Django writes the statement of a queryset anew each time, which takes ten times as long as the
answer. Where everybody asks the same within one minute, that is most of the work.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql import Query

# Stand for the numbers while the statement is written; no row has them.
_STAND_INS: Final = (-(2**62), -(2**62) + 1)


class _Question:
    """The statement is that of the first asking.

    `rows` makes a queryset of one or two numbers, and must do nothing with them but compare columns
    with them.
    """

    def __init__(self, rows: Callable[..., QuerySet[Any, Any]]) -> None:
        self._rows = rows
        self._written: tuple[str, Sequence[Any]] | None = None

    def _query(self, rows: QuerySet[Any, Any]) -> Query:
        return rows.query

    def _ask(self, numbers: Sequence[int]) -> list[Any]:
        if self._written is None:
            self._written = self._write(len(numbers))
        statement, values = self._written
        given = dict(zip(_STAND_INS, numbers, strict=False))
        # A driver may have a type of its own for the numbers of a column.
        filled = [type(one)(given[one]) if one in given else one for one in values]
        with connection.cursor() as cursor:
            cursor.execute(statement, filled)
            return cursor.fetchall()

    def _write(self, count: int) -> tuple[str, Sequence[Any]]:
        numbers = _STAND_INS[:count]
        compiler = self._query(self._rows(*numbers)).get_compiler(connection=connection)
        statement, values = compiler.as_sql()
        if not all(number in values for number in numbers):
            raise ValueError(f"the statement does not ask for each number: {statement}")
        return statement, values


class IsThere(_Question):
    """Whether the queryset has a row."""

    def __call__(self, *numbers: int) -> bool:
        return bool(self._ask(numbers))

    def _query(self, rows: QuerySet[Any, Any]) -> Query:
        return rows.query.exists()


class WholeNumbers(_Question):
    """The one column of whole numbers that the queryset selects."""

    def __call__(self, *numbers: int) -> list[int]:
        return [number for (number,) in self._ask(numbers)]
