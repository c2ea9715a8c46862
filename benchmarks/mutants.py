"""Whether the tests of the cores notice small changes: random ones, one at a time.

    nice python -m benchmarks.mutants --number 200 --seed 1
    nice python -m benchmarks.mutants --number 50 --only callfile/reach/ranges.py

Outside the gates, and no measurement of speed. Each change (a comparison, a sum, a whole number, a
truth, a condition turned round, a returned value left out) is made in memory: a child of this
process imports the changed module in the place of the file and runs the tests that reach its line,
as `coverage` noted them in one run before. A change that no test fails on survives and is printed
with its place. What raises, or takes longer than four minutes, is noticed.
"""

import argparse
import ast
import contextlib
import copy
import importlib
import importlib.machinery
import importlib.util
import os
import random
import resource
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[1]
CORES = ("accounts/core", "audit/core", "callfile", "grants/core", "scoring/core")
OPTIONS = ["--noconftest", "-p", "no:django", "-p", "no:cacheprovider", "-p", "no:randomly", "-q"]
OPTIONS += [
    "-o",
    "addopts=--import-mode=importlib",
    "-W",
    "ignore::pytest.PytestConfigWarning",
    "--rootdir",
    str(ROOT),
]
SECONDS = 240
NO_TESTS = pytest.ExitCode.NO_TESTS_COLLECTED
# So many tests are tried before all of a line.
FIRST = 40
LEAST_NOTICED = 95

_SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


@dataclass(frozen=True)
class Change:
    """`at` counts the nodes of the tree as `ast.walk` gives them."""

    path: str
    line: int
    at: int
    what: str


def changes_in(path: str) -> Iterator[Change]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    lines, idle = _lines(tree), _idle(tree)
    for at, node in enumerate(ast.walk(tree)):
        what = _what(node)
        if what and id(node) not in idle:
            yield Change(path, getattr(node, "lineno", lines.get(id(node), 0)), at, what)


def _lines(tree: ast.AST) -> dict[int, int]:
    """The line of the parent, for nodes that have none."""
    return {
        id(child): getattr(node, "lineno", 0)
        for node in ast.walk(tree)
        for child in ast.iter_child_nodes(node)
    }


def _idle(tree: ast.AST) -> set[int]:
    """Options of decorators and of `zip`: frozen, slots and strict change no result."""
    found: set[int] = set()
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", []):
            found.update(id(one) for one in ast.walk(decorator))
        if isinstance(node, ast.keyword) and node.arg == "strict":
            found.update(id(one) for one in ast.walk(node))
    return found


def _what(node: ast.AST) -> str:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _SWAPS:
            return f"{type(op).__name__} → {_SWAPS[type(op)].__name__}"
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op) if type(op) in _SWAPS:
            return f"{type(op).__name__} → {_SWAPS[type(op)].__name__}"
        case ast.Constant(value=bool() as truth):
            return f"{truth} → {not truth}"
        case ast.Constant(value=int() as number):
            return f"{number} → {number + 1}"
        case ast.UnaryOp(op=ast.Not()):
            return "not left out"
        case ast.If() | ast.IfExp():
            return "condition turned round"
    return ""


def changed(change: Change) -> ast.Module:
    tree = ast.parse((ROOT / change.path).read_text(encoding="utf-8"))
    node: Any = list(ast.walk(tree))[change.at]
    match node:
        case ast.Compare():
            node.ops = [_SWAPS[type(node.ops[0])]()]
        case ast.BinOp() | ast.BoolOp() | ast.AugAssign():
            node.op = _SWAPS[type(node.op)]()
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int() as number):
            node.value = number + 1
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), copy.deepcopy(node.test))
        case ast.UnaryOp():
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
    return ast.fix_missing_locations(tree)


class InPlace:
    """Imports the changed tree in the place of its file."""

    def __init__(self, change: Change) -> None:
        self.name = change.path.removesuffix(".py").replace("/", ".")
        self.path, self.tree = str(ROOT / change.path), changed(change)

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=_Loader(self))


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, place: InPlace) -> None:
        super().__init__(place.name, place.path)
        self.place = place

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.place.tree, self.place.path, "exec"), module.__dict__)


