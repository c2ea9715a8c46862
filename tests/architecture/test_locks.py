"""The locks name packages, versions and hashes: no host and no path of any machine."""

import json
import re

import pytest

from tests.architecture.sources import ROOT

_LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
_LINE = re.compile(
    r"[A-Za-z0-9][\w.-]*(\[[\w,-]+\])?==[\w.!+-]+( ; [^\\]+)? \\"
    r"|    --hash=sha256:[0-9a-f]{64}( \\)?"
)


@pytest.mark.parametrize("lock", _LOCKS, ids=lambda path: path.name)
def test_lock_holds_pins_and_hashes_only(lock):
    lines = [
        line for line in lock.read_text().splitlines() if line and not line.lstrip().startswith("#")
    ]
    assert [line for line in lines if not _LINE.fullmatch(line)] == []


@pytest.mark.parametrize("lock", _LOCKS, ids=lambda path: path.name)
def test_lock_comments_name_no_place(lock):
    comments = [line for line in lock.read_text().splitlines() if line.lstrip().startswith("#")]
    assert [line for line in comments if "://" in line or "/" in line] == []


def test_every_input_has_its_lock():
    inputs = {path.stem for path in (ROOT / "requirements").glob("*.in")}
    assert {path.stem for path in _LOCKS} == inputs == {"build", "runtime", "dev", "extras"}


def test_package_lock_names_no_place():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [key for key, package in packages.items() if "resolved" in package] == []
    assert all(package.get("integrity") for key, package in packages.items() if key)
