"""A fact is found otherwise: the association is told, disagrees in time, and the answer is weighed.

With `PICTURES`, a folder, each page of it is kept there as a picture, at both widths.
"""

import os
from pathlib import Path

import pytest

from audit.models import LedgerEntry
from grants.models import Application, Request, WeighedAnswer
from tests.grants.hearings import recognise
from tests.opened import CHECKING, a_call_in_checking
from tests.personas import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAKEN = "2026-11-06T19:30:00+01:00"
LATE = "2026-11-17T00:00:01+01:00"
WORDS = "Članov je 34, seznam je iz januarja."


@pytest.fixture
def application(db):
    call = a_call_in_checking(1)
    row = Application.objects.get(call=call)
    recognise(row, members="5")
    return row


def _picture(visitor, name: str) -> None:
    """Where pictures are wanted, at both widths."""
    if not (folder := os.environ.get("PICTURES")):
        return
    for width in (1280, 320):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        path = Path(folder) / f"{name}-{visitor.language}-{width}.png"
        visitor.page.screenshot(path=path, full_page=True)
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("language", ["sl", "it"])
def test_applicant_is_heard_before_the_decision(visit, it_is, application, language):
    person("Bruno")
    own = f"/applications/{application.number}/hearing/"
    desk = f"/desk/applications/{application.number}/hearing/"
    with it_is(CHECKING):
        ada = visit("Ada", language)
        ada.go(f"/desk/applications/{application.number}/check/")
        _picture(ada, "check")
        ada.page.locator(f"a[href$='{desk}']").click()
        ada.look()
        _picture(ada, "to-tell")
        ada.send()
        assert Request.objects.get().things.get().field == "members"
    with it_is(TAKEN):
        bruno = visit("Bruno", language)
        bruno.go("/applications/")
        _picture(bruno, "own")
        bruno.go(own)
        assert not bruno.says("34")
        _picture(bruno, "waits")
        bruno.submit_to("take-over")
        assert bruno.says("34")
        bruno.send()
        _picture(bruno, "fault-nothing")
        bruno.page.locator("#id_agrees_members_1").check()
        bruno.send()
        _picture(bruno, "fault-why")
        bruno.page.locator("#id_text_members").fill(WORDS)
        bruno.send()
        assert bruno.says(WORDS)
        assert bruno.page.locator("main textarea").count() == 0
        _picture(bruno, "answered")
        ada.go(f"/desk/calls/{application.call.code}/")
        ada.go(f"/desk/calls/{application.call.code}/applications/")
        _picture(ada, "list")
        ada.go(desk)
        _picture(ada, "to-weigh")
        ada.send()
        _picture(ada, "fault-weigh")
        ada.page.locator("#id_members-sentence_it").fill("Le quote non sono provate, restano 5.")
        ada.send()
        assert ada.says("restano 5")
        _picture(ada, "weighed")
        ada.go(f"/desk/applications/{application.number}/facts/members/")
    assert WeighedAnswer.objects.get().kept == "5"
    kinds = list(LedgerEntry.objects.order_by("seq").values_list("type", flat=True))[-4:]
    assert kinds == ["findings.told", "request.delivered", "findings.answered", "answer.weighed"]
    with it_is(LATE):
        bruno.go(own)
        assert bruno.page.locator("main form").count() == 0
