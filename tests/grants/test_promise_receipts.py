"""Receipts by e-mail: noted by the worker, one letter for everybody who may write."""

import pytest
from django.core import mail

from applicants.models import MembershipRole
from grants.actions.applying import promise_receipts as module
from grants.actions.applying.promise_receipts import promise_receipts
from grants.actions.applying.submit_application import submit_application
from grants.models import Submission
from jobs.actions.send_letters import send_letters
from jobs.models import Letter
from tests.grants.applying import a_filled_draft, add_member, moment
from tests.personas import person
from tests.stage import FILING, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db


def _sent(*names: str) -> list[Submission]:
    call = a_published_call()
    found = []
    for name in names:
        draft = a_filled_draft(call, an_organisation(name))
        with at(FILING):
            found.append(
                submit_application(
                    application=draft, draft_version=draft.draft_version, actor=person("Bruno")
                )
            )
    return found


def test_submit_application_leaves_the_letter_to_the_worker():
    [submission] = _sent("Zbor")
    assert submission.mail_due_at == moment(FILING)
    assert not Letter.objects.exists()


def test_promise_receipts_notes_each_once():
    first, second = _sent("Zbor", "Godba")
    with at(FILING):
        assert promise_receipts(most=1) == 1
        assert promise_receipts() == 1
        assert promise_receipts() == 0
    noted = Letter.objects.order_by("about").values_list("kind", "about", "address", "promised_at")
    assert list(noted) == [
        ("receipt", one.pk, "bruno@example.org", one.submitted_at) for one in (first, second)
    ]
    assert not Submission.objects.exclude(mail_due_at=None).exists()


def test_receipt_goes_to_each_writer_in_the_own_language():
    [submission] = _sent("Zbor")
    organisation = submission.application.organisation
    add_member(organisation, "Edo", MembershipRole.EDITOR)
    add_member(organisation, "Vera", MembershipRole.VIEWER)
    edo = person("Edo")
    edo.language = "it"
    edo.save()
    with at(FILING):
        promise_receipts()
        assert send_letters() == 2
    said = {letter.to[0]: letter.subject.partition(" ")[0] for letter in mail.outbox}
    assert said == {"bruno@example.org": "Vloga", "edo@example.org": "La"}


def test_promise_receipts_leaves_what_another_worker_has_taken(monkeypatch):
    first, second = _sent("Zbor", "Godba")
    real = module.writers_of

    def taken_meanwhile(organisation):
        Submission.objects.filter(pk=first.pk).update(mail_due_at=None)
        return real(organisation)

    monkeypatch.setattr(module, "writers_of", taken_meanwhile)
    with at(FILING):
        assert promise_receipts() == 1
    assert Letter.objects.get().about == second.pk


def test_promise_receipts_notes_all_or_nothing(monkeypatch):
    _sent("Zbor", "Godba")
    real, noted = module.promise_letters, []

    def ends_after_one(**said):
        if noted:
            raise MemoryError
        noted.append(said)
        real(**said)

    monkeypatch.setattr(module, "promise_letters", ends_after_one)
    with at(FILING), pytest.raises(MemoryError):
        promise_receipts()
    assert not Letter.objects.exists()
    assert Submission.objects.filter(mail_due_at=None).count() == 0
