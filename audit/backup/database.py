"""The database as one file, taken while others write, and put back into an empty one."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField, QuerySet

from audit.backup.manifest import BackupError, Ledger
from audit.core.checkpoint import parse_note
from audit.models import Checkpoint
from audit.proof.snapshot import one_snapshot

PARTS: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@dataclass(frozen=True, slots=True)
class State:
    """What the dumped database says of itself, whatever has been written since."""

    files: frozenset[str]
    ledger: Ledger
    migrations: tuple[str, ...]
    version: str


def dump(folder: Path) -> State:
    """Write the database's part into the folder. Raises BackupError."""
    path = folder / PARTS[connection.vendor]
    path.unlink(missing_ok=True)
    return (_dump_postgresql if connection.vendor == "postgresql" else _dump_sqlite)(path)


def restore(folder: Path) -> None:
    """Put the database's part into the empty database. Raises BackupError."""
    path = folder / PARTS[connection.vendor]
    if connection.vendor == "postgresql":
        _restore_postgresql(path)
    else:
        _restore_sqlite(path)


def holds_nothing() -> bool:
    return not connection.introspection.table_names()


def known_migrations() -> set[str]:
    """Those that this version of the program brings."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}


def _dump_sqlite(path: Path) -> State:
    # VACUUM INTO reads one state of the write-ahead log without stopping writers, and leaves
    # behind the free pages, in which erased content may still be legible.
    try:
        with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as source:
            source.execute("VACUUM INTO ?", (str(path),))
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be copied ({error}).") from None
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        return _read_state(copy.cursor(), sqlite3.sqlite_version)


def _dump_postgresql(path: Path) -> State:
    """pg_dump and we read the same snapshot."""
    with one_snapshot(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run("pg_dump", [*options, f"--file={path}"])
        return _read_state(cursor, version)


def _read_state(cursor: Any, version: str) -> State:
    fields = (
        (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FileField)
    )
    files = (
        str(name)
        for model, column in fields
        for (name,) in _read(cursor, model._base_manager.order_by().values_list(column))
        if name
    )
    notes = Checkpoint.objects.order_by("-size").values_list("note")[:1]
    newest = [parse_note(note).checkpoint for (note,) in _read(cursor, notes)]
    applied = MigrationRecorder.Migration.objects.order_by("app", "name")
    return State(
        files=frozenset(files),
        ledger=Ledger(newest[0].size, newest[0].root.hex()) if newest else Ledger(0, ""),
        migrations=tuple(
            f"{app}.{name}" for app, name in _read(cursor, applied.values_list("app", "name"))
        ),
        version=version,
    )


def _read(cursor: Any, rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    # The models write the question; another connection than theirs answers it.
    statement, parameters = rows.query.sql_with_params()
    if parameters:
        raise ValueError("a question without parameters")
    cursor.execute(statement)
    return list(cursor.fetchall())


def _restore_sqlite(path: Path) -> None:
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    for leftover in (f"{target}-wal", f"{target}-shm"):
        Path(leftover).unlink(missing_ok=True)
    draft = target.with_name(f"{target.name}.restoring")
    shutil.copyfile(path, draft)
    sync(draft)
    draft.replace(target)
    sync(target.parent)


def _restore_postgresql(path: Path) -> None:
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    connection.close()
    _run("pg_restore", [*options, f"--dbname={connection.settings_dict['NAME']}", str(path)])


def _run(program: str, options: list[str]) -> None:
    """One of PostgreSQL's own programs, which finds the way in its environment."""
    at = connection.settings_dict
    way = {"PGHOST": at["HOST"], "PGPORT": at["PORT"], "PGUSER": at["USER"]}
    way |= {"PGPASSWORD": at["PASSWORD"], "PGDATABASE": at["NAME"]}
    way |= {"PGSSLMODE": at.get("OPTIONS", {}).get("sslmode", "")}
    environment = {**os.environ, **{name: str(value) for name, value in way.items() if value}}
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is missing: install PostgreSQL's client programs.")
    done = subprocess.run(
        [found, *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"code {done.returncode}"]
        raise BackupError(f"{program} did not work: {said[0]}")


def sync(path: Path) -> None:
    """On the disk, not only on its way there."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
