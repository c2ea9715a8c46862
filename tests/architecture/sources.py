"""The project's own files, as the architecture tests read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# From the highest floor to the lowest.
APPS = ("reports", "awards", "scoring", "grants", "applicants", "audit", "jobs", "accounts")
CORES = ("scoring.core", "grants.core", "callfile", "audit.core", "accounts.core")


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def core_files() -> Iterator[Path]:
    yield from python_files(*(core.replace(".", "/") for core in CORES))


def layer_files(layer: str) -> Iterator[Path]:
    """Modules of one step of the staircase in every app: a module or a package."""
    for app in APPS:
        module = ROOT / app / f"{layer}.py"
        if module.exists():
            yield module
        yield from python_files(f"{app}/{layer}")


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
