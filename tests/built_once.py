"""A stage is built once in a process; every test that begins with it gets the same rows again.

The acts that lead to a stage cost more than most tests that stand on it. Where a test begins with
a stage, its rows and files are written as the acts left them; where something stands there already,
and where a test keeps its files in a place of its own, the acts go their way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

P = ParamSpec("P")
Built = TypeVar("Built")
# Filled when the database is made.
_ALWAYS_THERE = ("django_content_type", "auth_permission")


@dataclass(frozen=True)
class Kept:
    """The rows of each table, the keys and stored files, and which rows were given to the test."""

    rows: dict[str, list[tuple[Any, ...]]]
    files: dict[Path, tuple[int, bytes]]
    names: Any


def built_once(build: Callable[P, Built]) -> Callable[P, Built]:
    """For a function that does the same wherever no row stands, and returns rows."""
    kept: dict[str, Kept] = {}

    @wraps(build)
    def built(*args: P.args, **changes: P.kwargs) -> Built:
        if _something_stands() or _has_files_of_its_own():
            return build(*args, **changes)
        # What follows a commit leaves rows too.
        name = repr((connection.in_atomic_block, args, sorted(changes.items())))
        if name not in kept:
            before = _stored()
            made = build(*args, **changes)
            kept[name] = Kept(_rows(), _written_since(before), _names(made))
            return made
        with transaction.atomic():
            _write(kept[name].rows)
        _put_back(kept[name].files)
        again: Built = _named(kept[name].names)
        return again

    return built


@cache
def _columns() -> dict[str, list[str]]:
    """The columns of each table that is empty where a test begins."""
    return {
        model._meta.db_table: [f'"{one.column}"' for one in model._meta.local_concrete_fields]
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.db_table not in _ALWAYS_THERE
    }


def _something_stands() -> bool:
    asked = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in _columns())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return bool(cursor.fetchone()[0])


def _rows() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table, columns in _columns().items():
            cursor.execute(f'SELECT {", ".join(columns)} FROM "{table}"')
            found[table] = cursor.fetchall()
    return {table: rows for table, rows in found.items() if rows}


def _write(rows: dict[str, list[tuple[Any, ...]]]) -> None:
    with connection.cursor() as cursor:
        for table, each in rows.items():
            columns = _columns()[table]
            places = ", ".join(["%s"] * len(columns))
            into = f'INSERT INTO "{table}" ({", ".join(columns)})'
            cursor.executemany(f"{into} VALUES ({places})", each)
        for statement in _counters(frozenset(rows)):
            cursor.execute(statement)


@cache
def _counters(tables: frozenset[str]) -> list[str]:
    """The next number of each table follows those that were written."""
    models = apps.get_models(include_auto_created=True)
    written = [one for one in models if one._meta.db_table in tables]
    return connection.ops.sequence_reset_sql(no_style(), written)


def _has_files_of_its_own() -> bool:
    return {Path(root).parent for root in _roots()} != {settings.DATA}


def _stored() -> dict[Path, int]:
    """When each key and each stored file was written, in nanoseconds."""
    paths = (path for root in _roots() for path in root.rglob("*"))
    return {path: path.stat().st_mtime_ns for path in paths if path.is_file()}


def _roots() -> tuple[Path, Path]:
    return Path(settings.KEYS_ROOT), Path(settings.MEDIA_ROOT)


def _written_since(before: dict[Path, int]) -> dict[Path, tuple[int, bytes]]:
    return {
        path: (path.stat().st_mode, path.read_bytes())
        for path, written in _stored().items()
        if before.get(path) != written
    }


def _put_back(files: dict[Path, tuple[int, bytes]]) -> None:
    """What a test has lost or changed; written anew, so that a stage on this one has them too."""
    for path, (mode, content) in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)
        path.chmod(mode)


def _names(made: Any) -> Any:
    if isinstance(made, Model):
        return type(made), made.pk
    if isinstance(made, tuple | list):
        return type(made), [_names(one) for one in made]
    raise TypeError(f"not a row: {made!r}")


def _named(name: Any) -> Any:
    kind, of = name
    if issubclass(kind, Model):
        return kind._base_manager.get(pk=of)
    return kind(_named(one) for one in of)
