"""Minutes of the opening and receipts as documents: for whom, and what they say."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from audit.core import canonical
from grants.models import Call
from scoring.models import OpeningSession
from tests.opened import a_call_in_checking, a_call_with_committee, a_sent_application
from tests.personas import person
from tests.proof.tampering import nothing_refuses
from tests.reports.published import a_decided_call, a_published_result

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
LINE = {
    "lot": "A",
    "sent_at": "2026-10-10T19:42:00+02:00",
    "channel": "online",
    "requested_cents": 40000,
    "sha256": "ab" * 32,
}


def text_of(data):
    return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(data)).pages).split())


def test_minutes_are_public_with_the_results_in_both_languages_and_name_no_dismissed(client):
    call = a_published_result()
    opened = [
        {**LINE, "number": row.number, "applicant": f"Vlagatelj {row.number}"}
        for row in call.applications.all()
    ]
    with nothing_refuses():
        OpeningSession.objects.filter(call=call).update(opened=opened)
    answer = client.get(reverse("reports:opening_minutes", args=[call.code]))
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    [attached] = reader.attachments[f"{call.code}-minutes.json"]
    for row in call.applications.all():
        assert row.number in attached.decode()
        named = row.state != "dismissed"
        assert (f"Vlagatelj {row.number}" in attached.decode()) is named
        assert (f"Vlagatelj {row.number}" in text_of(answer.content)) is named
    text = text_of(answer.content)
    assert "Zapisnik o odpiranju" in text
    assert "Verbale" in text
    assert "niso imenovani" in text


@pytest.mark.parametrize("end", [a_call_with_committee, a_call_in_checking, a_decided_call])
def test_minutes_are_for_nobody_from_the_street_before_the_results(client, end):
    call = end()
    for name in (None, "Bruno", "Ada"):
        if name:
            client.force_login(person(name))
        address = reverse("reports:opening_minutes", args=[call.code])
        assert client.get(address).status_code == 404


def test_minutes_of_a_cancelled_call_never_come_out(client):
    call = a_call_in_checking()
    Call.objects.filter(pk=call.pk).update(state="cancelled")
    address = reverse("reports:opening_minutes", args=[call.code])
    assert client.get(address).status_code == 404


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
