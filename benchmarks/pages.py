"""Pages and API lists over 100 and over 10,000 applications, on both databases.

    python -m benchmarks.pages

Each database is measured by a process of its own (benchmarks/page_timing.py): SQLite in a
temporary folder, PostgreSQL as a private cluster that writes as durably as a real one. Then every
route that reads is asked as everybody in every moment of a call (benchmarks/reading.py), each size
in a database of its own, and the costliest reader and moment of each route is told. To write the
10,000 applications through ten moments takes minutes on each database, so this module alone takes
longer than the others may.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from benchmarks.rows import Row, print_rows, read_rows
from command.postgresql import find_postgresql, private_postgresql

NAME = "Pages"
SIZES = (100, 10_000)
GOAL = 0.15
ROOT = Path(__file__).resolve().parent.parent


def measure() -> list[Row]:
    rows = [*_timed_on(""), *_readings_on("SQLite")]
    if find_postgresql() is None:
        return [*rows, Row("PostgreSQL", "not measured: its programs are missing")]
    with private_postgresql(durable=True) as url:
        rows += _timed_on(url)
    return [*rows, *_readings_on("PostgreSQL")]


def _timed_on(url: str) -> list[Row]:
    return read_rows(lines_of(url, "benchmarks.page_timing")[-1])


def _readings_on(database: str) -> list[Row]:
    """The costliest reader and moment of each route over the most applications, and the same over
    the fewest; misses first.
    """
    worst: dict[str, dict[str, Any]] = {}
    largest = _readings(database, SIZES[-1])
    for one in sorted(largest, key=lambda one: (one["status"] >= 500, one["seconds"])):
        worst[one["route"]] = one
    wanted = [_key(one) for one in worst.values()]
    before = {_key(one): one for one in _readings(database, SIZES[0], wanted)}
    ordered = sorted(worst.values(), key=lambda one: -one["seconds"])
    return [_row(one, before.get(_key(one)), database) for one in ordered]


def _readings(
    database: str, size: int, only: list[tuple[str, str, str]] | None = None
) -> list[dict[str, Any]]:
    """`only` are routes with moment and reader."""
    opened = private_postgresql() if database == "PostgreSQL" else nullcontext("")
    wanted = [] if only is None else [json.dumps(only)]
    with opened as url:
        lines = lines_of(url, "benchmarks.reading", str(size), *wanted)
    found: list[dict[str, Any]] = json.loads(lines[-1])
    return found


def _key(one: dict[str, Any]) -> tuple[str, str, str]:
    return one["route"], one["moment"], one["who"]


def _row(one: dict[str, Any], before: dict[str, Any] | None, database: str) -> Row:
    smaller = (
        f"over {SIZES[0]}: {before['seconds']:.3f} s, {before['queries']} queries"
        f"{_megabytes(before)}; "
        if before
        else ""
    )
    first = f"first reader {one['first']:.2f} s; " if one["first"] else ""
    said = f"error {one['status']} after " if one["status"] >= 400 else ""
    return Row(
        work=f"{one['route']}, {one['who']}, {one['moment']}, {SIZES[-1]:,}, {database}",
        measured=f"{said}{one['seconds']:.3f} s of processor, {one['queries']} queries",
        peer=f"{first}{smaller}answer {one['size'] / 1000:,.0f} kB{_megabytes(one)}",
        goal=f"≤ {GOAL} s",
        met=one["status"] < 400 and one["seconds"] <= GOAL,
    )


def _megabytes(one: dict[str, Any]) -> str:
    """Nothing for whoever was not watched."""
    return f", {one['memory'] / 1_000_000:.1f} MB at once" if one["memory"] else ""


def lines_of(url: str, module: str, *arguments: str) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="merila-benchmark-") as folder:
        environment = {**os.environ, "MERILA_DEMO": "1", "MERILA_DATA": folder}
        environment.pop("MERILA_DATABASE_URL", None)
        if url:
            environment["MERILA_DATABASE_URL"] = url
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    return done.stdout.splitlines()


if __name__ == "__main__":
    print_rows(measure())
