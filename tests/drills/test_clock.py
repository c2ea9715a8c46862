"""The clock of the web machine is wrong; the database's clock decides what is in time."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.drills.findings import Finding, promises_kept
from tests.installation import DATABASES, Installation, installation
from tests.visitor import Visitor

pytestmark = [pytest.mark.drill, pytest.mark.timeout(300)]
Note = Callable[[Finding], None]

_MOVE_DEADLINE = """
import django, sys
django.setup()
from datetime import timedelta
from audit.clock import database_now
from grants.models import Call
minutes = int(sys.stdin.read())
Call.objects.update(deadline_at=database_now() + timedelta(minutes=minutes))
"""


def _send(merila: Installation, client: dict[str, Any], number: str) -> tuple[Visitor, int]:
    """As a person does it: the page with the button, then the button."""
    visitor = merila.visitor()
    visitor.cookies["sessionid"] = client["session"]
    page = visitor.get(f"/sl/applications/{number}/check/")
    fields = {"draft_version": "2", "language": "sl"}
    has_button = 'name="draft_version"' in page.text
    reply = visitor.post(f"/sl/applications/{number}/submit/", fields)
    assert has_button == (reply.status == 302)
    return visitor, reply.status


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("minutes", [10, -10])
def test_clock_of_the_web_machine_is_wrong(database: str, minutes: int, note: Note) -> None:
    with installation(
        database=database,
        web=1,
        web_settings="tests.drills.wrong_clock",
        DRILL_CLOCK_MINUTES=str(minutes),
    ) as merila:
        [client] = json.loads(merila.python("-m", "tests.deadline", "1", "2"))
        in_time, late = client["drafts"]
        # By the machine's clock the first would be late, or the second in time.
        merila.python("-c", _MOVE_DEADLINE, given="5")
        before = datetime.now(tz=UTC)
        visitor, status = _send(merila, client, in_time)
        assert status == 302
        receipt = visitor.get(f"/sl/applications/{in_time}/receipt.json").text
        merila.python("-c", _MOVE_DEADLINE, given="-5")
        _visitor, status = _send(merila, client, late)
        assert status == 409
        said = datetime.fromisoformat(json.loads(receipt)["entry"]["t"])
        assert abs(said - before) < timedelta(minutes=2)
        note(
            promises_kept(
                merila,
                fault=f"clock of the web machine wrong by {minutes:+d} minutes",
                done="one submit five minutes before the deadline, one five minutes after it",
                acknowledged={in_time: receipt},
            )
        )
