"""A worker is killed in the middle of an opening and of a ranking: it goes on, once."""

import json
import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.drills.findings import Finding
from tests.installation import DATABASES, Installation, installation, wait_for

pytestmark = [pytest.mark.drill, pytest.mark.timeout(400)]


def found(merila: Installation) -> dict[str, Any]:
    said = merila.python("-m", "tests.drills.long_acts", "found", MERILA_DEMO="1")
    answer: dict[str, Any] = json.loads(said)
    return answer


def killed_in(merila: Installation, act: str) -> dict[str, Any]:
    """How it stood when its worker was killed."""
    wait_for(merila.worker.children, "the workers")
    workers = merila.worker.children()
    for number in workers:
        os.kill(number, signal.SIGSTOP)
    given = json.dumps(workers)
    said = merila.python("-m", "tests.drills.long_acts", act, given=given, MERILA_DEMO="1")
    answer: dict[str, Any] = json.loads(said)
    return answer


@pytest.mark.parametrize("act", ["opening", "ranking"])
@pytest.mark.parametrize("database", DATABASES)
def test_a_worker_is_killed_in_the_middle_of_a_long_act(
    database: str, act: str, note: Callable[[Finding], None]
) -> None:
    with installation(database=database, web=0, worker=True) as merila:
        before = killed_in(merila, act)
        began = time.monotonic()
        assert before["fsck"] == []
        if act == "opening":
            assert (before["call"], before["received"]) == ("published", 0)
        after = before
        while after["state"] not in ("done", "partly", "failed"):
            assert time.monotonic() - began < 120, after
            after = found(merila)
        assert (after["state"], after["attempts"], after["same"]) == ("done", 2, True), after
        assert after["entries"]["seal.opened"] == 1
        wanted = {"opening": ("opened", 0, 0), "ranking": ("scoring", 0, 1)}[act]
        assert (after["call"], after["sealed"], after["runs"]) == wanted
        note(
            Finding(
                fault="worker killed in a long act",
                done=f"SIGKILL in the middle of the {act}; the next worker begins it again, and it "
                "takes effect once, with the same result",
                database=database,
                fsck=after["fsck"],
                seconds=time.monotonic() - began,
            )
        )
