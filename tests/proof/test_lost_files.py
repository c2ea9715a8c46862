"""A stored file that is missing: named, told before, a sentence for whoever asks for it."""

import hashlib
import os
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from accounts.refusal import Refused
from audit.core.entry import parse_entry
from audit.models import LedgerEntry
from audit.proof import fsck
from config.serving.lost_files import Round
from grants.models import Attachment, SealedRead
from grants.sealed_content import read_attachment
from reports.models import Document
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.open_lost_files import open_lost_files
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.models import OpeningSession
from scoring.selectors.opening.minutes import minutes_in
from tests.attendance import all_here
from tests.opened import BEGINNING, FIRST_KEY, SECOND_KEY
from tests.personas import person
from tests.proof.stage import sent_call, walked_call
from tests.proof.tampering import tamper
from tests.scoring.committee import member
from tests.stage import FILING, at

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
LATER = "2026-11-04T15:00:00+01:00"
PAGE_AND_ACT = ("opening", "open_lost_files")


def lose(name: str) -> None:
    default_storage.delete(name)


def opened(call):
    with at(BEGINNING):
        start_opening_session(
            call=call, place="Sejna soba", attendance=all_here(call), actor=member("Lea")
        )
    for moment, user in ((FIRST_KEY, person("Ada")), (SECOND_KEY, member("Lea"))):
        with at(moment):
            confirm_opening(call=call, actor=user)
    return OpeningSession.objects.get(call=call)


def test_opening_names_the_missing_file_and_opens_the_others():
    call = sent_call()
    row = Attachment.objects.filter(application__number="M27-A-002").get()
    lose(row.sealed_file.name)
    session = opened(call)
    assert LedgerEntry.objects.filter(type="seal.opened").exists()
    assert call.applications.filter(state="received").count() == 5
    lost = {line["number"]: line.get("lost") for line in session.opened}
    assert lost["M27-A-002"] == ["soglasje.pdf"]
    assert [number for number, names in lost.items() if names] == ["M27-A-002"]
    for language in ("sl", "it"):
        said = " ".join(minutes_in(session, language)["paragraphs"])
        assert "M27-A-002: soglasje.pdf" in said
    row.refresh_from_db()
    assert (row.name, row.file.name) == ("soglasje.pdf", "")
    found = [str(one) for one in fsck.differences()]
    assert len(found) == 1
    assert found[0].startswith(f"sealed attachment M27-A-002 · {row.pk}: its file")


def opened_without_one_file():
    """The call, the row whose file was lost before the opening, and the lost bytes."""
    call = sent_call()
    row = Attachment.objects.filter(application__number="M27-A-002").get()
    with row.sealed_file.open("rb") as file:
        lost = file.read()
    lose(row.sealed_file.name)
    opened(call)
    row.refresh_from_db()
    return call, row, lost


def put_back(row, content):
    with default_storage.open(row.sealed_file.name, "wb") as file:
        file.write(content)


def test_file_that_is_put_back_is_opened_as_at_the_opening():
    call, row, lost = opened_without_one_file()
    put_back(row, lost)
    with at(LATER):
        assert open_lost_files(call=call, actor=person("Ada")) == [row]
        assert open_lost_files(call=call, actor=person("Ada")) == []
    row.refresh_from_db()
    with row.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == row.sha256
    entry = LedgerEntry.objects.get(type="files.opened")
    assert parse_entry(entry.canonical.encode()).pub == {"count": 1}
    assert entry.call_code == call.code
    assert [str(one) for one in fsck.differences()] == []
    readings = SealedRead.objects.filter(application=row.application, user=person("Ada"))
    assert readings.exists()


def test_file_that_is_not_put_back_is_refused_by_name_and_writes_nothing():
    call, row, lost = opened_without_one_file()
    for content in (None, lost[:-1] + b"?"):
        if content:
            put_back(row, content)
        with at(LATER), pytest.raises(Refused, match=r"M27-A-002: soglasje\.pdf"):
            open_lost_files(call=call, actor=person("Ada"))
    assert not LedgerEntry.objects.filter(type="files.opened").exists()
    row.refresh_from_db()
    assert row.file.name == ""


