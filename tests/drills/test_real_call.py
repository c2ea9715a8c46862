"""The worker is killed twice while it issues the decisions of real requests."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.drills.findings import Finding
from tests.installation import DATABASES, ROOT

pytestmark = [pytest.mark.drill, pytest.mark.timeout(600)]
REQUESTS = 12


@pytest.mark.parametrize("database", DATABASES)
def test_worker_is_killed_while_it_issues_decisions(
    database: str, note: Callable[[Finding], None]
) -> None:
    """The small form of benchmarks/montpellier/through_the_house.py, which does it with all."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.montpellier.through_the_house"),
            *("--requests", str(REQUESTS), "--database", database),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    went_on = re.findall(r"went on after ([\d.]+) s", done.stdout)
    assert len(went_on) == 2
    note(
        Finding(
            fault="worker killed in the batch of decisions",
            done="with all its processes, then the parent alone; every document once",
            database=database,
            acknowledged=REQUESTS,
            seconds=max(map(float, went_on)),
        )
    )
