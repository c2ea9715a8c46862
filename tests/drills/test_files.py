"""Stored files are gone from the disk while applicants submit; they are named, and come back."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from tests.drills.findings import Finding, promises_kept
from tests.drills.rush import rush_through
from tests.installation import DATABASES, Installation, installation, wait_for
from tests.personas import PASSWORD
from tests.visitor import Reply, Visitor

pytestmark = [pytest.mark.drill, pytest.mark.timeout(300)]
TOKEN = "only-of-this-drill-0123456789"
# Each process looks again for what is missing once a minute (config/serving/lost_files.py).
A_ROUND = 90.0
MISSING = "v shrambi pa je ni več"


@dataclass
class Story:
    """A file of each kind is taken away, the call opened without it, and all put back."""

    merila: Installation
    stage: dict[str, Any]
    taken: dict[Path, bytes] = field(default_factory=dict)

    @property
    def page(self) -> str:
        return f"/sl/desk/calls/{self.stage['call']}/opening/"

    def take_away(self) -> None:
        for kind in self.stage["kinds"].values():
            file = self.merila.data / "media" / kind["file"]
            self.taken[file] = file.read_bytes()
            file.unlink()

    def is_named(self) -> None:
        """Before anybody needs them: by readiness, by fsck, and to whoever asks for one."""
        missing = self.missing()
        with pytest.raises(RuntimeError) as found:
            self.merila.manage("fsck", "--all")
        differences = re.findall(r"Difference: (.+)", str(found.value))
        assert len(missing) == len(differences) == len(self.taken)
        for kind, one in self.stage["kinds"].items():
            assert any(place.startswith(kind) for place in missing), missing
            assert any(line.startswith(kind) and one["file"] in line for line in differences), (
                differences
            )
            reply = self.read(one)
            assert (reply.status, MISSING in reply.text) == (404, True)

    def is_opened_without_it(self) -> None:
        """All applications, and the page names the file that is missing."""
        ada, secretary = map(self.visitor, self.stage["keys"])
        secretary.get(self.page)
        here = {"present": self.stage["present"]}
        assert secretary.post(f"{self.page}start/", {"place": "Sejna soba", **here}).status == 302
        for who, key in zip((ada, secretary), self.stage["keys"], strict=True):
            who.get(self.page)
            given = {"password": PASSWORD, "code": code_of(key["secret"]), **here}
            assert who.post(f"{self.page}confirm/", given).status == 302
        said = ada.get(self.page).text
        assert all(number in said for number in self.stage["numbers"])
        number, name = self.stage["lost"]
        assert f"{number}</span>: {name}" in said
        assert all(ada.get(path).status == 200 for path in self.stage["others"])
        assert ada.get(self.stage["opened"]).status == 404
        refused = ada.post(f"{self.page}files/", {})
        assert (refused.status, f"{number}: {name}" in refused.text) == (422, True)

    def put_back(self) -> None:
        for file, content in self.taken.items():
            file.write_bytes(content)
        ada = self.visitor(self.stage["keys"][0])
        ada.get(self.page)
        assert ada.post(f"{self.page}files/", {}).status == 302
        assert "Odprta je 1 datoteka." in ada.get(self.page).text
        replies = [self.read(one) for one in self.stage["kinds"].values()]
        assert [reply.status for reply in replies] == [200] * len(replies)
        assert ada.get(self.stage["opened"]).body == replies[0].body

    def missing(self) -> list[str]:
        """What readiness says; each time on a new line, so of whichever process answers."""
        visitor = self.merila.visitor()
        reply = visitor.get("/ready/", {"Authorization": f"Bearer {TOKEN}"})
        visitor.close()
        return list(json.loads(reply.text)["files_missing"])

    def read(self, kind: dict[str, str]) -> Reply:
        return self.visitor(kind).get(kind["path"])

    def visitor(self, who: dict[str, str]) -> Visitor:
        visitor = self.merila.visitor()
        visitor.cookies["__Host-sessionid"] = who["session"]
        return visitor


def code_of(secret: str) -> str:
    """What the telephone shows now."""
    counter = list(yield_hotp_counters_from_time())[-1]
    return str(format_hotp_value(hotp_value(secret, counter)))


@pytest.mark.parametrize("database", DATABASES)
def test_stored_files_are_missing_while_applicants_submit(
    database: str, note: Callable[[Finding], None]
) -> None:
    with installation(database=database, web=2, worker=True, MERILA_METRICS_TOKEN=TOKEN) as merila:
        stage = json.loads(merila.python("-m", "tests.drills.stored_files", MERILA_DEMO="1"))
        story = Story(merila, stage)
        acts = [story.take_away, story.is_named, story.is_opened_without_it, story.put_back]
        rush = rush_through(merila, acts, drafts=60)
        assert rush.outcomes == {"ok"}
        wait_for(lambda: not story.missing(), "readiness without a missing file", A_ROUND)
        note(
            promises_kept(
                merila,
                fault="stored files missing",
                done="an attachment, a document of an organisation and a decision deleted; named "
                "by readiness, fsck and downloads; the call opened without the file, which is put "
                "back and opened afterwards",
                acknowledged={**rush.acknowledged, **dict.fromkeys(stage["numbers"], "")},
                seconds=rush.seconds_to_go_on(),
            )
        )