def tests_by_line(store: Path) -> dict[tuple[str, int], list[str]]:
    """Of one run of all core tests under coverage, in a process of its own.

    Those that reach the fewest lines stand first: they are the likeliest to notice.
    """
    if not store.exists() and _in_child(lambda: _record(store)):
        store.unlink(missing_ok=True)
        raise SystemExit("The tests fail as they are.")
    data = coverage.CoverageData(str(store))
    data.read()
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for file in data.measured_files():
        path = str(Path(file).relative_to(ROOT))
        for line, contexts in data.contexts_by_lineno(file).items():
            found[path, line] = sorted({one.partition("|")[0] for one in contexts} - {""})
    reach = Counter(one for tests in found.values() for one in tests)
    for tests in found.values():
        tests.sort(key=lambda one: (reach[one], one))
    return found


class _Contexts:
    """Tells coverage which test runs."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        self.measured.switch_context(item.nodeid)


def _record(store: Path) -> int:
    measured = coverage.Coverage(data_file=str(store), source=[str(ROOT / one) for one in CORES])
    measured.start()
    code = pytest.main([*OPTIONS, "tests/core"], plugins=[_Contexts(measured)])
    measured.stop()
    measured.save()
    return int(code)


class _Only:
    """Runs these tests of their files: naming each of thousands takes longer than running them."""

    def __init__(self, tests: list[str]) -> None:
        self.tests = frozenset(tests)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self.tests]


def is_noticed(change: Change, tests: list[str]) -> bool:
    files = sorted({one.partition("::")[0] for one in tests})

    def run() -> int:
        sys.meta_path.insert(0, InPlace(change))
        options = [*OPTIONS, "-x", "-p", "no:faulthandler", *files]
        return int(pytest.main(options, plugins=[_Only(tests)]))

    return bool(tests) and _in_child(run) not in (pytest.ExitCode.OK, NO_TESTS)


def _in_child(act: Any) -> int:
    """The exit code; what takes too long or is killed has none of 0."""
    child = os.fork()
    if child:
        _pid, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)
    code = 1
    with contextlib.suppress(BaseException):
        if act.__name__ == "run":
            # Seconds of the processor: a timer of the clock is taken over by what runs the tests.
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        code = act()
    os._exit(code)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a file, or how the paths of several begin")
    parser.add_argument("--store", type=Path, default=ROOT / "var" / "mutants.coverage")
    chosen = parser.parse_args()
    os.chdir(ROOT)
    for core in CORES:
        # Before the tests, whose folders are called like the apps.
        importlib.import_module(core.partition("/")[0])
    chosen.store.parent.mkdir(parents=True, exist_ok=True)
    reached = tests_by_line(chosen.store)
    files = [str(p.relative_to(ROOT)) for core in CORES for p in sorted((ROOT / core).glob("*.py"))]
    files = [path for path in files if path.startswith(chosen.only)]
    every = [change for path in files for change in changes_in(path)]
    sample = random.Random(chosen.seed).sample(every, min(chosen.number, len(every)))
    survivors = _survivors(sample, reached)
    noticed = len(sample) - len(survivors)
    share = 100 * noticed / len(sample)
    print(f"{len(sample)} of {len(every)} changes, {noticed} noticed: {share:.1f} %")
    return 0 if share >= LEAST_NOTICED else 1


def _survivors(sample: list[Change], reached: dict[tuple[str, int], list[str]]) -> list[Change]:
    found = []
    for count, change in enumerate(sample, start=1):
        tests = reached.get((change.path, change.line), [])
        if not tests:
            # A line that is read when the module is: whatever reaches the module.
            everywhere = (
                all_of for (path, _line), all_of in reached.items() if path == change.path
            )
            tests = sorted({one for all_of in everywhere for one in all_of})
        if not is_noticed(change, tests[:FIRST]) and not is_noticed(change, tests):
            found.append(change)
            print(f"SURVIVED {change.path}:{change.line} {change.what}", flush=True)
        if count % 20 == 0:
            print(f"{count} tried, {count - len(found)} noticed", flush=True)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
