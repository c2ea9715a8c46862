"""Pages of the register over a million rows of imported lists, on both databases.

    python -m benchmarks.past_awards

Each database is measured by a process of its own (benchmarks/past_awards_timing.py).
"""

from benchmarks.pages import lines_of
from benchmarks.rows import Row, print_rows, read_rows
from command.postgresql import find_postgresql, private_postgresql

NAME = "Past awards"


def measure() -> list[Row]:
    rows = read_rows(lines_of("", "benchmarks.past_awards_timing")[-1])
    if find_postgresql() is None:
        return [*rows, Row("PostgreSQL", "not measured: its programs are missing")]
    with private_postgresql() as url:
        return [*rows, *read_rows(lines_of(url, "benchmarks.past_awards_timing")[-1])]


if __name__ == "__main__":
    print_rows(measure())
