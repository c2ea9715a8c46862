"""The list of a call as a spreadsheet: 10,000 rows × 40 columns, beside raw openpyxl.

    python -m benchmarks.xlsx

Ours writes what the product writes: heads in two languages, number formats, wrapped texts, typed
text that stays text, sums as formulas, page set-up. Raw is openpyxl's write-only workbook with the
same values and nothing else. Both in one process, by turns, five times; medians of processor time.
Memory: the peaks of processes of their own in which the rows come one by one.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from statistics import median
from types import SimpleNamespace
from typing import Any

import django
from openpyxl import Workbook

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from benchmarks.rows import Row, print_rows
from reports.selectors.summary import SummaryLot, SummaryRow
from reports.spreadsheets.book import write_book
from reports.spreadsheets.points_sheet import points_sheet
from scoring.core.run.run_rows import Outcome

NAME = "Spreadsheet of 10,000 applications"
ROWS, CRITERIA, TURNS = 10_000, 30, 5
MOST_TIME, MOST_MEMORY = 3, 1.2
AT = datetime(2026, 12, 1, tzinfo=UTC)
CODES = [f"K{place}" for place in range(1, CRITERIA + 1)]
TITLES = {code: {"sl": f"Merilo {code}", "it": f"Criterio {code}"} for code in CODES}


def measure() -> list[Row]:
    raw, ours = by_turns(lambda: write_raw(ROWS), lambda: write_ours(ROWS))
    few, many = peak_of(1_000), peak_of(ROWS)
    size = f"{ROWS:,} × {CRITERIA + 10}"
    return [
        Row(
            work=f"workbook of {size} cells",
            measured=f"{ours:.2f} s",
            peer=f"openpyxl write-only, values alone: {raw:.2f} s; ratio {ours / raw:.2f}",
            goal=f"≤ {MOST_TIME} × raw",
            met=ours <= MOST_TIME * raw,
        ),
        Row(
            work=f"memory for {ROWS:,} rows, the whole process",
            measured=f"{many:.0f} MB",
            peer=f"for 1,000 rows: {few:.0f} MB; ratio {many / few:.2f}",
            goal=f"≤ {MOST_MEMORY} × that of 1,000 rows",
            met=many <= MOST_MEMORY * few,
        ),
    ]


def by_turns(*ways: Callable[[], object]) -> list[float]:
    took: list[list[float]] = [[] for _way in ways]
    for _turn in range(TURNS):
        for way, times in zip(ways, took, strict=True):
            began = time.process_time()
            way()
            times.append(time.process_time() - began)
    return [median(times) for times in took]


def write_ours(count: int) -> bytes:
    summary: Any = SimpleNamespace(
        call=SimpleNamespace(title={"sl": "Razpis", "it": "Bando"}), languages=["sl", "it"]
    )
    return write_book([points_sheet(summary, a_lot(count))], title="Razpis", at=AT)


def write_raw(count: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("A")
    for row in Rows(count):
        money = [cents / 100 for cents in (row.requested, row.cap, row.amount)]
        points = [None if one is None else float(one) for one in row.points.values()]
        total = None if row.total is None else float(row.total)
        known = [row.rank, row.number, row.applicant, row.title, total, row.rank]
        sheet.append([*known, *money, row.kind, *points])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class Rows:
    """Made one by one, the same ones every time."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[SummaryRow]:
        for place in range(1, self._count + 1):
            yield SummaryRow(
                number=f"KUL27-A-{place:05}",
                applicant=f"Kulturno društvo Čez šest žlebov {place}",
                title=f"Pesmi treh obal, {place}. leto",
                kind="granted",
                points={
                    code: Fraction(place * (offset + 7) % 1000, 100)
                    for offset, code in enumerate(CODES)
                },
                total=Fraction(place % 10_000, 100),
                rank=place,
                requested=100_000 + place,
                cap=90_000 + place,
                amount=50_000 + place,
                outcome=Outcome.PAID,
                is_in_pot=True,
                is_refused=False,
                is_raised=False,
            )


def a_lot(count: int) -> SummaryLot:
    rows: Any = Rows(count)
    criteria = [
        {"code": code, "depth": 0, "group": False, "points": "0", "maximum": "10"} for code in CODES
    ]
    return SummaryLot(
        code="A",
        title={"sl": "Projekti", "it": "Progetti"},
        criteria=criteria,
        titles=TITLES,
        maximum=Fraction(300),
        decimals=2,
        rule=None,
        rule_text={},
        minimum=0,
        rounds=0,
        budget=0,
        received=0,
        rows=rows,
    )


def peak_of(count: int) -> float:
    """Megabytes that a process needs to write so many rows."""
    command = [sys.executable, "-m", "benchmarks.xlsx", "--peak", str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout.splitlines()[-1]) / 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        write_ours(int(sys.argv[2]))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    else:
        print_rows(measure())
