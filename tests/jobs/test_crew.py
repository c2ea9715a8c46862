"""The processes of a worker: replaced when they end, whatever ended them."""

import os
import signal
import time
from uuid import UUID

import pytest

from accounts.guarded.alive import heard_by, lively
from jobs import crew
from jobs.crew import Crew

JOB = UUID(int=7)


def until(holds):
    ends = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


@pytest.fixture
def started(monkeypatch, tmp_path):
    """A job that notes who does it, and then does what the test says."""

    def working(*, then):
        def run_job(*, job_id, is_stopping, on_life):
            assert job_id == JOB
            (tmp_path / str(os.getpid())).touch()
            with heard_by(on_life):
                while not is_stopping():
                    then()

        monkeypatch.setattr(crew, "waiting_job", lambda: JOB)
        monkeypatch.setattr(crew, "run_job", run_job)
        return lambda: {int(path.name) for path in tmp_path.iterdir()}

    return working


def test_crew_replaces_a_process_that_was_killed(started):
    seen = started(then=lambda: time.sleep(0.01))
    members = Crew(2)
    members.fill()
    until(lambda: len(seen()) == 2)
    os.kill(min(seen()), signal.SIGKILL)
    until(lambda: members.fill() or len(seen()) == 3)
    members.stop()


def test_crew_replaces_a_process_that_is_stuck(started, monkeypatch):
    monkeypatch.setattr(crew, "_STUCK_AFTER", 1)
    seen = started(then=lambda: time.sleep(60))
    members = Crew(1)
    members.fill()
    until(lambda: members.fill() or len(seen()) == 2)
    members.stop()


def test_crew_leaves_a_process_that_computes_long_and_gives_signs_of_life(started, monkeypatch):
    monkeypatch.setattr(crew, "_STUCK_AFTER", 1)

    def compute():
        for _row in lively(range(40)):
            time.sleep(0.1)

    seen = started(then=compute)
    members = Crew(1)
    members.fill()
    until(seen)
    ends = time.monotonic() + 3
    while time.monotonic() < ends:
        members.fill()
        time.sleep(0.05)
    assert len(seen()) == 1
    members.stop()


def test_crew_that_stops_lets_items_be_finished(started, tmp_path):
    def item():
        time.sleep(0.3)
        (tmp_path / "0").touch()

    seen = started(then=item)
    members = Crew(1)
    members.fill()
    until(seen)
    members.stop()
    assert 0 in seen()
