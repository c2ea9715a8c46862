"""The web side is hurt while applicants submit."""

import os
import signal
from collections.abc import Callable
from functools import partial

import pytest

from tests.drills.findings import Finding, promises_kept
from tests.drills.rush import rush_through
from tests.half_requests import HalfRequests
from tests.installation import Installation

pytestmark = [pytest.mark.drill, pytest.mark.timeout(300)]
Note = Callable[[Finding], None]
HANDS = 32


def _kill_one(merila: Installation) -> None:
    workers = merila.web.children()
    if workers:
        os.kill(workers[-1], signal.SIGKILL)


def test_web_processes_are_killed_in_the_rush(merila: Installation, note: Note) -> None:
    one = partial(_kill_one, merila)
    rush = rush_through(merila, [one, one, one, merila.web.kill], drafts=80)
    assert rush.outcomes == {"ok"}
    note(
        promises_kept(
            merila,
            fault="web processes killed",
            done="three that answer, then the first process, with SIGKILL, a second apart",
            acknowledged=rush.acknowledged,
            seconds=rush.seconds_to_go_on(),
        )
    )


def test_the_same_draft_is_sent_by_many_hands(merila: Installation, note: Note) -> None:
    rush = rush_through(merila, [], people=1, drafts=1, hands=HANDS)
    assert rush.outcomes == {"ok"}
    assert len(rush.presses) == HANDS
    assert len({one[5] for one in rush.presses}) == 1
    note(
        promises_kept(
            merila,
            fault="the same draft sent 32 times",
            done="32 connections press the button at once; all get the same receipt",
            acknowledged=rush.acknowledged,
        )
    )


def test_half_requests_stand_open_while_people_submit(merila: Installation, note: Note) -> None:
    """No proxy in front: the web process itself meets those who begin and do not end."""
    half = HalfRequests(merila.url, merila.host)
    try:
        rush = rush_through(merila, [half.open, *[half.go_on] * 4], drafts=80)
    finally:
        half.close()
    assert rush.outcomes == {"ok"}
    note(
        promises_kept(
            merila,
            fault="400 half requests",
            done="200 heads and 200 bodies are begun, then go on by a byte a second",
            acknowledged=rush.acknowledged,
            seconds=rush.seconds_to_go_on(),
        )
    )
