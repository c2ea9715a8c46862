"""Applicants who submit while something is done to the installation."""

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.installation import PYTHON, ROOT, Installation


@dataclass
class Rush:
    """What the applicants saw: each press as `tests.rush_load` reports it."""

    presses: list[list[Any]]
    began: float
    faults: list[float] = field(default_factory=list)

    @property
    def acknowledged(self) -> dict[str, str]:
        return {one[0]: one[5] for one in self.presses if one[1] == "ok"}

    @property
    def outcomes(self) -> set[str]:
        return {one[1] for one in self.presses}

    @property
    def fell_into_the_work(self) -> bool:
        """Whether somebody was still at it when the first fault came."""
        return not self.faults or self._acknowledged_at()[-1] > self.faults[0]

    def _acknowledged_at(self) -> list[float]:
        return sorted(self.began + one[2] + one[4] for one in self.presses if one[1] == "ok")

    def seconds_to_go_on(self) -> float:
        """The longest time from a fault to the next acknowledgement; 0 after the last one."""
        acks = self._acknowledged_at()
        waits = [next((ack - fault for ack in acks if ack > fault), 0.0) for fault in self.faults]
        return max(waits, default=0.0)


def rush_through(
    merila: Installation,
    faults: list[Callable[[], object]],
    *,
    people: int = 8,
    drafts: int = 15,
    hands: int = 1,
    first: float = 0.5,
    every: float = 1.0,
) -> Rush:
    """Everybody presses until it is acknowledged; meanwhile one fault after the other.

    `first` and `every`: seconds until the first fault and between two of them.
    """
    clients = json.loads(merila.python("-m", "tests.deadline", str(people), str(drafts)))
    orders = {
        "url": merila.url,
        "host": merila.host,
        "clients": clients,
        "receipt": "json",
        "patience": 60,
        "hands": hands,
    }
    load = subprocess.Popen(
        [str(PYTHON), "-m", "tests.rush_load"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert load.stdin is not None
    assert load.stderr is not None
    try:
        load.stdin.write(json.dumps(orders) + "\n")
        load.stdin.flush()
        assert load.stderr.readline() == "ready\n", load.stderr.read()
        load.stdin.write("\n")
        load.stdin.flush()
        rush = Rush([], time.perf_counter())
        for number, fault in enumerate(faults):
            # The faults fall into the work, which takes as long as the machine wants.
            time.sleep(every if number else first)
            rush.faults.append(time.perf_counter())
            fault()
        output, errors = load.communicate(timeout=100)
    finally:
        load.kill()
        load.wait()
    assert load.returncode == 0, errors[-3000:]
    rush.presses = json.loads(output)["presses"]
    assert rush.fell_into_the_work, "everything was sent before the first fault"
    return rush
