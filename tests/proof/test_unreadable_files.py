"""Missing and altered files of calls that are not opened yet: found by the worker, told before."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.urls import reverse

from grants.actions.calls import watch_sealed_files as watching
from grants.actions.calls.watch_sealed_files import watch_sealed_files
from grants.models import Attachment
from grants.selectors.calls.unreadable_files import unreadable_files, unreadable_numbers
from reports.documents.minutes import minutes_pdf
from scoring.models import OpeningSession
from scoring.selectors.opening.minutes import minutes_in
from tests.personas import person
from tests.proof.stage import sent_call
from tests.proof.test_lost_files import opened
from tests.stage import FILING, at

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
NUMBER = "M27-A-002"


def place_of(number=NUMBER):
    row = Attachment.objects.get(application__number=number)
    return Path(default_storage.path(row.sealed_file.name))


def look():
    """As the worker does, a minute later."""
    cache.delete(watching._TURN)
    return watch_sealed_files()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda place: place.unlink(), "is missing or cannot be read"),
        (lambda place: place.write_bytes(b""), "is not the one that was stored"),
        (lambda place: place.write_bytes(place.read_bytes()[:-1]), "is not the one that"),
    ],
    ids=["missing", "empty", "cut-short"],
)
def test_damaged_file_is_found_and_forgotten_when_it_is_back(damage, said):
    call = sent_call()
    place = place_of()
    content = place.read_bytes()
    assert look()
    assert (unreadable_files(), unreadable_numbers(call)) == ([], [])
    damage(place)
    look()
    [found] = unreadable_files()
    assert found.startswith(f"sealed attachment {NUMBER} · ")
    assert said in found
    assert unreadable_numbers(call) == [NUMBER]
    place.write_bytes(content)
    look()
    assert (unreadable_files(), unreadable_numbers(call)) == ([], [])


def test_files_are_read_in_turn_and_then_from_the_first_again(monkeypatch):
    call = sent_call()
    monkeypatch.setattr(watching, "_AT_ONCE", 2)
    count = Attachment.objects.filter(application__call=call).count()
    place_of().unlink()
    rounds = -(-count // 2)
    for _round in range(rounds):
        look()
    assert unreadable_numbers(call) == [NUMBER]
    for _round in range(rounds + 1):
        look()
    assert unreadable_numbers(call) == [NUMBER]


def test_two_workers_do_not_read_at_once():
    sent_call()
    assert look()
    assert watch_sealed_files() == 0


def test_after_the_opening_the_session_names_it_instead():
    call = sent_call()
    place_of().unlink()
    look()
    opened(call)
    call.refresh_from_db()
    assert (unreadable_files(), unreadable_numbers(call)) == ([], [])


def test_desk_names_the_application_and_nothing_that_is_sealed(client):
    call = sent_call()
    place_of().unlink()
    look()
    client.force_login(person("Ada"))
    for page in ("reports:workspace", "scoring:opening"):
        with at(FILING):
            text = client.get(reverse(page, args=[call.code])).content.decode()
        assert "Poškodovane vloge ali datoteke" in text
        assert NUMBER in text
        assert "soglasje.pdf" not in text
    client.force_login(person("Bruno"))
    with at(FILING):
        assert client.get(reverse("scoring:opening", args=[call.code])).status_code == 404


def test_public_copy_of_the_minutes_names_no_file():
    call = sent_call()
    place_of().unlink()
    opened(call)
    session = OpeningSession.objects.get(call=call)
    ours = " ".join(minutes_in(session, "sl")["paragraphs"])
    public = " ".join(minutes_in(session, "sl", named={"M27-A-001"})["paragraphs"])
    assert f"{NUMBER}: soglasje.pdf" in ours
    assert NUMBER in public
    assert "soglasje" not in public
    rows = {row["number"]: row["note"] for row in minutes_in(session, "sl")["rows"]}
    assert [number for number, note in rows.items() if note] == [NUMBER]
    with pytest.raises(ValueError, match="not over"):
        minutes_pdf(session)
