"""What an act that concerns a whole call costs, and how long everybody else waits for it.

    python -m benchmarks.acts [applications]

Each act is the real one, as the workers do it, in a call of its own database (SQLite;
benchmarks/act_timing.py). The figures are processor time: of the whole act, and of the longest
transaction in it, for so long nobody else writes; and the longest time without a sign of life, of
which a worker has two minutes.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.rows import Row, print_rows

NAME = "Acts"
ROOT = Path(__file__).resolve().parent.parent
GOAL = 2.0
# The opening is measured with files too, in a call of a tenth.
FILES, BYTES = 2, 1_000_000


def measure(count: int = 10_000) -> list[Row]:
    return _measured(count) + _measured(count // 10, FILES, BYTES)


def _measured(count: int, *files: int) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="merila-benchmark-") as folder:
        environment = {**os.environ, "MERILA_DEMO": "1", "MERILA_DATA": folder}
        environment.pop("MERILA_DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.act_timing", *map(str, (count, *files))],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return [
        Row(
            work=f"{name}, {count:,} applications",
            measured=f"{processor:.2f} s",
            peer=f"longest transaction {held:.2f} s, longest silence {silent:.1f} s",
            goal=f"transaction ≤ {GOAL:.0f} s",
            met=held <= GOAL,
        )
        for name, processor, held, silent in json.loads(done.stdout.splitlines()[-1])
    ]


if __name__ == "__main__":
    print_rows(measure(*map(int, sys.argv[1:2])))
