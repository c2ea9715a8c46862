"""`./merila drill`: an installation is hurt while people work; what came of it, in a table."""

import argparse
import json
import tempfile
import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from command.environment import prepare_tests
from command.running import ROOT, Stop, exit_code_of

DRILLS = ROOT / "tests" / "drills"
PAGE = ROOT / "docs" / "drills.md"
HEAD = (
    "fault",
    "database",
    "acknowledged",
    "lost",
    "doubled",
    "receipts verified",
    "fsck",
    "goes on",
)
WORDS = """\
# Drills

`./merila drill` starts installations with the settings of production on SQLite and PostgreSQL, \
lets people work, hurts something, and looks whether all that was acknowledged is there, once, and \
provable. `./merila drill web database` runs only those of `tests/drills/test_web.py` and \
`test_database.py`. `./merila drill --report` writes this page.

*Acknowledged* is what somebody was told: a receipt, a document, a letter. *Receipts verified* \
counts the receipts as the applicants got them and as the database has them, each checked against \
its signature and against the whole ledger. *fsck* is the number of differences that `./merila \
fsck` finds. *Goes on* is the longest time from a fault until the next acknowledgement; nobody \
lends a hand in between.
"""


def drill(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./merila drill", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="web, database, clock, …")
    parser.add_argument("--report", action="store_true", help="write docs/drills.md")
    options = parser.parse_args(arguments)
    known = sorted(one.stem.removeprefix("test_") for one in DRILLS.glob("test_*.py"))
    if unknown := sorted({*options.names} - {*known}):
        raise Stop(f"No drill is called {', '.join(unknown)}. There are: {', '.join(known)}")
    python = prepare_tests()
    chosen = [f"tests/drills/test_{name}.py" for name in options.names] or ["tests/drills"]
    with tempfile.TemporaryDirectory(prefix="merila-drill-") as folder:
        report = Path(folder) / "report.xml"
        command = [str(python), "-m", "pytest", "-m", "drill", "-p", "no:xdist", *chosen]
        command += ["-o", "junit_family=xunit1"]
        code = exit_code_of([*command, f"--junitxml={report}"])
        rows, failed = read_report(report) if report.exists() else ([], ["no drill was run"])
    print_table(rows)
    for name in failed:
        print(f"FAILED {name}")
    print(f"{len(rows)} drills, {len(failed)} failed")
    if options.report and rows and not options.names:
        PAGE.write_text(page(rows), encoding="utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")
    return 1 if code or failed else 0


def read_report(report: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The findings, and the names of the drills that did not hold."""
    rows: list[dict[str, Any]] = []
    failed: list[str] = []
    for case in ElementTree.parse(report).iter("testcase"):
        rows += [
            json.loads(one.get("value", ""))
            for one in case.iter("property")
            if one.get("name") == "drill"
        ]
        if any(case.find(kind) is not None for kind in ("failure", "error", "skipped")):
            failed.append(str(case.get("name")))
    return rows, failed


def cells(row: dict[str, Any]) -> list[str]:
    seconds = row["seconds"]
    receipts = f"{row['receipts'] - len(row['unproven'])} of {row['receipts']}"
    return [
        row["fault"],
        row["database"],
        str(row["acknowledged"]),
        str(len(row["lost"])),
        str(len(row["doubled"])),
        receipts,
        str(len(row["fsck"])),
        "" if seconds is None else f"{seconds:.1f} s",
    ]


def print_table(rows: list[dict[str, Any]]) -> None:
    table = [list(HEAD), *(cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in table) for at in range(len(HEAD))]
    for line in table:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)))


def page(rows: list[dict[str, Any]]) -> str:
    lines = [WORDS, f"Run on {datetime.now(tz=UTC):%-d %B %Y}.", ""]
    head = ("fault", "what was done", *HEAD[1:])
    lines += [f"| {' | '.join(head)} |", "|---|---|---|" + "---:|" * (len(head) - 3)]
    for row in rows:
        first, *rest = cells(row)
        lines.append(f"| {' | '.join([first, row['done'], *rest])} |")
    return "\n".join(lines) + "\n"
