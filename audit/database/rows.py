"""Rows of the ledger, written as plain statements: everybody else waits while they are written."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from django.db import connection

Value = str | int | datetime


def insert_row(table: str, **values: Value) -> None:
    insert_rows(table, tuple(values), [tuple(values.values())])


def insert_rows(table: str, columns: tuple[str, ...], rows: Sequence[tuple[Value, ...]]) -> None:
    """All of them in one statement."""
    if rows:
        values = [_adapted(value) for row in rows for value in row]
        with connection.cursor() as cursor:
            cursor.execute(_insert(table, columns, len(rows)), values)


@cache
def _insert(table: str, columns: tuple[str, ...], count: int) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    row = f"({', '.join(['%s'] * len(columns))})"
    return " ".join(["INSERT INTO", table, f"({names})", "VALUES", ", ".join([row] * count)])


def _adapted(value: Value) -> Value | None:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
