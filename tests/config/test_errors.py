"""The page for the time in which the database is away."""

import errno
from smtplib import SMTPServerDisconnected

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.test import Client

from accounts.guarded.pool import Busy, ChildDied, TookTooLong, TookTooMuch
from config import errors
from tests.grants.applying import a_filled_draft
from tests.personas import person
from tests.stage import FILING, at

pytestmark = pytest.mark.django_db
WORDS = {"sl": "Trenutno ni dosegljivo", "it": "Al momento non disponibile"}


def _client(monkeypatch: pytest.MonkeyPatch, error: Exception) -> Client:
    def fail(*_arguments: object, **_more: object) -> None:
        raise error

    client = Client(raise_request_exception=False)
    client.force_login(person("Bruno"))
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    return client


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
@pytest.mark.parametrize("language", ["sl", "it"])
def test_page_while_the_database_is_away_is_plain_and_in_the_readers_language(
    monkeypatch, error, language
):
    answer = _client(monkeypatch, error).get(f"/{language}/applications/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    text = answer.content.decode()
    assert WORDS[language] in text
    assert f'<html lang="{language}"' in text
    assert "gone" not in text


def test_page_while_the_database_is_away_keeps_what_was_typed(monkeypatch):
    draft = a_filled_draft()
    with at(FILING):
        answer = _client(monkeypatch, OperationalError()).post(
            f"/sl/applications/{draft.number}/sections/about/",
            {"title": "Pesmi <treh> obal", "members": "34", "password": "geslo-12345"},
            headers={"origin": "http://testserver"},
        )
    text = answer.content.decode()
    assert answer.status_code == 503
    assert 'name="title" value="Pesmi &lt;treh&gt; obal"' in text
    assert f'action="/sl/applications/{draft.number}/sections/about/"' in text
    assert "geslo-12345" not in text


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(errno.ECONNREFUSED, "mail"),
        SMTPServerDisconnected("mail"),
        TimeoutError("mail"),
        OSError(errno.ENOSPC, "full"),
    ],
)
def test_mail_server_or_disk_that_fails_is_a_matter_of_waiting(monkeypatch, error):
    answer = _client(monkeypatch, error).get("/sl/applications/")
    assert answer.status_code == 503
    assert WORDS["sl"] in answer.content.decode()


@pytest.mark.parametrize("error", [ProgrammingError(), PermissionError(errno.EACCES, "keys")])
def test_other_errors_stay_errors_of_ours(monkeypatch, error):
    answer = _client(monkeypatch, error).get("/sl/applications/")
    assert answer.status_code == 500
    assert WORDS["sl"] not in answer.content.decode()


def test_unavailable_page_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.unavailable(rf.get("/sl/"))
    assert answer.status_code == 503


@pytest.mark.parametrize("fault", [TookTooLong, TookTooMuch, ChildDied, Busy])
def test_document_that_no_renderer_gave_is_a_page_and_no_fault_of_ours(monkeypatch, fault):
    """The receipt of an application, where its renderer hangs, dies or has no room."""
    answer = _client(monkeypatch, fault("x")).get("/it/applications/")
    assert answer.status_code == 503
    assert WORDS["it"] in answer.content.decode()
