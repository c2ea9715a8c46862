"""Pages and API lists over 100 and over 10,000 applications, on both databases.

    python -m benchmarks.pages

Each database is measured by a process of its own (benchmarks/page_timing.py): SQLite in a
temporary folder, PostgreSQL as a private cluster that writes as durably as a real one.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.rows import Row, print_rows, read_rows
from command.postgresql import find_postgresql, private_postgresql

NAME = "Pages"
ROOT = Path(__file__).resolve().parent.parent


def measure() -> list[Row]:
    rows = _timed_on("")
    if find_postgresql() is None:
        return [*rows, Row("PostgreSQL", "not measured: its programs are missing")]
    with private_postgresql(durable=True) as url:
        return rows + _timed_on(url)


def _timed_on(url: str) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="merila-benchmark-") as folder:
        environment = {**os.environ, "MERILA_DEMO": "1", "MERILA_DATA": folder}
        environment.pop("MERILA_DATABASE_URL", None)
        if url:
            environment["MERILA_DATABASE_URL"] = url
        command = [sys.executable, "-m", "benchmarks.page_timing"]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    return read_rows(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    print_rows(measure())
