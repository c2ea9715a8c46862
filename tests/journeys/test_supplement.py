"""A document is missing: the officer asks, the association answers in part, and the day comes.

Three things are asked for: one is answered, one is refused first because it cannot be read, one is
passed over; what comes after the last moment is late.
"""

import pytest

from grants.models import Application, Request, RequestOutcome
from tests.opened import a_call_in_checking
from tests.personas import person
from tests.proof.stage import lots_with_a_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = "2026-11-05T10:00:00+01:00"
TAKEN = "2026-11-06T19:30:00+01:00"
LATE = "2026-11-17T00:00:01+01:00"


@pytest.fixture
def application(db):
    call = a_call_in_checking(1, lots=lots_with_a_file())
    return Application.objects.get(call=call)


@pytest.mark.parametrize("language", ["sl", "it"])
def test_supplement_of_three_things(visit, it_is, application, language):
    person("Bruno")
    own = f"/applications/{application.number}/supplement/"
    desk = f"/desk/applications/{application.number}/supplement/"
    with it_is(ASKED):
        ada = visit("Ada", language)
        ada.go(f"/desk/applications/{application.number}/check/")
        ada.go(f"{desk}?thing=members&thing=title&thing=consent")
        for field, words in (
            ("members", "Navedite število članov na dan objave razpisa."),
            ("title", "Naslov se ne ujema s prilogo."),
            ("consent", "Soglasje lastnika ni priloženo."),
        ):
            ada.page.locator(f"#id_reason_{field}_sl").fill(words)
            ada.page.locator(f"#id_article_{field}").select_option("0")
        ada.send()
        ada.go(desk)
    with it_is(TAKEN):
        bruno = visit("Bruno", language)
        bruno.go(own)
        assert not bruno.says("Naslov se ne ujema")
        bruno.submit_to("take-over")
        assert bruno.says("Naslov se ne ujema")
        bruno.page.locator("#id_members").fill("veliko")
        bruno.page.locator("#id_title").fill("Pesmi štirih obal")
        bruno.send()
        assert bruno.page.locator("#id_title").input_value() == "Pesmi štirih obal"
        bruno.page.locator("#id_members").fill("41")
        bruno.send()
        assert bruno.page.locator("form [type=file]").count() == 0
    request = Request.objects.get()
    assert request.outcome == RequestOutcome.ANSWERED
    assert dict(request.things.values_list("field", "is_answered")) == {
        "members": True,
        "title": True,
        "consent": False,
    }
    with it_is(LATE):
        bruno.go(own)
        assert bruno.page.locator("main form").count() == 0
        ada.go(desk)
        assert ada.says("41")
