"""PostgreSQL is killed while applicants submit; it comes back, and everything goes on."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.drills.findings import Finding, promises_kept
from tests.drills.rush import rush_through
from tests.installation import Installation, wait_for

pytestmark = [
    pytest.mark.drill,
    pytest.mark.timeout(300),
    # SQLite has no server that could be killed.
    pytest.mark.parametrize("merila", ["postgresql"], indirect=True),
]
Note = Callable[[Finding], None]
# The worker looks at its errands every two seconds.
DOWN_SECONDS = 5


def _kill_backend(merila: Installation) -> None:
    """One connection's process; the server then ends all of them and recovers from its log."""
    for process in merila.database.children():
        title = Path(f"/proc/{process}/cmdline").read_bytes()
        if b"127.0.0.1(" in title:
            os.kill(process, signal.SIGKILL)
            return


def test_postgresql_is_killed_while_applicants_submit(merila: Installation, note: Note) -> None:
    faults = [partial(_kill_backend, merila), merila.database.kill]
    rush = rush_through(merila, faults, drafts=40, every=1.0)
    assert rush.outcomes == {"ok"}
    note(
        promises_kept(
            merila,
            fault="PostgreSQL killed",
            done="one of its connections, then the server itself, with SIGKILL",
            acknowledged=rush.acknowledged,
            seconds=rush.seconds_to_go_on(),
        )
    )


def test_readers_see_a_plain_page_while_postgresql_is_down(
    merila: Installation, note: Note
) -> None:
    visitor = merila.visitor()
    assert visitor.get("/it/").status == 200
    merila.database.halt(signal.SIGKILL)
    reply = visitor.get("/it/")
    assert reply.status == 503
    assert "Al momento non disponibile" in reply.text
    merila.database.resume()
    seconds = wait_for(lambda: visitor.get("/it/").status == 200, "the first page")
    visitor.close()
    note(
        promises_kept(
            merila,
            fault="PostgreSQL down",
            done="server killed and held down; a page asked for, then the server started",
            acknowledged={},
            seconds=seconds,
        )
    )


def test_the_worker_sends_letters_after_postgresql_was_down(
    merila: Installation, note: Note
) -> None:
    merila.database.halt(signal.SIGKILL)
    time.sleep(DOWN_SECONDS)
    merila.database.resume()
    visitor = merila.visitor()
    wait_for(lambda: visitor.get("/sl/account/password/reset/").status == 200, "the first page")
    before = _letters(merila)
    visitor.post("/sl/account/password/reset/", {"email": "oseba-0@example.org"})
    seconds = wait_for(lambda: _letters(merila) > before, "the letter")
    visitor.close()
    note(
        promises_kept(
            merila,
            fault="PostgreSQL down under the worker",
            done=f"server held down for {DOWN_SECONDS} s; then a letter asked for",
            acknowledged={},
            seconds=seconds,
        )
    )


def _letters(merila: Installation) -> int:
    return len(list((merila.data / "letters").glob("*.log")))
