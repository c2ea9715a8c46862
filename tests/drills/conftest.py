"""Drills: an installation is hurt while people work, and must come through by itself.

`./merila drill` runs them. They are not collected unless `-m` names them: each starts servers of
its own and kills them.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.drills.findings import Finding
from tests.installation import DATABASES, Installation, installation


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return None if config.option.markexpr.startswith("drill") else True


@pytest.fixture(scope="session", params=DATABASES)
def merila(request: pytest.FixtureRequest) -> Iterator[Installation]:
    """Two web processes and a worker, on each database in turn."""
    with installation(database=request.param, web=2, worker=True) as running:
        yield running


@pytest.fixture
def note(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Callable[[Finding], None]:
    """Hands what a drill has found to `./merila drill`, then insists that it is good."""

    def write(finding: Finding) -> None:
        record_property("drill", json.dumps(finding.as_row(), ensure_ascii=False))
        assert finding.is_good, finding.as_row()

    return write
