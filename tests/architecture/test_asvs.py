"""The page about ASVS names tests: each of them is there."""

import ast
import re
from functools import cache

import pytest

from tests.architecture.sources import ROOT

PAGE = ROOT / "docs" / "reference" / "asvs.md"
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py(?:::\w+)?)`", PAGE.read_text("utf-8"))))
ROWS = [line for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| \d", line)]


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))


@pytest.mark.parametrize("named", NAMED)
def test_test_that_is_named_exists(named):
    path, _, name = named.partition("::")
    assert (ROOT / path).exists()
    assert not name or name in names_in(path)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_what_holds_names_its_test_and_what_does_not_says_so(row):
    _, requirement, sign, how, shown, _ = row.split("|")
    assert sign.strip() in {"●", "◐", "○", "–"}
    assert how.strip()
    assert sign.strip() != "●" or "tests/" in shown, requirement
