"""Receipts by e-mail: sent by the worker, again where it did not come to an end, never lost."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from grants.actions import send_receipts as module
from grants.actions.send_receipts import send_receipts
from grants.actions.submit_application import submit_application
from grants.models import Submission
from tests.grants.applying import a_filled_draft, moment
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


def _later(minutes: int):
    return at((moment(FILING) + timedelta(minutes=minutes)).isoformat())


def test_submit_application_leaves_the_letter_to_the_worker():
    [submission] = _sent("Zbor")
    assert submission.mail_due_at == moment(FILING)
    assert mail.outbox == []


def test_send_receipts_sends_each_once():
    _sent("Zbor", "Godba")
    with at(FILING):
        assert send_receipts(most=1) == 1
        assert send_receipts() == 1
        assert send_receipts() == 0
    assert len(mail.outbox) == 2
    assert not Submission.objects.exclude(mail_due_at=None).exists()


def test_send_receipts_tries_again_when_the_mail_server_is_back(monkeypatch):
    _sent("Zbor", "Godba")

    def is_down(*_arguments: object) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as patch, at(FILING):
        patch.setattr(EmailBackend, "send_messages", is_down)
        assert send_receipts() == 0
    with at(FILING):
        assert send_receipts() == 1
    with _later(2):
        assert send_receipts() == 1
    assert len(mail.outbox) == 2


def test_send_receipts_goes_on_where_a_worker_was_killed(monkeypatch):
    """What a killed worker looks like from within: nothing after it runs."""
    _sent("Zbor")

    class Killed(BaseException):
        pass

    def die(_submission: Submission) -> None:
        raise Killed

    with monkeypatch.context() as patch, at(FILING):
        patch.setattr(module, "send_receipt", die)
        with pytest.raises(Killed):
            send_receipts()
    with _later(5):
        assert send_receipts() == 0
    with _later(11):
        assert send_receipts() == 1
        assert timezone.now() > moment(FILING)
    assert len(mail.outbox) == 1


def test_send_receipts_leaves_a_letter_that_another_worker_has_taken(monkeypatch):
    _sent("Zbor")
    rows = [(row.pk, row.mail_due_at) for row in Submission.objects.all()]
    with at(FILING):
        assert send_receipts() == 1
        monkeypatch.setattr(module, "_due", lambda _now: rows)
        assert send_receipts() == 0
    assert len(mail.outbox) == 1
