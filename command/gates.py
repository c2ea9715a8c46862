"""`./merila test`: everything that must hold, gate by gate."""

import argparse
import hashlib
import os
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from command.environment import prepare_tests
from command.postgresql import private_postgresql
from command.running import Stop, exit_code_of


@dataclass
class Gate:
    """One thing that must hold: commands, or a run of the test suite."""

    name: str
    commands: list[list[str]] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    on_postgresql: bool = False
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0

    @property
    def takes_all(self) -> bool:
        """Its tests run in as many processes as there is room for."""
        return "-n" in self.tests


def test(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./merila test", description="Everything that must hold, gate by gate, as CI runs it."
    )
    known = ", ".join(gate.name for gate in list_gates(Path()))
    parser.add_argument("gates", nargs="*", metavar="GATE", help=f"only these of {known}")
    arguments = parser.parse_args(arguments).gates
    python = prepare_tests()
    gates = list_gates(python)
    if unknown := set(arguments) - {gate.name for gate in gates}:
        names = ", ".join(gate.name for gate in gates)
        raise Stop(f"No gate is called {', '.join(sorted(unknown))}. There are: {names}")
    chosen = [gate for gate in gates if not arguments or gate.name in arguments]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="merila-gates-") as folder:
        pass_gates(chosen, python, Path(folder))
    return summarise(chosen, time.monotonic() - began)


def pass_gates(chosen: list[Gate], python: Path, folder: Path) -> None:
    """First those that take one core, two at a time; then one after the other those that take all.

    What runs at once writes into `folder` and is shown when it is done, so that the output of
    every gate stands together.
    """
    single = [gate for gate in chosen if not gate.takes_all]
    with ThreadPoolExecutor(max_workers=2) as crew:
        for gate, work in [(gate, crew.submit(run_gate, gate, python, folder)) for gate in single]:
            show(gate, work, folder)
    for gate in chosen:
        if gate.takes_all:
            print(f"\n── {gate.name}", flush=True)
            run_gate(gate, python, None)


def show(gate: Gate, work: Future[None], folder: Path) -> None:
    """What the gate wrote, once it is done."""
    work.result()
    print(f"\n── {gate.name}")
    print((folder / gate.name).read_text(encoding="utf-8", errors="replace"), end="", flush=True)


def run_gate(gate: Gate, python: Path, folder: Path | None) -> None:
    """Writes to the file of its name in `folder`, or to where everything goes."""
    began = time.monotonic()
    with (folder / gate.name if folder else Path(os.devnull)).open("wb") as file:
        output: dict[str, Any] = {"stdout": file, "stderr": subprocess.STDOUT} if folder else {}
        if gate.on_postgresql:
            with private_postgresql() as url:
                pass_gate(gate, python, {"MERILA_DATABASE_URL": url}, output)
        else:
            pass_gate(gate, python, {}, output)
    gate.seconds = time.monotonic() - began


def list_gates(python: Path) -> list[Gate]:
    programs = python.parent
    manage_py = [str(python), "manage.py"]
    cores = ["callfile", "grants/core", "scoring/core", "audit/core", "accounts/core"]
    translations = "tests/architecture/test_translations.py"
    # Whoever is done takes over what the other has not begun.
    side_by_side = ["-n", "2", "--dist", "worksteal"]
    rest = [*side_by_side, "--ignore=tests/core", f"--ignore={translations}"]
    suite = ["tests", "-m", "not browser and not drill", *rest]
    # What can differ there: tests/both_databases.py says how that is decided.
    again = ["tests", "-m", "database and not browser and not drill", *rest]
    installed = {
        "MERILA_DEMO": "0",
        "MERILA_BASE_URL": "https://obcina.example",
        "MERILA_SECRET_KEY": hashlib.sha256(os.urandom(32)).hexdigest(),
        "MERILA_EMAIL_URL": "consolemail://",
    }
    return [
        Gate("style", [[f"{programs}/ruff", "check", "."]]),
        Gate("format", [[f"{programs}/ruff", "format", "--check", "."]]),
        Gate("types", [[f"{programs}/mypy"]]),
        Gate("floors", [[f"{programs}/lint-imports"]]),
        Gate("templates", [[f"{programs}/djlint", "templates", "--lint", "--quiet"]]),
        Gate("migrations", [[*manage_py, "makemigrations", "--check", "--dry-run"]]),
        Gate("settings", [[*manage_py, "check", "--fail-level", "WARNING"]]),
        Gate(
            "deployment",
            [[*manage_py, "check", "--deploy", "--fail-level", "WARNING"]],
            environment=installed,
        ),
        Gate("translations", tests=[translations]),
        Gate("cores", tests=["tests/core", "--doctest-modules", *cores]),
        Gate("sqlite", tests=suite),
        Gate("postgresql", tests=again, on_postgresql=True),
        Gate("browser", tests=["tests/journeys", "-m", "browser", *side_by_side]),
    ]


def pass_gate(gate: Gate, python: Path, more: dict[str, str], output: dict[str, Any]) -> None:
    # The tests must not depend on how this machine is set up; and where Python is told to keep
    # nothing that it has compiled, every process that a test starts compiles everything again.
    foreign = ("MERILA_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    with tempfile.TemporaryDirectory(prefix="merila-gate-") as folder:
        environment = {**kept, "MERILA_DEMO": "1", "MERILA_DATA": folder, "NO_COLOR": "1"}
        environment |= {**gate.environment, **more}
        for command in gate.commands:
            gate.failed += bool(exit_code_of(command, env=environment, **output))
        if gate.tests:
            report = Path(folder) / "report.xml"
            command = [str(python), "-m", "pytest", *gate.tests, f"--junitxml={report}"]
            code = exit_code_of(command, env=environment, **output)
            count_tests(gate, report, code)


def count_tests(gate: Gate, report: Path, code: int) -> None:
    """Read the counts; a skipped test is one that did not hold."""
    if report.exists():
        for suite in ElementTree.parse(report).iter("testsuite"):
            bad = sum(int(suite.get(kind, "0")) for kind in ("failures", "errors", "skipped"))
            gate.failed += bad
            gate.passed += int(suite.get("tests", "0")) - bad
    if code and not gate.failed:
        gate.failed = 1


def summarise(gates: list[Gate], seconds: float = 0.0) -> int:
    """`seconds` is how long they took together; those that ran at once count once."""
    print("\n── summary")
    for gate in gates:
        tests = f"{gate.passed} passed, {gate.failed} failed" if gate.tests else ""
        verdict = "FAILED" if gate.failed else "ok"
        print(f"  {gate.name:<13} {verdict:<7} {gate.seconds:7.1f} s  {tests}".rstrip())
    empty = [gate.name for gate in gates if gate.tests and not gate.passed]
    if empty:
        print(f"  no test passed in: {', '.join(empty)}")
    passed = sum(gate.passed for gate in gates)
    failed = sum(gate.failed for gate in gates) + len(empty)
    good = sum(not gate.failed for gate in gates)
    print(f"\n{good} of {len(gates)} gates, {seconds:.0f} s")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0
