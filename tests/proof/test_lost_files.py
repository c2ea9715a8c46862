"""A stored file that is missing: named, told before, a sentence for whoever asks for it."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from audit import fsck
from audit.models import LedgerEntry
from config.lost_files import Round
from grants.models import Attachment
from reports.models import Document
from scoring.actions.confirm_opening import confirm_opening
from scoring.actions.start_opening_session import start_opening_session
from scoring.models import OpeningSession
from scoring.selectors.opening_minutes import minutes_in
from tests.opened import BEGINNING, FIRST_KEY, SECOND_KEY
from tests.personas import person
from tests.proof.stage import sent_call, walked_call
from tests.scoring.committee import member
from tests.stage import FILING, at

pytestmark = pytest.mark.django_db


def lose(name: str) -> None:
    default_storage.delete(name)


def opened(call):
    with at(BEGINNING):
        start_opening_session(call=call, place="Sejna soba", actor=member("Lea"))
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
    assert call.applications.filter(state="received").count() == 4
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
