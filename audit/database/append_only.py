"""The database's own refusal to change what is frozen (`frozen.py`), a second line of defence.

`manage.py migrate` puts the triggers there when it ends, and takes them away before it changes
anything: SQLite rebuilds an altered table without them. fsck compares them by their text.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.database import triggers
from audit.database.frozen import Frozen, rules
from audit.database.triggers import PREFIX, Trigger


def install(connection: BaseDatabaseWrapper) -> None:
    """The triggers of all tables that are there, each as it should be."""
    found = triggers.present(connection)
    wanted = {
        (one.name, one.table): one
        for rule in _in_reach(connection)
        for one in _of(connection, rule)
    }
    right = {
        place for place, text in found.items() if place in wanted and wanted[place].text == text
    }
    _drop(connection, [place for place in found if _is_ours(place) and place not in right])
    with connection.cursor() as cursor:
        for place, one in wanted.items():
            if place not in right:
                for statement in one.statements:
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for whoever alters these tables or empties them."""
    _drop(connection, [place for place in triggers.present(connection) if _is_ours(place)])


def faults(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """(name, what is wrong): triggers that are missing, others than ours, or too many."""
    found = triggers.present(connection)
    wanted = {(one.name, one.table): one for rule in rules() for one in _of(connection, rule)}
    for place, one in wanted.items():
        if place not in found:
            yield one.name, f"missing; the database would let {one.table} be changed"
        elif found[place] != one.text:
            yield one.name, "another one than the program made"
    for name, table in found:
        if (name, table) not in wanted:
            yield name, f"on {table}, not made by the program"
    for setting in triggers.switched_off(connection):
        yield setting, "the server is told to ask no trigger"


def before_migrating(sender: Any, plan: Any = (), using: str = "default", **kwargs: Any) -> None:
    if plan:
        remove(connections[using])


def after_migrating(sender: Any, using: str = "default", **kwargs: Any) -> None:
    install(connections[using])


def _of(connection: BaseDatabaseWrapper, rule: Frozen) -> list[Trigger]:
    make = triggers.postgresql if connection.vendor == "postgresql" else triggers.sqlite
    return make(rule)


def _in_reach(connection: BaseDatabaseWrapper) -> Iterator[Frozen]:
    """In the middle of a migration a table may not be there, or not with all its columns."""
    columns = triggers.columns(connection)
    return (rule for rule in rules() if {*rule.fixed} <= columns.get(rule.table, set()))


def _is_ours(place: tuple[str, str]) -> bool:
    return place[0].startswith(PREFIX)


def _drop(connection: BaseDatabaseWrapper, places: Iterable[tuple[str, str]]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name, table in places:
            on = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {quote(name)}{on}")
