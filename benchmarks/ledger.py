"""Appends a second, beside a bare INSERT in a transaction of its own, in the same run.

    MERILA_DEMO=1 python -m benchmarks.ledger [entries] [threads]

Works on a database of its own (SQLite in a temporary folder, or a test database where
MERILA_DATABASE_URL names PostgreSQL) and leaves nothing behind. With threads, several append at
once; the ledger is recomputed at the end either way.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
FOLDER = tempfile.TemporaryDirectory(prefix="merila-benchmark-")
os.environ["MERILA_DATA"] = FOLDER.name

import django
from django.db import connection, connections, transaction

django.setup()

from audit.actions.append_entry import append_entry
from audit.core.entry import SYSTEM, EntryType
from audit.ledger_check import ledger_differences
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
            pub={"lot": "A"},
            payload={"answers": "ab" * 32},
        )


def measure(act: Callable[[], None], count: int, threads: int) -> float:
    def share() -> None:
        for _ in range(count // threads):
            act()
        connections.close_all()

    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(share) for _ in range(threads)]:
            done.result()
    return count // threads * threads / (time.perf_counter() - start)


def main(count: int, threads: int) -> None:
    given = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    else:
        django.core.management.call_command("migrate", verbosity=0, skip_checks=True)
    with connection.cursor() as cursor:
        key = "bigserial" if connection.vendor == "postgresql" else "integer"
        cursor.execute(f"CREATE TABLE bare_row (id {key} PRIMARY KEY, text text)")
    bare = measure(insert_once, count, threads)
    appended = measure(append_once, count, threads)
    print(f"{connection.vendor}, {count} each, {threads} at once")
    print(f"bare INSERT {bare:8.0f} a second")
    print(f"append      {appended:8.0f} a second; {bare / appended:.1f} bare INSERTs each")
    start = time.perf_counter()
    found = list(ledger_differences()) or "all agree"
    print(f"fsck of {log_size()} entries in {time.perf_counter() - start:.2f} s: {found}")
    if connection.vendor == "postgresql":
        connection.creation.destroy_test_db(given, verbosity=0)


if __name__ == "__main__":
    main(*(int(text) for text in [*sys.argv[1:], "1000", "1"][:2]))
