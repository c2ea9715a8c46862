"""One figure of a measurement, and how figures travel from a module to the table."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table in docs/performance.md.

    `work`: what was done, with its size and database. `measured`: figure with its unit. `peer`:
    what stands beside it in the same run, or what others take. `met`: None where there is no goal.
    """

    work: str
    measured: str
    peer: str = ""
    goal: str = ""
    met: bool | None = None


def print_rows(rows: Sequence[Row]) -> None:
    """For reading; a module that is run alone ends with this."""
    for row in rows:
        verdict = {True: "met", False: "MISSED", None: ""}[row.met]
        parts = [f"{row.measured:>22}", f"goal {row.goal}" if row.goal else "", verdict, row.peer]
        print(f"{row.work:<72} {'  '.join(part for part in parts if part)}", flush=True)


def write_rows(rows: Sequence[Row]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False)


def read_rows(text: str) -> list[Row]:
    return [Row(**one) for one in json.loads(text)]
