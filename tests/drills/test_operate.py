"""docs/operate.md is walked on an empty machine, until the first call is published, and further.

Every command of the page is typed as it stands there, but for places, addresses and the port, which
no two machines share. One that is new on the page fails here until it is walked too.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp

from tests.drills.findings import Finding
from tests.drills.new_machine import NewMachine, new_machine
from tests.drills.operate_page import WALKED, commands_to_type
from tests.installation import free_port, wait_for
from tests.visitor import Visitor

pytestmark = [pytest.mark.drill, pytest.mark.timeout(600)]

ANSWERS = """\
bonaca
sl it
Občina Bonaca
Comune di Bonaccia
uprava
amministrazione
Riva 4
Riva 4
razpisi@bonaca.example
05 000 00 00
Župan
Il sindaco
Emil Starc
zupan@bonaca.example
župan
sindaco
reports/demo/data/arms.png
Gina Hrast
gina@bonaca.example
"""
GINA, ADA, EMIL = "gina@bonaca.example", "ada@bonaca.example", "emil@bonaca.example"
TO_SECOND_STEP = "/sl/account/2fa/totp/activate/"
PASSWORD, PASSPHRASE = "sedem galebov na pomolu", "osem galebov na valobranu"


class Walk:
    """Types what the page says, and nothing that it does not say."""

    def __init__(self, machine: NewMachine, instead: dict[str, str]) -> None:
        self.machine, self.instead = machine, instead
        self.walked: set[str] = set()

    def type(self, command: str, answers: str = "") -> str:
        return self.machine.type(self._as_said(command), answers)

    def leave(self, command: str, more: str = "") -> None:
        self.machine.leave(self._as_said(command) + more)

    def _as_said(self, command: str) -> str:
        assert command in commands_to_type(), f"docs/operate.md does not say {command}"
        self.walked.add(command)
        for said, here in self.instead.items():
            command = command.replace(said, here)
        return command


def test_page_is_walked_from_an_empty_machine_to_a_restored_call(
    tmp_path: Path, note: Callable[[Finding], None]
) -> None:
    instead = {
        "/backups/": f"{tmp_path}/backups-",
        "/elsewhere/": f"{tmp_path}/elsewhere-",
        "root@obcina.example": GINA,
    }
    with new_machine(tmp_path) as machine:
        walk = Walk(machine, instead)
        link = urlsplit(walk.type("./merila setup", ANSWERS).split()[-1]).path
        with served(walk) as port:
            arms = first_call(machine, port, link)
            twice = f"{PASSPHRASE}\n" * 2
            backup = "./merila backup /backups/2026-11-22 --keys /elsewhere/2026-11-22.keys"
            fingerprint = walk.type(backup, twice).split()[-1]
        walk.type("./merila manage migrate")
        walk.type("./merila fsck")
        walk.type("./merila manage check")
        walk.type("./merila manage rotate_keys --by root@obcina.example")
        shutil.rmtree(machine.house / "var")
        instead["…"] = fingerprint
        restore = backup.replace("backup", "restore", 1) + " --fingerprint …"
        walk.type(restore, f"{PASSPHRASE}\n")
        shutil.rmtree(machine.house / "var" / "keys")
        instead["FILE"] = f"{tmp_path}/elsewhere-2026-11-22.keys"
        walk.type("./merila restore --keys FILE", f"{PASSPHRASE}\n")
        with served(walk) as port:
            assert machine.visitor(port).get(arms).status == 200
        walk.type("./merila fsck")
    assert walk.walked == WALKED
    note(
        Finding(
            fault="an empty machine",
            done="docs/operate.md typed command by command: set up, first call published by its"
            " pages, backed up, keys changed, everything lost, restored",
            database="sqlite",
            acknowledged=1,
        )
    )


@contextmanager
def served(walk: Walk) -> Iterator[int]:
    """Web and worker, at a port that is free."""
    port = free_port()
    walk.leave("./merila serve", f" --port {port}")
    walk.leave("./merila worker")
    visitor = walk.machine.visitor(port)
    wait_for(lambda: _is_up(visitor), "the web process")
    yield port
    walk.machine.stop()


def _is_up(visitor: Visitor) -> bool:
    try:
        return visitor.get("/ready/").status == 200
    except OSError:
        return False


def first_call(machine: NewMachine, port: int, link: str) -> str:
    """By the pages alone: the administrator comes in and invites the officer, who publishes with
    the approver as second person. The address of the arms, which the page of the call shows.
    """
    gina = come_in(machine.visitor(port), link, GINA)
    ada = invited(machine, port, gina, ADA, "Ada Mrak", "officer")
    emil = invited(machine, port, gina, EMIL, "Emil Starc", "approver")
    page = ada.get("/sl/desk/call-from-library/")
    today = re.search(r'name="published" value="([^"]+)"', page.text)
    year = re.search(r'name="year" value="(\d+)"', page.text)
    assert today
    assert year
    wanted = {
        **page.hidden_fields(),
        "ready": "kultura",
        "code": "kultura",
        "file_number": "610-1/2027",
        "published": today[1],
        "year": year[1],
    }
    assert ada.post("/sl/desk/call-from-library/", wanted).status == 302
    page = ada.get("/sl/desk/calls/kultura/publish/")
    confirmed = {**page.hidden_fields(), "confirmed": "on"}
    assert ada.post("/sl/desk/calls/kultura/publish/", confirmed).status == 302
    confirm = "/sl/desk/calls/kultura/second-person/1/confirm/"
    emil.get("/sl/desk/calls/kultura/second-person/")
    assert emil.post(confirm, {}).status == 302
    # Frozen now; everybody sees it from the next working morning on, whoever works on it at once.
    shown = emil.get("/sl/calls/kultura/").text
    assert "v Občini Bonaca" in shown
    arms = re.search(r'src="(/sl/funders/bonaca/arms/[^"]+)"', shown)
    assert arms
    return arms[1]


def invited(
    machine: NewMachine, port: int, gina: Visitor, address: str, name: str, role: str
) -> Visitor:
    """By a letter; then signed in."""
    gina.get("/sl/desk/people/")
    given = {"email": address, "name": name, "language": "sl", "role": role}
    assert gina.post("/sl/desk/people/", given).status == 302
    found = re.search(r"https://[^/]+(/sl/\S+key/\S+)", machine.letter_to(address))
    assert found
    return come_in(machine.visitor(port), found[1], address)


def come_in(visitor: Visitor, link: str, address: str) -> Visitor:
    """A password by the link, the sign-in, the second step."""
    place = visitor.get(link).location
    visitor.get(place)
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    assert visitor.post(place, chosen).status == 302
    entered = visitor.sign_in(address, PASSWORD)
    page = visitor.follow(entered)
    if 'name="password"' in page.text:
        asked = f"/sl/account/reauthenticate/?next={TO_SECOND_STEP}"
        page = visitor.follow(visitor.post(asked, {"password": PASSWORD}))
    secret = re.search(r"<code>(\w+)</code>", page.text)
    assert secret
    counter = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret[1], counter))
    assert visitor.post(TO_SECOND_STEP, {"code": code}).status == 302
    return visitor
