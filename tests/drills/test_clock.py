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
from audit.database.clock import database_now
from grants.models import Call
minutes = int(sys.stdin.read())
Call.objects.update(deadline_at=database_now() + timedelta(minutes=minutes))
"""
# Moved behind the back of the program; fsck would rightly say so.
_MOVE_BACK = """
import django, json
django.setup()
from datetime import datetime
from grants.models import Call
[call] = Call.objects.all()
published = json.loads(call.versions.get().canonical)["dates"]["deadline"]
Call.objects.update(deadline_at=datetime.fromisoformat(published))
"""


def _open(merila: Installation, client: dict[str, Any], number: str) -> Visitor:
    """The page with the button before the eyes."""
    visitor = merila.visitor()
    visitor.cookies["__Host-sessionid"] = client["session"]
    page = visitor.get(f"/sl/applications/{number}/check/")
    assert 'name="draft_version"' in page.text
    return visitor


def _press(visitor: Visitor, number: str) -> int:
    fields = {"draft_version": "2", "language": "sl"}
    return visitor.post(f"/sl/applications/{number}/submit/", fields).status


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
        visitors = [_open(merila, client, number) for number in (in_time, late)]
        assert _press(visitors[0], in_time) == 302
        receipt = visitors[0].get(f"/sl/applications/{in_time}/receipt.json").text
        merila.python("-c", _MOVE_DEADLINE, given="-5")
        assert _press(visitors[1], late) == 409
        page = visitors[1].get(f"/sl/applications/{late}/check/")
        assert 'name="draft_version"' not in page.text
        for visitor in visitors:
            visitor.close()
        said = datetime.fromisoformat(json.loads(receipt)["entry"]["t"])
        assert abs(said - before) < timedelta(minutes=2)
        merila.python("-c", _MOVE_BACK)
        note(
            promises_kept(
                merila,
                fault=f"clock of the web machine wrong by {minutes:+d} minutes",
                done="one submit five minutes before the deadline, one five minutes after it",
                acknowledged={in_time: receipt},
            )
        )
