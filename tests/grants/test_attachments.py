"""Files of an application: room for them, and how they leave."""

from pathlib import Path

import pytest

from applicants.actions.add_document import add_document
from applicants.files.room import NoRoom, RoomOf
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.remove_attachment import remove_attachment
from grants.actions.applying.submit_application import submit_application
from grants.core.workflow import CallState
from grants.models import Application, Attachment, Call
from grants.selectors.room import rooms_of_application
from tests.grants.applying import a_filled_draft, a_pdf
from tests.personas import person
from tests.scoring.test_opening import with_a_file_field
from tests.stage import FILING, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def a_draft_with_files(call: Call | None = None, name: str = "Pevsko društvo") -> Application:
    chosen = call or a_published_call(**with_a_file_field())
    return a_filled_draft(chosen, an_organisation(name))


def attach(draft: Application, kilobytes: int = 1) -> Attachment:
    with at(FILING):
        return add_attachment(
            application=draft,
            field="consent",
            name="soglasje.pdf",
            content=a_pdf("Soglasje") + b"\n%" + b"x" * (kilobytes * 1000),
            actor=person("Bruno"),
        )


def remove(row: Attachment) -> None:
    with at(FILING):
        remove_attachment(attachment=row, actor=person("Bruno"))


def send(draft: Application) -> None:
    draft.refresh_from_db()
    with at(FILING):
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )


def on_disk(settings) -> int:
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def test_file_that_no_submission_names_leaves_the_disk(
    settings, django_capture_on_commit_callbacks
):
    draft = a_draft_with_files()
    sent = attach(draft)
    send(draft)
    with django_capture_on_commit_callbacks(execute=True):
        remove(sent)
    assert on_disk(settings) == 1
    later = attach(draft)
    assert on_disk(settings) == 2
    with django_capture_on_commit_callbacks(execute=True):
        remove(later)
    assert on_disk(settings) == 1
    kept, gone = (Attachment.objects.get(pk=row.pk) for row in (sent, later))
    assert (bool(kept.sealed_file), bool(gone.sealed_file)) == (True, False)


def test_room_in_a_call_ends_with_a_sentence_and_comes_back(settings):
    settings.ROOM_CALL_MB = 1
    draft = a_draft_with_files()
    first = attach(draft, kilobytes=700)
    remove(first)
    assert attach(draft, kilobytes=700).sealed_size > 700_000
    with pytest.raises(NoRoom) as refused:
        attach(a_second_draft(draft), kilobytes=400)
    assert refused.value.room.of == RoomOf.CALL
    assert refused.value.field == "consent"


def test_room_in_a_call_is_the_own_one(settings):
    """Nobody can fill the place of others before a deadline."""
    settings.ROOM_CALL_MB = 1
    draft = a_draft_with_files()
    attach(draft, kilobytes=900)
    attach(a_draft_with_files(draft.call, "Drugo društvo"), kilobytes=900)


def test_documents_and_attachments_share_the_room_of_the_organisation(settings):
    settings.ROOM_ORGANISATION_MB = 1
    draft = a_draft_with_files()
    attach(draft, kilobytes=700)
    with pytest.raises(NoRoom) as refused:
        add_document(
            organisation=draft.organisation,
            title="Statut",
            name="statut.pdf",
            content=a_pdf("Statut") + b"\n%" + b"x" * 400_000,
            valid_until=None,
            actor=person("Bruno"),
        )
    assert refused.value.room.of == RoomOf.ORGANISATION


def test_opened_applications_take_no_room_any_more():
    draft = a_draft_with_files()
    attach(draft, kilobytes=100)
    used = [room.used for room in rooms_of_application(draft, person("Bruno"))]
    assert min(used) > 100_000
    Call.objects.filter(pk=draft.call_id).update(state=CallState.OPENED)
    assert [room.used for room in rooms_of_application(draft, person("Bruno"))] == [0, 0, 0]


def a_second_draft(draft: Application) -> Application:
    return a_filled_draft(draft.call, draft.organisation)
