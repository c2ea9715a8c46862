"""A call to which nobody applies, and one of which none is admitted: to a published result.

The officer walks the pages of every call; beyond the opening nothing waits for the committee.
"""

import pytest
from django.db import transaction

from grants.models import Application
from tests.journeys.test_walk import PASSWORD, run_the_worker
from tests.opened import BEGINNING, CHECKING, CLOSING, a_call_with_committee, a_sent_application
from tests.personas import signatory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

MEETING = "2026-11-16T17:00:00+01:00"
SIGNING = "2026-11-18T09:00:00+01:00"
ISSUING = "2026-11-19T09:00:00+01:00"
READING = "2026-11-20T20:00:00+01:00"


def the_call(applications):
    """Published, with a committee, and so many applications in it."""
    with transaction.atomic():
        call = a_call_with_committee()
    for number in range(applications):
        with transaction.atomic():
            a_sent_application(call, f"Društvo {number + 1}")
    return call


def open_it(ada, cvetka, desk):
    cvetka.go(f"{desk}/opening/")
    cvetka.page.locator("#id_place").fill("Sejna soba, Riva 4")
    for box in cvetka.page.locator("input[name=present]").all():
        box.check()
    cvetka.send()
    for key in (cvetka, ada):
        key.go(f"{desk}/opening/")
        key.page.locator("#id_password").fill(PASSWORD)
        key.send()


def dismiss(ada, number):
    ada.go(f"/desk/applications/{number}/check/")
    ada.page.locator("input[name=q0][value=fails]").check()
    ada.page.locator("input[name=verdict][value=dismiss]").check()
    ada.page.locator("input[name=article][value='0']").check()
    for code in ("sl", "it"):
        ada.page.locator(f"#id_fact_{code}").fill("Sedež ni v občini.")
    ada.send()


@pytest.mark.parametrize("applications", [0, 2], ids=["nobody-applied", "none-admitted"])
def test_call_with_nobody_left_comes_to_a_published_result(visit, it_is, applications):
    call = the_call(applications)
    desk = f"/desk/calls/{call.code}"
    with it_is(BEGINNING):
        ada, cvetka = visit("Ada"), visit("Cvetka")
        open_it(ada, cvetka, desk)
        if not applications:
            assert ada.says("V roku ni prispela nobena vloga.")
    with it_is(CLOSING):
        cvetka.go(f"{desk}/opening/")
        cvetka.page.locator("#id_public").fill("0")
        cvetka.send()
        cvetka.go(f"{desk}/opening/minutes/")
    with it_is(CHECKING):
        for number in Application.objects.order_by("number").values_list("number", flat=True):
            dismiss(ada, number)
        ada.go(f"{desk}/")
        ada.go(f"{desk}/scoring/")
        ada.submit_to("start-scoring/")
    with it_is(MEETING):
        ada.go(f"{desk}/ranking/")
        ada.submit_to("ranking/compute/")
        ada.submit_to("ranking/amounts/")
        ada.go(f"{desk}/proposal/")
        ada.send()
    with it_is(SIGNING):
        signatory()
        emil = visit("Emil")
        emil.go("/desk/signatures/")
        emil.page.locator("main a[href*='/proposal/']").first.click()
        emil.look()
        emil.page.locator("form[action$='/sign/'] input[type=password]").fill(PASSWORD)
        emil.submit_to("/sign/")
    with it_is(ISSUING):
        ada.go(f"{desk}/decisions/")
        if applications:
            ada.submit_to("decisions/issue/")
            run_the_worker()
            ada.go(f"{desk}/decisions/")
        ada.submit_to("decisions/publish/")
        ada.go(f"{desk}/")
    call.refresh_from_db()
    assert (call.state, call.results_published_at is None) == ("decided", False)
    with it_is(READING):
        dario = visit()
        dario.go("/results/")
        dario.go(f"/calls/{call.code}/results/")
        assert dario.says("ni bilo vloge, ki bi izpolnila pogoje")
        assert dario.says("zavrženi 2 vlogi") is bool(applications)
        assert not dario.says("Društvo")
        assert dario.answers(f"/calls/{call.code}/opening-minutes.pdf") == 200
        dario.go(f"/calls/{call.code}/")
        dario.go("/register/")
