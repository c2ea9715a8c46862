"""The mail server is away while applicants submit; letters come when it is back, each once."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.drills.findings import Finding, promises_kept
from tests.drills.rush import rush_through
from tests.installation import DATABASES, free_port, installation, wait_for
from tests.mail_server import mail_server

pytestmark = [pytest.mark.drill, pytest.mark.timeout(300)]
PEOPLE, DRAFTS = 4, 3


@pytest.mark.parametrize("database", DATABASES)
def test_mail_server_is_down_while_applicants_submit(
    database: str, note: Callable[[Finding], None]
) -> None:
    port = free_port()
    address = f"smtp://127.0.0.1:{port}"
    with installation(database=database, web=2, worker=True, MERILA_EMAIL_URL=address) as merila:
        rush = rush_through(merila, [], people=PEOPLE, drafts=DRAFTS)
        assert rush.outcomes == {"ok"}
        visitor = merila.visitor()
        visitor.get("/sl/account/password/reset/")
        reply = visitor.post("/sl/account/password/reset/", {"email": "oseba-0@example.org"})
        assert (reply.status, reply.location) == (302, "/sl/account/password/reset/done/")
        with mail_server(port) as letters:
            # The way to a new password too.
            seconds = wait_for(lambda: len(letters) > len(rush.acknowledged), "the letters")
            told = Counter(
                number
                for number in rush.acknowledged
                for letter in letters
                if number in letter.as_string()
            )
        finding = promises_kept(
            merila,
            fault="mail server down",
            done="down during the submits, then up again; every receipt comes by mail, once",
            acknowledged=rush.acknowledged,
            seconds=seconds,
        )
    finding.lost += [number for number in rush.acknowledged if not told[number]]
    finding.doubled += [number for number, times in told.items() if times > 1]
    note(finding)
