"""Two keys, an hour, a list: how the applications of a call are opened."""

import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from applicants.models import MembershipRole
from audit.core.entry import parse_entry
from audit.keys.pseudonyms import is_by
from audit.keys.seal import SealBrokenError
from audit.models import LedgerEntry, LedgerPayload
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.submit_application import submit_application
from grants.actions.applying.withdraw_application import withdraw_application
from grants.actions.calls import unseal_call as unsealing
from grants.models import Application, Attachment, StateChange, Submission
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.models import OpeningSession
from tests.attendance import all_here
from tests.grants.applying import a_filled_draft, a_pdf, add_member
from tests.opened import (
    BEGINNING,
    CLOSING,
    FIRST_KEY,
    SECOND_KEY,
    a_begun_session,
    a_call_in_checking,
    a_call_with_committee,
    a_sent_application,
    open_call,
)
from tests.personas import person
from tests.small_call import ANSWERS, small_call, texts
from tests.stage import FILING, a_published_call, at

pytestmark = pytest.mark.django_db
CANARY = "Kanarček poje ob treh"


def with_a_file_field() -> dict[str, object]:
    content = small_call()
    content["lots"][0]["form"]["sections"][0]["fields"].append(
        {
            "code": "consent",
            "kind": "file",
            "label": texts("Soglasje"),
            "types": ["pdf"],
            "max_mb": 5,
            "max_files": 1,
        }
    )
    return {"lots": content["lots"]}


def confirm(call, name, moment):
    with at(moment):
        return confirm_opening(call=call, actor=person(name))


def test_start_opening_session_counts_what_was_sent():
    call = a_call_with_committee()
    a_sent_application(call)
    a_filled_draft(call, a_sent_application(call, "Drugo društvo").organisation)
    a_begun_session(call)
    entry = LedgerEntry.objects.get(type="deadline.closed")
    assert parse_entry(entry.canonical.encode()).pub == {"count": 2}
    assert parse_entry(entry.canonical.encode()).actor.role == "system"


def test_start_opening_session_twice_is_once():
    call = a_call_with_committee()
    a_begun_session(call)
    a_begun_session(call)
    assert OpeningSession.objects.count() == 1
    assert LedgerEntry.objects.filter(type="deadline.closed").count() == 1


@pytest.mark.parametrize("moment", ["2026-10-30T12:00:01+01:00", "2026-11-04T08:59:59+01:00"])
def test_start_opening_session_waits_for_its_hour(moment):
    call = a_call_with_committee()
    with at(moment), pytest.raises(Refused):
        start_opening_session(
            call=call, place="Riva 4", attendance=all_here(call), actor=person("Ada")
        )


def test_start_opening_session_needs_a_committee_and_a_place():
    call = a_published_call()
    with at(BEGINNING), pytest.raises(Refused):
        start_opening_session(
            call=call, place="Riva 4", attendance=all_here(call), actor=person("Ada")
        )
    call = a_call_with_committee(code="druga-2027")
    with at(BEGINNING), pytest.raises(Refused) as refused:
        start_opening_session(call=call, place=" ", attendance=all_here(call), actor=person("Ada"))
    assert refused.value.field == "place"


@pytest.mark.parametrize("name", ["Bruno", "Dario", "Emil", "Fani", "Ciril"])
def test_opening_is_for_the_officer_the_chair_and_the_secretary(name):
    call = a_call_with_committee()
    with at(BEGINNING), pytest.raises(PermissionDenied):
        start_opening_session(
            call=call, place="Riva 4", attendance=all_here(call), actor=person(name)
        )
    a_begun_session(call)
    with at(FIRST_KEY), pytest.raises(PermissionDenied):
        confirm_opening(call=call, actor=person(name))


def test_confirm_opening_needs_a_session():
    call = a_call_with_committee()
    with pytest.raises(Refused):
        confirm(call, "Ada", FIRST_KEY)


def test_confirm_opening_by_one_person_opens_nothing():
    call = a_call_with_committee()
    application = a_sent_application(call, title=CANARY)
    a_begun_session(call)
    confirm(call, "Ada", FIRST_KEY)
    with pytest.raises(Refused):
        confirm(call, "Ada", SECOND_KEY)
    application.refresh_from_db()
    call.refresh_from_db()
    assert (call.state, application.state, application.answers) == ("published", "submitted", None)
    assert not LedgerEntry.objects.filter(type="seal.opened").exists()


def test_database_refuses_the_same_person_twice():
    call = a_call_with_committee()
    a_begun_session(call)
    ada = person("Ada")
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningSession.objects.update(first_by=ada, second_by=ada)


