"""The scan of a paper application is found nowhere before the opening, the officer's pages too."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.models import Application
from tests.architecture.rules import Of, Who
from tests.grants.applying import a_pdf
from tests.grants.papers import SENDER
from tests.permissions.addresses import Place, add_rows
from tests.permissions.columns import CLOSED, Column
from tests.permissions.test_canary import (
    HOME,
    OTHERS,
    answers_to_others,
    company,
    every_log_line,
    places_of_others,
    secret,
)
from tests.stage import at

__all__ = ["company", "secret"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
RECORDED = "2026-11-02T08:40:00+01:00"


def test_scan_is_found_nowhere_before_the_opening(company, secret):
    stage, call = company.stage, company.stage.calls[HOME]
    content = a_pdf(secret["content"])
    scan = SimpleUploadedFile(f"{secret['file']}.pdf", content, "application/pdf")
    with every_log_line() as log, at(RECORDED):
        company.client.force_login(stage.people[Who.OFFICER])
        answer = company.client.post(
            f"/sl/desk/calls/{call.code}/paper/new/",
            {
                **SENDER,
                "way": "post",
                "day": "29. 10. 2026",
                "time": "17.15",
                "registry_number": "7",
                "lot": "A",
                "language": "sl",
                "scan": scan,
            },
        )
        assert answer.status_code == 302, answer.content.decode()[:3000]
        assert not secret.found_in(company.client.get(answer["Location"]).content)
    assert not secret.found_in(log.getvalue().encode())
    row = Application.objects.get(channel="paper")
    stage.first[HOME] = stage.applications[HOME] = row
    with at(CLOSED):
        company.rows = add_rows(stage, HOME)
        company.sessions = {who: key for who, key in company.sessions.items() if who in OTHERS}
        place = Place(stage, Column(HOME, HOME, CLOSED), Of.CALL, company.rows)
        for name, found in answers_to_others(company, place):
            assert not secret.found_in(found.body), name
    for name, data in places_of_others():
        assert not secret.found_in(data), name
