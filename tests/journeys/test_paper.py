"""An application on paper with a scan: recorded and sealed, opened with the others, typed, checked.

Another comes too late: its envelope stays closed, it is listed at the opening, and dismissed. The
association takes the first into an account of its own.
"""

import pytest

from applicants.actions.members.accept_invitation import accept_invitation
from applicants.models import Invitation
from grants.models import Application
from tests.grants.applying import a_pdf
from tests.opened import (
    BEGINNING,
    CHECKING,
    CLOSING,
    FIRST_KEY,
    SECOND_KEY,
    a_call_with_committee,
    a_sent_application,
)
from tests.personas import PASSWORD, person
from tests.proof.stage import lots_with_a_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RECORDED = "2026-11-02T08:40:00+01:00"


@pytest.fixture
def call(db):
    found = a_call_with_committee(lots=lots_with_a_file())
    a_sent_application(found, "Društvo Prvo")
    return found


def record(ada, call, number, day, time, register, scan=None):
    ada.go(f"/desk/calls/{call.code}/paper/")
    ada.page.locator("a.govuk-button").first.click()
    ada.look()
    ada.page.locator("#id_registration_number").fill(number)
    ada.send()
    for field, words in (
        ("name", f"Orkester {register}"),
        ("street", "Riva 1"),
        ("postcode", "6999"),
        ("place", "Bonaca"),
        ("representative", "Dora Renko"),
        ("day", day),
        ("time", time),
        ("registry_number", register),
    ):
        ada.page.locator(f"#id_{field}").fill(words)
    for name, value in (
        ("legal_form", "society"),
        ("way", "post"),
        ("lot", "A"),
        ("language", "sl"),
    ):
        ada.page.locator(f"input[name={name}][value={value}]").check()
    if scan is not None:
        ada.page.locator("#id_scan").set_input_files(
            {"name": "vloga.pdf", "mimeType": "application/pdf", "buffer": scan}
        )
    ada.send()


@pytest.mark.parametrize("language", ["sl", "it"])
def test_paper_with_a_scan_and_one_that_came_too_late(visit, it_is, call, language):
    desk = f"/desk/calls/{call.code}"
    with it_is(RECORDED):
        ada = visit("Ada", language)
        record(ada, call, "5015545", "29. 10. 2026", "17.15", "7", a_pdf("Vloga"))
        # A scan of what came too late is refused; what was typed is still there.
        record(ada, call, "9331310", "30. 10. 2026", "16.20", "8", a_pdf("Vloga"))
        assert ada.page.locator("#id_registry_number").input_value() == "8"
        ada.send()
        assert ada.says("Orkester 8")
        paper, late = Application.objects.filter(channel="paper").order_by("pk")
        assert (paper.answers, late.attachments.count()) == (None, 0)
        fani = visit("Fani", language)
        assert fani.answers(f"{desk}/paper/") == 403
        assert ada.answers(f"/desk/applications/{paper.number}/") == 404
    with it_is(BEGINNING):
        cvetka = visit("Cvetka", language)
        cvetka.go(f"{desk}/opening/")
        cvetka.page.locator("#id_place").fill("Sejna soba, Riva 4")
        for box in cvetka.page.locator("input[name=present]").all():
            box.check()
        cvetka.send()
        assert cvetka.says(late.number)
        assert ada.answers(f"{desk}/paper/new/?registration_number=5015545") == 200
    for moment, one in ((FIRST_KEY, ada), (SECOND_KEY, cvetka)):
        with it_is(moment):
            one.go(f"{desk}/opening/")
            one.page.locator("#id_password").fill(PASSWORD)
            one.send()
    with it_is(CLOSING):
        cvetka.go(f"{desk}/opening/")
        assert cvetka.says(paper.number)
        cvetka.page.locator("#id_public").fill("0")
        cvetka.send()
    with it_is(CHECKING):
        ada.go(f"/desk/applications/{paper.number}/check/")
        assert ada.page.locator("input[name=verdict]").count() == 0
        ada.page.locator(f"a[href$='/applications/{paper.number}/paper/']").click()
        ada.look()
        ada.page.locator("#id_title").fill("Pesmi štirih obal")
        ada.page.locator("#id_members").fill("veliko")
        ada.send()
        assert ada.page.locator("#id_title").input_value() == "Pesmi štirih obal"
        ada.page.locator("#id_members").fill("34")
        ada.page.locator("#id_in-scan-consent").check()
        ada.page.locator("#id_plan-costs-0-text").fill("Zborovodja")
        ada.page.locator("#id_plan-costs-0-amount").fill("900")
        ada.page.locator("#id_plan-incomes-0-text").fill("Članarina")
        ada.page.locator("#id_plan-incomes-0-amount").fill("500")
        ada.page.locator("#id_plan-requested").fill("400")
        ada.page.locator("input[name=condition-seat][value=yes]").check()
        ada.page.locator("#id_truthful").check()
        ada.send()
        assert ada.says("vloga.pdf")
        assert ada.page.locator("input[name=verdict]").count() == 2
        ada.go(f"/desk/applications/{paper.number}/paper/hand-over/")
        ada.page.locator("#id_email").fill("dora@example.org")
        ada.page.locator("#id_evidence").fill("Naslov je na obrazcu.")
        ada.send()
        accept_invitation(invitation=Invitation.objects.get(), actor=person("Dora"))
        dora = visit("Dora", language)
        dora.go("/applications/")
        assert dora.says(paper.number)
        assert not dora.says(late.number)
        dora.go(f"/applications/{paper.number}/receipt/")
        ada.go(f"/desk/applications/{late.number}/check/")
        ada.page.locator("input[name=verdict][value=dismiss]").check()
        ada.page.locator("input[name=article][value='0']").check()
        for code in ("sl", "it"):
            ada.page.locator(f"#id_fact_{code}").fill("Oddana po roku.")
        ada.send()
    late.refresh_from_db()
    paper.refresh_from_db()
    assert (late.state, paper.requested_cents) == ("dismissed", 40_000)