@pytest.mark.parametrize("name", ["Bruno", "Emil", "Fani"])
def test_nobody_else_opens_a_file_that_was_put_back(name):
    call, row, lost = opened_without_one_file()
    put_back(row, lost)
    with at(LATER), pytest.raises(PermissionDenied):
        open_lost_files(call=call, actor=person(name))


def test_seal_lets_nobody_read_a_lost_file_without_the_entry():
    _call, row, lost = opened_without_one_file()
    put_back(row, lost)
    for name in ("Ada", "Lea"):
        user = person("Ada") if name == "Ada" else member("Lea")
        with pytest.raises(PermissionDenied):
            read_attachment(attachment=row, actor=user, at=parse_datetime(LATER))


def test_page_of_the_opening_names_the_lost_file_and_opens_it_with_a_press(client):
    call, row, lost = opened_without_one_file()
    client.force_login(person("Ada"))
    page, act = (reverse(f"scoring:{name}", args=[call.code]) for name in PAGE_AND_ACT)
    download = reverse("grants:opened_attachment", args=[row.pk])
    with at(LATER):
        said = client.get(page).content.decode()
        assert "M27-A-002</span>: soglasje.pdf" in said
        assert "manjka" in said
        assert "na strani seje odpiranja" in client.get(download).content.decode()
        refused = client.post(act)
        assert (refused.status_code, "M27-A-002: soglasje.pdf" in refused.content.decode()) == (
            422,
            True,
        )
        put_back(row, lost)
        said = client.post(act, follow=True).content.decode()
        assert client.get(download).status_code == 200
    assert "Odprta je 1 stvar, ki je prej ni bilo mogoče prebrati." in said
    assert "odprta pozneje" in said
    assert act not in said


def test_fsck_and_readiness_name_the_missing_file_before_the_opening():
    sent_call()
    row = Attachment.objects.filter(application__number="M27-A-002").get()
    assert Round().missing() == []
    lose(row.sealed_file.name)
    assert Round().missing() == [f"sealed attachment M27-A-002 · {row.pk}"]
    [found] = [str(one) for one in fsck.differences()]
    assert found.startswith(f"sealed attachment M27-A-002 · {row.pk}: its file")


def test_fsck_names_an_altered_file():
    walked_call()
    document = Document.objects.get(kind="public_call")
    default_storage.delete(document.file.name)
    with default_storage.open(document.file.name, "wb") as file:
        file.write(b"{}")
    found = [str(one) for one in fsck.differences()]
    assert len(found) == 1
    assert found[0].endswith("is not the one that was stored")


def test_reading_a_missing_file_is_a_sentence_in_the_language_of_the_reader(client):
    call = sent_call()
    row = Attachment.objects.filter(application__number="M27-A-001").get()
    lose(row.sealed_file.name)
    client.force_login(person("Bruno"))
    address = reverse("grants:apply_file", args=[row.application.number, row.pk])
    with at(FILING):
        answer = client.get(address)
    assert answer.status_code == 404
    assert "v shrambi pa je ni več" in answer.content.decode()
    assert call.code


def _laid_in_place(name, what, tmp_path):
    place = Path(default_storage.path(name))
    content = place.read_bytes()
    place.unlink()
    if what == "link":
        elsewhere = tmp_path / "elsewhere"
        elsewhere.write_bytes(content)
        place.symlink_to(elsewhere)
    elif what == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()


@pytest.mark.parametrize("what", ["link", "pipe", "folder"])
def test_fsck_does_not_follow_what_lies_in_the_place_of_a_file(what, tmp_path):
    walked_call()
    document = Document.objects.get(kind="public_call")
    _laid_in_place(document.file.name, what, tmp_path)
    [found] = [str(one) for one in fsck.differences()]
    assert found.endswith("is a link or no ordinary file")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd"])
def test_name_that_leads_out_of_the_storage_is_a_difference_and_no_fault(name):
    walked_call()
    document = Document.objects.get(kind="public_call")
    tamper(f"UPDATE reports_document SET file = '{name}' WHERE id = {document.pk}")
    found = [str(one) for one in fsck.differences()]
    assert any(one.endswith("has a name that no stored file can have") for one in found)
    assert len(Round().missing()) == 1
