"""The seal has one door; that nothing of the content is anywhere else: tests/permissions."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from applicants.models import MembershipRole
from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from audit.keys.seal import SealBrokenError
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.submit_application import submit_application
from grants.actions.applying.withdraw_application import withdraw_application
from grants.models import Application, SealedRead
from grants.sealed_content import read_attachment, read_sealed
from tests.grants.applying import a_draft, a_filled_draft, a_pdf, add_member, moment
from tests.grants.every_field import a_call_with_every_field
from tests.personas import person
from tests.stage import FILING, OPENING, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db


def _send(application: Application) -> None:
    application.refresh_from_db()
    submit_application(
        application=application, draft_version=application.draft_version, actor=person("Bruno")
    )


def _seal_opened(application: Application, name: str = "Ada") -> None:
    with transaction.atomic():
        append_entry(
            type=EntryType.SEAL_OPENED,
            call_code=application.call.code,
            actor=ledger_actor(user_id=person(name).pk, role="officer"),
            pub={},
            payload={},
        )


@pytest.mark.parametrize("name", ["Ada", "Celia", "Dario", "Emil", "Fani"])
def test_nobody_else_passes_the_door_before_the_opening(name):
    draft = a_filled_draft()
    with at(FILING):
        _send(draft)
        draft.refresh_from_db()
        with pytest.raises(PermissionDenied):
            read_sealed(application=draft, actor=person(name), at=moment(FILING))
        _seal_opened(draft, name)
        with pytest.raises(PermissionDenied):
            read_sealed(application=draft, actor=person(name), at=moment(FILING))


def test_opening_passes_who_wrote_the_entry_and_gets_the_submission_that_counts():
    draft = a_filled_draft()
    with at(FILING):
        _send(draft)
        draft.refresh_from_db()
        save_answers(
            application=draft,
            answers={"title": "Po oddaji"},
            draft_version=draft.draft_version,
            actor=person("Bruno"),
        )
    with at(OPENING):
        draft.refresh_from_db()
        with pytest.raises(PermissionDenied):
            read_sealed(application=draft, actor=person("Ada"), at=moment(OPENING))
        _seal_opened(draft)
        content = read_sealed(application=draft, actor=person("Ada"), at=moment(OPENING))
        with pytest.raises(PermissionDenied):
            read_sealed(application=draft, actor=person("Emil"), at=moment(OPENING))
    assert content.answers["title"] == content.title == "Pesmi treh obal"
    assert content.applicant["name"] == "Mešani zbor Oljčni list"
    assert content.applicant["eligibility"] == {"seat": True}
    assert SealedRead.objects.filter(application=draft, user=person("Ada")).count() == 1


def test_drafts_and_withdrawn_applications_are_never_opened():
    call = a_published_call()
    draft = a_filled_draft(call)
    withdrawn = a_filled_draft(call, an_organisation("Pihalni orkester"))
    with at(FILING):
        _send(withdrawn)
        withdraw_application(application=withdrawn, actor=person("Bruno"))
    with at(OPENING):
        _seal_opened(draft)
        for application in (draft, withdrawn):
            application.refresh_from_db()
            with pytest.raises(PermissionDenied):
                read_sealed(application=application, actor=person("Ada"), at=moment(OPENING))


def test_reading_is_noted_once_a_day():
    organisation = an_organisation()
    draft = a_filled_draft(organisation=organisation)
    add_member(organisation, "Vera", MembershipRole.VIEWER)
    for _ in range(2):
        read_sealed(application=draft, actor=person("Vera"), at=moment(FILING))
    read_sealed(application=draft, actor=person("Vera"), at=moment(OPENING))
    assert SealedRead.objects.filter(user=person("Vera")).count() == 2


def test_sealed_answers_of_another_application_do_not_open_here():
    call = a_published_call()
    first = a_filled_draft(call)
    second = a_filled_draft(call, an_organisation("Pihalni orkester"))
    second.sealed, second.wrapped_key = first.sealed, first.wrapped_key
    with pytest.raises(SealBrokenError):
        read_sealed(application=second, actor=person("Bruno"), at=moment(FILING))


def test_attachment_is_given_to_the_opening_only_with_the_entry():
    draft = a_draft(a_call_with_every_field())
    content = a_pdf("Seznam")
    with at(FILING):
        row = add_attachment(
            application=draft,
            field="papers",
            name="seznam.pdf",
            content=content,
            actor=person("Bruno"),
        )
        about, got = read_attachment(attachment=row, actor=person("Bruno"), at=moment(FILING))
        assert (about.name, got) == ("seznam.pdf", content)
        with pytest.raises(PermissionDenied):
            read_attachment(attachment=row, actor=person("Ada"), at=moment(OPENING))
