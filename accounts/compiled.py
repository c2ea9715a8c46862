"""A question to the database, written once: only its values change from one asking to the next.

Django writes the statement of a queryset anew each time, which takes ten times as long as the
answer. Where everybody asks the same within one minute, that is most of the work.

    _members = Rows(lambda organisation: Membership.objects.filter(organisation=organisation))
    _members(organisation.pk)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Generic, TypeVar, cast

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import RelatedPopulator
from django.db.models.sql import Query

Value = int | str
Converters = dict[int, tuple[list[Callable[..., Any]], Any]]
_Beside: Any = RelatedPopulator
Row = TypeVar("Row", bound=Model)

# Stand for the values while the statement is written; no row has them.
_NUMBERS: Final = (-(2**62), -(2**62) + 1)
_TEXTS: Final = ("\ue000 first", "\ue000 second")


@dataclass(frozen=True, slots=True)
class _Statement:
    """As it is sent, and what the columns of its answer mean."""

    text: str
    values: tuple[Any, ...]
    compiler: Any
    converters: Converters

    def ask(self, given: dict[Value, Value]) -> Iterable[tuple[Any, ...]]:
        # A driver may have a type of its own for the numbers of a column.
        filled = [type(one)(given[one]) if one in given else one for one in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.text, filled)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        if not self.converters:
            return found
        return cast("Iterable[tuple[Any, ...]]", self._converted(found))

    def _converted(self, found: list[tuple[Any, ...]]) -> Iterable[Any]:
        return self.compiler.apply_converters(found, self.converters)


class _Question:
    """The statement is that of the first asking.

    `rows` makes a queryset of one or two values, numbers or texts, and must do nothing with them
    but compare columns with them. Under a lock its first asking must hold what the others hold.
    """

    def __init__(self, rows: Callable[..., QuerySet[Any, Any]]) -> None:
        self._rows = rows
        self._written: _Statement | None = None

    def _query(self, rows: QuerySet[Any, Any]) -> Query:
        return rows.query

    def _ask(self, *values: Value) -> Iterable[tuple[Any, ...]]:
        stand_ins = [
            (_TEXTS if isinstance(value, str) else _NUMBERS)[at] for at, value in enumerate(values)
        ]
        return self._statement(stand_ins).ask(dict(zip(stand_ins, values, strict=True)))

    def _statement(self, stand_ins: list[Value]) -> _Statement:
        if self._written is None:
            self._written = self._write(stand_ins)
        return self._written

    def _write(self, stand_ins: list[Value]) -> _Statement:
        compiler = self._query(self._rows(*stand_ins)).get_compiler(connection=connection)
        text, values = compiler.as_sql()
        if not all(one in values for one in stand_ins):
            raise ValueError(f"the statement does not ask for each value: {text}")
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        return _Statement(text, tuple(values), compiler, compiler.get_converters(columns))


class IsThere(_Question):
    """Whether the queryset has a row."""

    def __call__(self, *values: Value) -> bool:
        return any(True for _row in self._ask(*values))

    def _query(self, rows: QuerySet[Any, Any]) -> Query:
        return rows.query.exists()


class Values(_Question):
    """The columns that the queryset selects by `values_list`, a tuple for each row."""

    def __call__(self, *values: Value) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._ask(*values)]


class Rows(_Question, Generic[Row]):
    """The rows of the queryset, with those that it selects besides."""

    def __init__(self, rows: Callable[..., QuerySet[Row, Row]]) -> None:
        super().__init__(rows)

    def __call__(self, *values: Value) -> list[Row]:
        return [self._made(row) for row in self._ask(*values)]

    def _made(self, row: tuple[Any, ...]) -> Row:
        model, names, columns, beside = self._shape
        made: Row = model.from_db(connection.alias, names, row[columns])
        for one in beside:
            one.populate(row, made)
        return made

    @cached_property
    def _shape(self) -> tuple[type[Row], list[str], slice, list[Any]]:
        """Which columns are the row's own, and who makes the rows beside it."""
        compiler = cast("_Statement", self._written).compiler
        info, select = compiler.klass_info, compiler.select
        places = info["select_fields"]
        names = [select[at][0].target.attname for at in places]
        beside = [
            _Beside(one, select, connection.alias) for one in info.get("related_klass_infos", [])
        ]
        return info["model"], names, slice(places[0], places[-1] + 1), beside


class NewRow(Generic[Row]):
    """Inserts a row of the model, and gives it its number."""

    def __init__(self, model: type[Row]) -> None:
        self._model = model

    def __call__(self, **values: Any) -> Row:
        row = self._model(**values)
        with connection.cursor() as cursor:
            cursor.execute(self._text, _prepared(row, self._fields))
            [row.pk] = cursor.fetchone()
        row._state.adding, row._state.db = False, connection.alias
        return row

    @cached_property
    def _fields(self) -> list[Any]:
        return [field for field in self._model._meta.local_concrete_fields if field.column != "id"]

    @cached_property
    def _text(self) -> str:
        names = ", ".join(f'"{field.column}"' for field in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        table = self._model._meta.db_table
        values = f"({names}) VALUES ({places})"
        return " ".join(["INSERT INTO", f'"{table}"', values, 'RETURNING "id"'])


def save_columns(row: Model, names: Iterable[str]) -> None:
    """As `save(update_fields=names)`."""
    fields: list[Any] = [row._meta.get_field(name) for name in names]
    places = ", ".join(f'"{field.column}" = %s' for field in fields)
    statement = ["UPDATE", f'"{row._meta.db_table}"', "SET", places, 'WHERE "id" = %s']
    with connection.cursor() as cursor:
        cursor.execute(" ".join(statement), [*_prepared(row, fields), row.pk])


def _prepared(row: Model, fields: Iterable[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(field.pre_save(row, row._state.adding), connection)
        for field in fields
    ]
