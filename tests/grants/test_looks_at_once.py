"""While somebody's file is looked at no transaction is open, and others go on with their acts."""

import threading
from contextlib import nullcontext

import pytest
from django.db import connection, connections

from applicants.actions.add_document import add_document
from applicants.files import check as file_check
from applicants.files.check import FileRefused
from applicants.models import StoredDocument
from audit.database.clock import pretended_time
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.submit_application import submit_application
from grants.models import Attachment, Submission
from tests.bad_input.corpus.pdfs import names_what_is_not_there
from tests.grants.applying import a_draft, a_filled_draft, a_pdf, moment
from tests.grants.every_field import a_call_with_every_field
from tests.personas import person
from tests.stage import FILING, a_published_call, at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def during(monkeypatch):
    """What another person does while a file is looked at; the look itself goes on after it."""
    acts = []
    really = file_check.look_at

    def look_at(content, module, words):
        assert not connection.in_atomic_block
        for act in acts:
            other = threading.Thread(target=_alone, args=(act,))
            other.start()
            other.join(60)
            assert not other.is_alive(), "It waits for the one whose file is looked at."
        return really(content, module, words)

    monkeypatch.setattr(file_check, "look_at", look_at)
    return acts


def _alone(act):
    try:
        with pretended_time(moment(FILING)):
            act()
    finally:
        connections.close_all()


def _submits(draft):
    return lambda: submit_application(
        application=draft, draft_version=draft.draft_version, actor=person("Bruno")
    )


@pytest.mark.parametrize("is_good", [True, False])
def test_document_is_looked_at_while_another_person_submits(during, is_good):
    draft = a_filled_draft()
    during.append(_submits(draft))
    content = a_pdf() if is_good else names_what_is_not_there(24_000)
    refused = nullcontext() if is_good else pytest.raises(FileRefused)
    with at(FILING), refused:
        add_document(
            organisation=draft.organisation,
            title="Statut",
            name="statut.pdf",
            content=content,
            valid_until=None,
            actor=person("Bruno"),
        )
    assert Submission.objects.count() == 1
    assert StoredDocument.objects.count() == is_good


def test_file_of_an_application_is_looked_at_while_another_person_submits(during):
    plain, every = a_published_call(), a_call_with_every_field(code="every-2027")
    draft = a_filled_draft(plain)
    other = a_draft(every, draft.organisation)
    during.append(_submits(draft))
    with at(FILING):
        add_attachment(
            application=other, field="papers", name="a.pdf", content=a_pdf(), actor=person("Bruno")
        )
    assert Submission.objects.count() == 1
    assert Attachment.objects.count() == 1