@pytest.mark.parametrize(
    ("second", "is_open"),
    [("2026-11-04T09:20:58+01:00", True), ("2026-11-04T09:20:58.001+01:00", False)],
)
def test_confirm_opening_lapses_after_a_quarter_of_an_hour(second, is_open):
    call = a_call_with_committee()
    a_sent_application(call)
    a_begun_session(call)
    confirm(call, "Ada", FIRST_KEY)
    session = confirm(call, "Cvetka", second)
    call.refresh_from_db()
    assert (call.state == "opened") is is_open
    if not is_open:
        assert session.first_by == person("Cvetka")


def test_confirm_opening_again_by_the_second_person_is_once():
    call = open_call(a_call_with_committee())
    confirm(call, "Cvetka", SECOND_KEY)
    with pytest.raises(Refused):
        confirm(call, "Ada", SECOND_KEY)
    assert LedgerEntry.objects.filter(type="seal.opened").count() == 1


def test_confirm_opening_is_not_for_members_of_an_applicant():
    call = a_call_with_committee()
    application = a_sent_application(call)
    a_begun_session(call)
    add_member(application.organisation, "Cvetka", MembershipRole.VIEWER)
    confirm(call, "Ada", FIRST_KEY)
    with pytest.raises(PermissionDenied):
        confirm(call, "Cvetka", SECOND_KEY)


def test_first_confirmation_of_whoever_joined_an_applicant_since_is_none():
    call = a_call_with_committee()
    application = a_sent_application(call)
    a_begun_session(call)
    confirm(call, "Ada", FIRST_KEY)
    add_member(application.organisation, "Ada", MembershipRole.VIEWER)
    assert confirm(call, "Cvetka", SECOND_KEY).second_by is None


def test_opened_application_is_what_was_submitted():
    call = a_call_with_committee(**with_a_file_field())
    draft = a_filled_draft(call, title=CANARY)
    content = a_pdf(CANARY)
    with at(FILING):
        file = add_attachment(
            application=draft,
            field="consent",
            name="soglasje čez.pdf",
            content=content,
            actor=person("Bruno"),
        )
        draft.refresh_from_db()
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    open_call(call)
    draft.refresh_from_db()
    file.refresh_from_db()
    assert draft.state == "received"
    assert draft.answers == {**ANSWERS, "title": CANARY, "consent": [str(file.pk)]}
    assert draft.title == CANARY
    assert draft.applicant["name"] == draft.organisation.name
    assert draft.applicant["eligibility"] == {"seat": True}
    assert (draft.requested_cents, draft.eligible_cents) == (40000, 90000)
    assert (file.name, file.field, file.size) == ("soglasje čez.pdf", "consent", len(content))
    with file.file.open("rb") as stored:
        plain = stored.read()
    assert plain == content
    assert hashlib.sha256(plain).hexdigest() == file.sha256


def holds_canary(*models) -> bool:
    values = [value for model in models for row in model.objects.values() for value in row.values()]
    plain = repr([value for value in values if not isinstance(value, (bytes, memoryview))])
    sealed = b"".join(bytes(value) for value in values if isinstance(value, (bytes, memoryview)))
    return CANARY in plain or CANARY.encode() in sealed


def test_canary_is_nowhere_before_the_opening():
    call = a_call_with_committee()
    a_sent_application(call, title=CANARY)
    a_begun_session(call)
    confirm(call, "Ada", FIRST_KEY)
    models = (Application, Submission, OpeningSession, LedgerEntry, LedgerPayload, StateChange)
    assert not holds_canary(*models)
    confirm(call, "Cvetka", SECOND_KEY)
    assert holds_canary(Application)


def test_drafts_and_withdrawn_applications_stay_sealed():
    call = a_call_with_committee()
    sent = a_sent_application(call)
    with at(FILING):
        withdraw_application(application=sent, actor=person("Bruno"))
    draft = a_filled_draft(call, sent.organisation)
    open_call(call)
    for application, state in ((sent, "withdrawn"), (draft, "draft")):
        application.refresh_from_db()
        assert (application.state, application.answers) == (state, None)
    assert OpeningSession.objects.get().opened == []


def test_replaced_application_opens_with_its_last_submission():
    call = a_call_with_committee()
    sent = a_sent_application(call, title="Prvi naslov")
    with at(FILING):
        save_answers(
            application=sent,
            answers={"title": "Drugi naslov"},
            draft_version=sent.draft_version,
            actor=person("Bruno"),
        )
        sent.refresh_from_db()
        last = submit_application(
            application=sent, draft_version=sent.draft_version, actor=person("Bruno")
        )
        save_answers(
            application=sent,
            answers={"title": "Nikoli oddano"},
            draft_version=sent.draft_version,
            actor=person("Bruno"),
        )
    open_call(call)
    sent.refresh_from_db()
    assert sent.title == "Drugi naslov"
    assert OpeningSession.objects.get().opened[0]["sha256"] == last.sha256


