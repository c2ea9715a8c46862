"""Minutes of the opening and receipts as documents: for whom, and what they say."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from audit.core import canonical
from tests.opened import a_call_in_checking, a_call_with_committee, a_sent_application
from tests.personas import person

pytestmark = pytest.mark.django_db


def text_of(data):
    return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(data)).pages).split())


def test_minutes_are_public_after_the_session_and_in_both_languages(client):
    call = a_call_in_checking()
    answer = client.get(reverse("reports:opening_minutes", args=[call.code]))
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    for number in call.applications.values_list("number", flat=True):
        assert number in text
    assert "Zapisnik o odpiranju" in text
    assert "Verbale" in text
    assert call.draw_seed[:4] in text


def test_minutes_are_not_there_before_the_session_ends(client):
    call = a_call_with_committee()
    assert client.get(reverse("reports:opening_minutes", args=[call.code])).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("Bruno", 200), ("Dario", 404), ("Ada", 404)])
def test_receipt_is_for_the_applicant(client, name, status):
    application = a_sent_application(a_call_with_committee())
    client.force_login(person(name))
    answer = client.get(reverse("reports:receipt_pdf", args=[application.number]))
    assert answer.status_code == status
    if status == 200:
        submission = application.submissions.get()
        assert application.number in text_of(answer.content)
        attached = PdfReader(io.BytesIO(answer.content)).attachments
        assert attached["receipt.json"] == [canonical.dumps(submission.receipt)]
