"""A question to the database, written once: only its numbers change from one asking to the next.

Django writes the statement of a queryset anew each time, which takes ten times as long as the
answer. Where everybody asks the same within one minute, that is most of the work.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

# Stand for the numbers while the statement is written; no row has them.
_STAND_INS: Final = (-(2**62), -(2**62) + 1)


class IsThere:
    """Whether the queryset that `rows` makes of one or two numbers has a row.

    The statement is that of the first asking: `rows` must do nothing with its numbers but compare
    columns with them.
    """

    def __init__(self, rows: Callable[..., QuerySet[Any]]) -> None:
        self._rows = rows
        self._written: tuple[str, Sequence[Any]] | None = None

    def __call__(self, *numbers: int) -> bool:
        if self._written is None:
            self._written = self._write(len(numbers))
        statement, values = self._written
        given = dict(zip(_STAND_INS, numbers, strict=False))
        # A driver may have a type of its own for the numbers of a column.
        filled = [type(one)(given[one]) if one in given else one for one in values]
        with connection.cursor() as cursor:
            cursor.execute(statement, filled)
            return cursor.fetchone() is not None

    def _write(self, count: int) -> tuple[str, Sequence[Any]]:
        numbers = _STAND_INS[:count]
        query = self._rows(*numbers).query.exists()
        statement, values = query.get_compiler(connection=connection).as_sql()
        if not all(number in values for number in numbers):
            raise ValueError(f"the statement does not ask for each number: {statement}")
        return statement, values