def test_seal_opened_is_written_before_the_first_reading(monkeypatch):
    call = a_call_with_committee()
    application = a_sent_application(call)
    seen = []

    def spy(**given):
        entry = LedgerEntry.objects.get(type="seal.opened")
        seen.append(json.loads(entry.payload.text)["applications"])
        return real(**given)

    real = unsealing.read_for_opening
    monkeypatch.setattr(unsealing, "read_for_opening", spy)
    open_call(call)
    digest = application.submissions.get().sha256
    assert seen == [[{"number": application.number, "sha256": digest}]]
    entry = parse_entry(LedgerEntry.objects.get(type="seal.opened").canonical.encode())
    assert entry.pub == {"count": 1}
    assert entry.actor.role == "secretary"
    assert is_by(entry, person("Cvetka").pk)


def test_failed_opening_leaves_no_trace(monkeypatch, settings):
    call = a_call_with_committee(**with_a_file_field())
    draft = a_filled_draft(call)
    with at(FILING):
        add_attachment(
            application=draft,
            field="consent",
            name="soglasje.pdf",
            content=a_pdf(),
            actor=person("Bruno"),
        )
        draft.refresh_from_db()
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    a_begun_session(call)
    confirm(call, "Ada", FIRST_KEY)
    written = []
    real = unsealing.PlainFiles.write

    def note(self, file, name, content):
        real(self, file, name, content)
        written.append(file)

    monkeypatch.setattr(unsealing.PlainFiles, "write", note)
    monkeypatch.setattr(unsealing, "carry_out", _fail)
    with pytest.raises(SealBrokenError):
        confirm(call, "Cvetka", SECOND_KEY)
    assert len(written) == 1
    assert not written[0].storage.exists(written[0].name)
    draft.refresh_from_db()
    call.refresh_from_db()
    assert (call.state, draft.answers) == ("published", None)
    assert not LedgerEntry.objects.filter(type="seal.opened").exists()
    assert Attachment.objects.get().file.name == ""


def _fail(*_given, **_named):
    raise SealBrokenError("in the middle")


def test_opened_list_is_frozen_in_order_of_numbers():
    call = a_call_in_checking(2)
    session = call.opening_session
    assert [line["number"] for line in session.opened] == ["M27-A-001", "M27-A-002"]
    assert session.opened[0] == {
        "number": "M27-A-001",
        "lot": "A",
        "channel": "online",
        "sent_at": session.opened[0]["sent_at"],
        "applicant": "Društvo 1",
        "requested_cents": 40000,
        "sha256": Submission.objects.get(application__number="M27-A-001").sha256,
    }


def test_close_opening_session_fixes_the_seed_and_starts_the_check():
    call = a_call_in_checking(1)
    session = call.opening_session
    assert call.state == "checking"
    assert call.draw_seed == session.entry.leaf_hash
    entry = LedgerEntry.objects.get(type="call.advanced")
    assert parse_entry(entry.canonical.encode()).pub["draw_seed"] == call.draw_seed
    assert [(line["name"], line["role"]) for line in session.present] == [
        ("Celia", "chair"),
        ("Ciril", "member"),
        ("Cvetka", "secretary"),
        ("Ada", "officer"),
    ]


def test_close_opening_session_twice_is_once():
    call = a_call_in_checking(1)
    with at(CLOSING):
        close_opening_session(call=call, public_present=0, remarks="pozneje", actor=person("Ada"))
    assert OpeningSession.objects.get().remarks == ""
    assert StateChange.objects.filter(step="start_checking").count() == 1


def test_close_opening_session_needs_the_opening():
    call = a_call_with_committee()
    a_begun_session(call)
    with at(CLOSING), pytest.raises(Refused):
        close_opening_session(call=call, public_present=0, remarks="", actor=person("Ada"))


def test_officer_who_sits_in_the_committee_has_one_key():
    """A seat and a role of officer on one call are one person still."""
    call = a_call_with_committee()
    RoleGrant.objects.create(user=person("Cvetka"), role=Role.OFFICER)
    a_begun_session(call)
    confirm(call, "Cvetka", FIRST_KEY)
    with pytest.raises(Refused):
        confirm(call, "Cvetka", SECOND_KEY)
