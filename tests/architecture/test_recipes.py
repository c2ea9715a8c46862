"""The recipes of CONTRIBUTING.md, each really followed: what it adds is a diff in tests/recipes/.

A diff is put into a copy of the sources, and the tests that it names are driven there; one of them
comes with it. So a recipe holds as long as its test is green, and the number of files that it
touches is the one that CONTRIBUTING.md says. To renew a diff that no longer fits, follow the recipe
again and take `git diff`.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

RECIPES = sorted((ROOT / "tests" / "recipes").glob("*.diff"))
_LEFT_OUT = shutil.ignore_patterns(
    *(".*", "node_modules", "var", "screens", "recipes", "__pycache__", "examples")
)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_recipe_adds_what_it_says(recipe: Path, tmp_path: Path):
    house = tmp_path / "house"
    shutil.copytree(ROOT, house, ignore=_LEFT_OUT)
    text = recipe.read_text(encoding="utf-8")
    git = ["git", "apply", "-C1", "--recount", str(recipe)]
    subprocess.run(git, cwd=house, check=True, capture_output=True, text=True)
    tests = re.search(r"^Driven afterwards: (.+)$", text, re.MULTILINE)
    assert tests
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *tests[1].split()]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_number_of_files_is_the_one_that_is_told(recipe: Path):
    text = recipe.read_text(encoding="utf-8")
    touched = re.findall(r"^\+\+\+ b/(.+)$", text, re.MULTILINE)
    sources = [path for path in touched if not path.startswith("tests/")]
    [told] = re.findall(
        rf"^\| {re.escape(text.partition(chr(10))[0])} \| [^|]+ \| (\d+) \|",
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(sources) == int(told), sources
