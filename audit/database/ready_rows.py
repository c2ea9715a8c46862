"""Many rows of a table at once: put into shape before a transaction, written within it.

`bulk_create` spends most of its time in shaping values, row by row, while everybody waits.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Field, Model

_NOTHING = object()


@dataclass(frozen=True, slots=True)
class ReadyRows:
    """`values` as the database takes them, in the order of `columns`; of an update, the primary
    key comes last.
    """

    table: str
    columns: tuple[str, ...]
    values: Sequence[tuple[Any, ...]]


def to_insert(model: type[Model], rows: Iterable[Model], *, but: Collection[str] = ()) -> ReadyRows:
    """New rows without their numbers. `but` are the columns that are known only when they are
    written, the same for all of them.
    """
    key = model._meta.pk
    chosen = [one for one in _fields(model) if one is not key and one.column not in but]
    return ReadyRows(model._meta.db_table, _names(chosen), _shaped(chosen, rows, is_new=True))


def to_update(model: type[Model], rows: Iterable[Model], fields: Collection[str]) -> ReadyRows:
    """`fields` of stored rows."""
    key = model._meta.pk
    chosen = [one for one in _fields(model) if one.name in fields]
    named = [*chosen, key] if key is not None else chosen
    return ReadyRows(model._meta.db_table, _names(chosen), _shaped(named, rows, is_new=False))


def insert_ready(ready: ReadyRows, **late: int) -> None:
    """`late` are the columns that were left out."""
    names = ", ".join(f'"{one}"' for one in (*ready.columns, *late))
    places = ", ".join(["%s"] * (len(ready.columns) + len(late)))
    known = tuple(late.values())
    values = [(*row, *known) for row in ready.values] if known else ready.values
    _execute(("INSERT INTO", f'"{ready.table}" ({names})', f"VALUES ({places})"), values)


def update_ready(ready: ReadyRows) -> None:
    changes = ", ".join(f'"{one}" = %s' for one in ready.columns)
    _execute(("UPDATE", f'"{ready.table}"', f'SET {changes} WHERE "id" = %s'), ready.values)


def _execute(words: Iterable[str], values: Sequence[tuple[Any, ...]]) -> None:
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(" ".join(words), values)


def _fields(model: type[Model]) -> "list[Field[Any, Any]]":
    return list(model._meta.concrete_fields)


def _names(fields: "Iterable[Field[Any, Any]]") -> tuple[str, ...]:
    return tuple(str(one.column) for one in fields)


def _shaped(
    fields: "Sequence[Field[Any, Any]]", rows: Iterable[Model], *, is_new: bool
) -> list[tuple[Any, ...]]:
    every = list(rows)
    return list(zip(*(_column(one, every, is_new=is_new) for one in fields), strict=True))


def _column(field: "Field[Any, Any]", rows: Sequence[Model], *, is_new: bool) -> Iterator[Any]:
    """What many rows have in common is shaped once."""
    last: Any = _NOTHING
    for row in rows:
        value = field.pre_save(row, is_new)
        if value is not last:
            last, ready = value, field.get_db_prep_save(value, connection)
        yield ready
