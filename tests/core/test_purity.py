"""The cores run on the standard library alone."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

IMPORT_ALONE = """
import importlib, pkgutil, sys

allowed = {"callfile", "grants", "scoring", "audit", "accounts"}
pure = ["callfile", "grants.core", "scoring.core", "audit.core", "accounts.core"]

class Refuse:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in allowed and top not in sys.stdlib_module_names:
            raise ImportError(f"{name} is not of the standard library")

sys.meta_path.insert(0, Refuse())
sys.path.insert(0, sys.argv[1])
count = 0
for core in pure:
    package = importlib.import_module(core)
    for module in pkgutil.walk_packages(package.__path__, f"{core}."):
        importlib.import_module(module.name)
        count += 1
ours = {name for name in sys.modules if name.partition(".")[0] in allowed}
stray = sorted(name for name in ours if ".core" not in name and "." in name
               and not name.startswith("callfile."))
assert not stray, stray
print(count)
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    # -S leaves the installed packages out, -I the environment and the current folder
    return subprocess.run(
        [sys.executable, "-I", "-S", *arguments], capture_output=True, text=True, check=False
    )


def test_cores_import_without_anything_installed() -> None:
    done = run("-c", IMPORT_ALONE, str(ROOT))

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 20


def test_recompute_runs_on_the_standard_library(tmp_path: Path) -> None:
    call = {"lots": [{"code": "A", "rubric": {"code": "R", "children": []}}]}
    evaluation = {"applications": [{"number": "1", "lot": "A"}]}
    paths = []
    for name, value in (("call.json", call), ("evaluation.json", evaluation)):
        (tmp_path / name).write_text(json.dumps(value))
        paths.append(str(tmp_path / name))
    command = (str(ROOT / "merila"), "recompute", *paths)

    first, second = run(*command), run(*command)

    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["ranking"]["A"][0]["rank"] == 1


MODULES = sorted(
    path
    for core in ("callfile", "grants/core", "scoring/core", "audit/core")
    for path in (ROOT / core).rglob("*.py")
)

LIKENESS = {"shape.py"}  # "did you mean": what difflib asks for is not an amount


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_core_module_has_no_float_chance_or_clock(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    imported = {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    floats = [
        node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) is float
    ]

    assert not imported & {"random", "secrets", "time", "gettext", "threading", "os"}
    assert floats == [] or path.name in LIKENESS
