"""Appends a second, beside a bare INSERT in a transaction of its own, in the same run.

    MERILA_DEMO=1 python -m benchmarks.ledger [entries] [threads]

Each database is measured by a process of its own, on a database of its own that is gone
afterwards: SQLite in a temporary folder, PostgreSQL as a private cluster that writes as durably as
a real one. With threads, several append at once; the ledger is recomputed at the end either way.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.core.management import call_command
from django.db import connection, connections, transaction

from benchmarks.rows import Row, print_rows, read_rows, write_rows
from command.postgresql import find_postgresql, private_postgresql

NAME = "Ledger"
ROOT = Path(__file__).resolve().parent.parent
COUNT, THREADS = 1_000, 4
SPOKEN = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def measure(count: int = COUNT, threads: int = THREADS) -> list[Row]:
    rows = _measured_on("", count, threads)
    if find_postgresql() is None:
        return [*rows, Row("PostgreSQL", "not measured: its programs are missing")]
    with private_postgresql(durable=True) as url:
        return rows + _measured_on(url, count, threads)


def _measured_on(url: str, count: int, threads: int) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="merila-benchmark-") as folder:
        environment = {**os.environ, "MERILA_DEMO": "1", "MERILA_DATA": folder}
        environment.pop("MERILA_DATABASE_URL", None)
        if url:
            environment["MERILA_DATABASE_URL"] = url
        command = [sys.executable, "-m", "benchmarks.ledger", "--here", str(count), str(threads)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    return read_rows(done.stdout.splitlines()[-1])


django.setup()

from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.keys.pseudonyms import SYSTEM
from audit.proof.fsck import Difference
from audit.proof.ledger_check import ledger_differences
from audit.selectors import log_size


def insert_once() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare_row (text) VALUES (%s)", ["x" * 300])


def append_once() -> None:
    with transaction.atomic():
        append_entry(
            type=EntryType.APPLICATION_SUBMITTED,
            call_code="kultura-2027",
            actor=SYSTEM,
            pub={},
            payload={"answers": "ab" * 32},
        )


def in_a_second(act: Callable[[], None], count: int, threads: int) -> float:
    def share() -> None:
        for _ in range(count // threads):
            act()
        connections.close_all()

    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(share) for _ in range(threads)]:
            done.result()
    return count // threads * threads / (time.perf_counter() - start)


def rows_here(count: int, threads: int) -> list[Row]:
    """On the empty database of this process."""
    call_command("migrate", verbosity=0, skip_checks=True)
    with connection.cursor() as cursor:
        key = "bigserial" if connection.vendor == "postgresql" else "integer"
        cursor.execute(f"CREATE TABLE bare_row (id {key} PRIMARY KEY, text text)")
    database, rows = SPOKEN[connection.vendor], []
    for at_once in (1, threads):
        bare = in_a_second(insert_once, count, at_once)
        appended = in_a_second(append_once, count, at_once)
        beside = f"bare INSERT {bare:,.0f} a second ({bare / appended:.1f} ×)"
        work = f"append {count:,} entries, {at_once} at once, {database}"
        rows.append(Row(work, f"{appended:,.0f} a second", beside))
    start = time.perf_counter()
    found = [one for one in ledger_differences() if isinstance(one, Difference)]
    took = time.perf_counter() - start
    work = f"recompute the ledger of {log_size():,} entries, {database}"
    return [*rows, Row(work, f"{took:.2f} s", f"{len(found)} differences")]


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:] if text != "--here"]
    if "--here" in sys.argv:
        print(write_rows(rows_here(*given)))
    else:
        print_rows(measure(*given))
