"""The database's own refusal to change what is frozen (`audit.frozen`), a second line of defence.

`manage.py migrate` puts the triggers there when it ends, and takes them away before it changes
anything: SQLite rebuilds an altered table without them. fsck compares them by their text.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from audit import triggers
from audit.frozen import Frozen, rules
from audit.triggers import PREFIX, Trigger


def install(connection: BaseDatabaseWrapper) -> None:
    """The triggers of all tables that are there, each as it should be."""
    found = triggers.present(connection)
    wanted = {one.name: one for rule in _in_reach(connection) for one in _of(connection, rule)}
    wrong = [
        name
        for name, (_table, text) in found.items()
        if name.startswith(PREFIX) and (name not in wanted or wanted[name].text != text)
    ]
    _drop(connection, {name: found[name][0] for name in wrong})
    with connection.cursor() as cursor:
        for name, one in wanted.items():
            if name not in found or name in wrong:
                for statement in one.statements:
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for whoever alters these tables or empties them."""
    found = triggers.present(connection).items()
    _drop(connection, {name: table for name, (table, _t) in found if name.startswith(PREFIX)})


def faults(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """(name, what is wrong): triggers that are missing, others than ours, or too many."""
    found = triggers.present(connection)
    wanted = {one.name: one for rule in rules() for one in _of(connection, rule)}
    tables = {rule.table for rule in rules()}
    for name, one in wanted.items():
        if name not in found:
            yield name, f"missing; the database would let {one.table} be changed"
        elif found[name] != (one.table, one.text):
            yield name, "another one than the program made"
    for name, (table, _text) in found.items():
        if name not in wanted and (table in tables or name.startswith(PREFIX)):
            yield name, f"on {table}, not made by the program"


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
    look = connection.introspection
    with connection.cursor() as cursor:
        tables = set(look.table_names(cursor))
        for rule in rules():
            if rule.table in tables:
                described = look.get_table_description(cursor, rule.table)
                if {*rule.fixed} <= {column.name for column in described}:
                    yield rule


def _drop(connection: BaseDatabaseWrapper, names: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        for name, table in names.items():
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
