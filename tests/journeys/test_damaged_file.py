"""An opening with one damaged file: known before the day, named at the session, opened afterwards.

Beside it the quorum: too few are there at first, then a substitute sits in the place of a member.
"""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from pypdf import PdfReader

from grants.actions.calls.watch_sealed_files import watch_sealed_files
from grants.models import Attachment
from tests.opened import BEGINNING, CLOSING, FIRST_KEY, SECOND_KEY
from tests.personas import PASSWORD
from tests.proof.stage import sent_call
from tests.scoring.committee import member

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

BEFORE_THE_DEADLINE = "2026-10-28T09:00:00+01:00"
AFTERWARDS = "2026-11-04T15:00:00+01:00"
NUMBER, NAME = "M27-A-002", "soglasje.pdf"
TOKEN = "only-of-this-journey-0123456789"


@pytest.fixture
def file(db):
    """The call, where the file lies, and its bytes as they were sent; a part is lost since."""
    with transaction.atomic():
        call = sent_call()
    row = Attachment.objects.get(application__number=NUMBER)
    place = Path(default_storage.path(row.sealed_file.name))
    sent = place.read_bytes()
    place.write_bytes(sent[:-20])
    return call, place, sent


def mark(visitor, *names, **in_place):
    for box in visitor.page.locator("input[name=present]").all():
        box.uncheck()
    for name in names:
        visitor.page.locator(f"input[name=present][value='{member(name).pk}']").check()
    for who, whose in in_place.items():
        places = visitor.page.locator(f"#id_in_place_{member(who).pk}")
        places.select_option(str(member(whose).pk))


def text_of(visitor, path: str) -> str:
    """Of a PDF, as one reads it: in one line, with ordinary spaces."""
    address = f"{visitor.base}/{visitor.language}{path}"
    # Drawn by a child, which waits for its turn on a busy machine.
    answer = visitor.page.request.get(address, timeout=120_000)
    assert answer.ok
    pages = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages)
    return re.sub(r"\s+", " ", pages)


@pytest.mark.parametrize("language", ["sl", "it"])
def test_opening_with_one_damaged_file(visit, it_is, client, settings, file, language):
    said = WORDS[language]
    call, place, sent = file
    settings.METRICS_TOKEN = TOKEN
    desk = f"/desk/calls/{call.code}"
    with it_is(BEFORE_THE_DEADLINE):
        watch_sealed_files()
        ready = client.get("/ready/", headers={"Authorization": f"Bearer {TOKEN}"})
        [found] = json.loads(ready.content)["sealed_files_unreadable"]
        assert found.startswith(f"sealed attachment {NUMBER} · ")
        with pytest.raises(CommandError, match=f"sealed attachment {NUMBER}"):
            call_command("fsck")
        ada = visit("Ada", language)
        ada.go(f"{desk}/")
        assert ada.says(said["damaged"])
        assert ada.says(NUMBER)
        ada.go(f"{desk}/opening/")
        assert ada.says(said["agenda"])
        assert ada.says(NUMBER)
        assert not ada.says(NAME)
    bruno = visit("Bruno", language)
    with it_is(BEGINNING):
        lea = visit("Lea", language)
        lea.go(f"{desk}/opening/")
        lea.page.locator("#id_place").fill("Sejna soba, Riva 4")
        mark(lea, "Igor", "Ines")
        lea.send()
        assert lea.says(said["too_few"])
        assert lea.page.locator("#id_place").input_value() == "Sejna soba, Riva 4"
        mark(lea, "Igor", "Ines", Ines="Celia")
        lea.send()
        assert lea.says(said["quorum"])
        assert bruno.answers(f"{desk}/opening/") == 404
    for moment, one in ((FIRST_KEY, ada), (SECOND_KEY, lea)):
        with it_is(moment):
            one.go(f"{desk}/opening/")
            one.page.locator("#id_password").fill(PASSWORD)
            one.send()
    with it_is(CLOSING):
        lea.go(f"{desk}/opening/")
        for number in ("M27-A-001", NUMBER, "M27-A-003", "M27-B-004"):
            assert lea.says(number)
        assert lea.says(f"{NUMBER}: {NAME}")
        lea.page.locator("#id_public").fill("2")
        lea.page.locator("#id_remarks").fill("Valter Renko se je opravičil.")
        lea.send()
        fani = visit("Fani", language)
        fani.go(f"{desk}/opening/minutes/")
        assert fani.page.locator(f"a[href$='{desk}/opening/minutes.pdf']").count() == 1
        text = text_of(fani, f"{desk}/opening/minutes.pdf")
        for words in (NUMBER, NAME, "Ines Dobrila", "Lea Furlan", "Ada", "_____"):
            assert words in text
        for one in WORDS.values():
            assert one["signatures"] in text
            assert one["lots"] in text
        assert bruno.answers(f"{desk}/opening/minutes.pdf") == 404
        assert bruno.answers(f"/calls/{call.code}/opening-minutes.pdf") == 404
    place.write_bytes(sent)
    with it_is(AFTERWARDS):
        ada.go(f"{desk}/opening/")
        ada.submit_to("/opening/files/")
        assert ada.says(said["opened"])
        row = Attachment.objects.get(application__number=NUMBER)
        assert ada.answers(f"/desk/attachments/{row.pk}/") == 200
        call_command("fsck")


WORDS = {
    "sl": {
        "damaged": "Poškodovane vloge ali datoteke",
        "agenda": "Dnevni red",
        "too_few": "imenovanih 3, navzočih 1, potrebnih najmanj 2",
        "quorum": "Komisija je sklepčna.",
        "signatures": "Podpisi navzočih",
        "lots": "Vloge po sklopih",
        "opened": "Odprta je 1 stvar",
    },
    "it": {
        "damaged": "Domande o file danneggiati",
        "agenda": "Ordine del giorno",
        "too_few": "nominati 3, presenti 1, necessari almeno 2",
        "quorum": "La commissione è in numero legale.",
        "signatures": "Firme dei presenti",
        "lots": "Domande per lotto",
        "opened": "aperto 1 elemento",
    },
}
