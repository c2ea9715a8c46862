"""Every measurement, one after the other, into one table.

    python -m benchmarks.run [--write] [NAME ...]

Without names all are run and docs/performance.md is written; with names they are only printed, and
with --write take the place of their part of the page.
Each measurement has a process and a data folder of its own (benchmarks/README.md).
"""

import argparse
import importlib
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.rows import Row, print_rows, read_rows, write_rows
from command.postgresql import find_postgresql

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
MODULES = (
    "pages",
    "past_awards",
    "acts",
    "scoring",
    "allocation",
    "ledger",
    "rush",
    "hostile",
    "pdf",
    "xlsx",
)
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
Group = tuple[str, list[Row], float]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./merila benchmark", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MODULES))
    parser.add_argument("--write", action="store_true", help="these parts of the page too")
    parser.add_argument("--rows-of", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.rows_of:
        print(write_rows(importlib.import_module(f"benchmarks.{options.rows_of}").measure()))
        return 0
    unknown = set(options.names) - set(MODULES)
    if unknown:
        print(f"No measurement is called {', '.join(sorted(unknown))}; there are {MODULES}.")
        return 2
    found = [name for name in MODULES if is_there(name)]
    groups = [measured(name) for name in found if name in options.names or not options.names]
    failed = [name for name, rows, _ in groups if not rows]
    if not options.names and not failed:
        write_page(groups)
        print(f"\nWritten: {PAGE.relative_to(ROOT)}")
    elif options.write and not failed:
        replace_parts(groups)
        print(f"\nWritten: {PAGE.relative_to(ROOT)}, {len(groups)} of its parts")
    missed = sum(row.met is False for _, rows, _ in groups for row in rows)
    print(f"{sum(len(rows) for _, rows, _ in groups)} figures, {missed} goals missed")
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def is_there(name: str) -> bool:
    source = ROOT / "benchmarks" / f"{name}.py"
    return source.exists() and "def measure(" in source.read_text(encoding="utf-8")


def measured(name: str) -> Group:
    """The heading, the rows and the seconds of one module; no rows where it failed."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MERILA_")}
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="merila-benchmark-") as folder:
        command = [sys.executable, "-m", "benchmarks.run", "--rows-of", name]
        environment = {**kept, "MERILA_DEMO": "1", "MERILA_DATA": folder}
        environment["MERILA_LOG_LEVEL"] = "ERROR"
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
        )
    lines = done.stdout.splitlines()
    rows = read_rows(lines[-1]) if lines and not done.returncode else []
    heading = heading_of(name)
    print(f"\n── {heading}", flush=True)
    print_rows(rows)
    return heading, rows, time.perf_counter() - began


def heading_of(name: str) -> str:
    """NAME, read from the source: importing it here would set up Django."""
    source = (ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8")
    found = re.search(r'^NAME = "(.+)"$', source, re.MULTILINE)
    return found.group(1) if found else name


def machine() -> list[str]:
    """Where it was measured: what a reader needs to compare."""
    cpu = re.search(r"model name\s*: (.+)", _text("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s+(\d+)", _text("/proc/meminfo"))
    programs = find_postgresql()
    postgresql = "none"
    if programs is not None:
        said = subprocess.run(
            [str(programs / "postgres"), "--version"], capture_output=True, text=True, check=False
        )
        found = re.search(r"\d+(\.\d+)*", said.stdout)
        postgresql = found.group() if found else programs.parts[-2]
    gigabytes = f"{int(memory.group(1)) / 2**20:.0f} GB" if memory else "unknown memory"
    processor = cpu.group(1) if cpu else platform.processor() or platform.machine()
    return [
        f"{processor}, {os.cpu_count()} cores, {gigabytes}, {platform.system()}",
        f"Python {platform.python_version()}, Django {version('django')}, PostgreSQL {postgresql}",
        _today(),
    ]


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def write_page(groups: list[Group]) -> None:
    """Replace what stands between the two marks; the words around them stay."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(groups)}\n{END}{after}", encoding="utf-8")


def replace_parts(groups: list[Group]) -> None:
    """The rest of the table stays as it was measured; what is new says its day."""
    page = PAGE.read_text(encoding="utf-8")
    for group in groups:
        name = re.escape(group[0])
        old = re.compile(rf"^### {name}\n.*?(?=^### |^{END})", re.MULTILINE | re.DOTALL)
        if not old.search(page):
            page = page.replace(END, f"### {group[0]}\n{END}")
        new = "\n".join(part(group, f", on {_today()}")) + "\n"
        page = old.sub(lambda _found, new=new: new, page)
    PAGE.write_text(page, encoding="utf-8")


def table(groups: list[Group]) -> str:
    return "\n".join(
        [f"{'; '.join(machine())}.", "", *(one for each in groups for one in part(each))]
    )


def part(group: Group, day: str = "") -> list[str]:
    heading, rows, seconds = group
    head = [
        f"### {heading}",
        "",
        "| work | measured | beside it | goal | |",
        "|---|---:|---|---|---|",
    ]
    return [*head, *map(_line, rows), "", f"Took {seconds:.0f} s{day}.", ""]


def _today() -> str:
    return f"{datetime.now(tz=UTC):%-d %B %Y}"


def _line(row: Row) -> str:
    verdict = {True: "met", False: "**missed**", None: ""}[row.met]
    return f"| {row.work} | {row.measured} | {row.peer} | {row.goal} | {verdict} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
