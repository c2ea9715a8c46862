"""Worker and renderers are killed while they issue the decisions of real requests."""

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
@pytest.mark.parametrize(
    ("hurt", "fault", "done"),
    [
        (
            "worker",
            "worker killed in the batch of decisions",
            "with all its processes, then the parent alone; every document once",
        ),
        (
            "renderer",
            "renderers killed and hanging in the batch",
            "killed, then stopped until the limit of 30 s ends them; those made again with a press",
        ),
    ],
    ids=["worker", "renderer"],
)
def test_batch_of_decisions_is_hurt(
    database: str, hurt: str, fault: str, done: str, note: Callable[[Finding], None]
) -> None:
    """The small form of benchmarks/montpellier/through_the_house.py, which does it with all."""
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.montpellier.through_the_house"),
            *("--requests", str(REQUESTS), "--database", database, "--hurt", hurt),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    went_on = re.findall(r"went on after ([\d.]+) s", ran.stdout)
    assert len(went_on) == 2
    note(
        Finding(
            fault=fault,
            done=done,
            database=database,
            acknowledged=REQUESTS,
            seconds=max(map(float, went_on)),
        )
    )
