"""The sport call at its pages, from the publication to the recomputed result.

Its lots P1 and P2 are computed from facts alone: nobody writes a sheet there. P3 and E are judged.
The applications are sent by the acts; how somebody fills in a form is walked in `test_walk`.
"""

import json

import pytest

from grants.actions.calls.import_call import import_call
from grants.models import Application, Call
from scoring.core.run.recompute import recompute
from tests.journeys.browser import Visitor
from tests.journeys.library_calls import apply, ready_call
from tests.journeys.test_walk import declare_no_conflicts, numbers, run_the_worker, sign
from tests.meetings import adopt
from tests.personas import PASSWORD, bonaca, person, signatory
from tests.stage import an_organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(1200),
]

PUBLISHED = "2026-09-07T08:00:00+02:00"
FILING = "2026-09-20T19:42:00+02:00"
OPENING = "2026-10-14T09:05:00+02:00"
CHECKING = "2026-10-15T10:00:00+02:00"
SCORING = "2026-10-20T18:00:00+02:00"
MEETING = "2026-10-22T17:00:00+02:00"
SIGNING = "2026-10-26T09:00:00+01:00"
ISSUING = "2026-10-27T09:00:00+01:00"
SEATS = (("Celia", "chair"), ("Ciril", "member"), ("Igor", "member"), ("Cvetka", "secretary"))


def test_sport_call_is_walked_by_page_to_its_published_result(visit, it_is):
    with it_is("2026-09-01T10:00:00+02:00"):
        content = ready_call("sport")
        import_call(funder=bonaca(), content=content, file_number="671-3/2026", actor=person("Ada"))
    ada, cvetka = visit("Ada"), visit("Cvetka")
    with it_is(PUBLISHED):
        publish_and_appoint(ada)
    call = Call.objects.get()
    with it_is(FILING):
        look_at_the_formulas(visit("", "it"), call)
        burja = an_organisation("Društvo Burja")
        for lot in call.file.leaves:
            apply(call, lot.code, burja, 0)
    with it_is(OPENING):
        open_with_two_keys(ada, cvetka, call)
    with it_is(CHECKING):
        find_complete(ada)
        members = [visit(name) for name in ("Celia", "Ciril", "Igor")]
        for member in members:
            declare_no_conflicts(member, call)
        ada.go(f"/desk/calls/{call.code}/scoring/")
        ada.submit_to("start-scoring/")
    with it_is(SCORING):
        for member in members:
            score(member, call)
    with it_is(MEETING):
        reveal_and_reason(cvetka, call)
        compute_and_propose(ada, call)
    with it_is(SIGNING):
        signatory()
        sign(visit("Emil"))
    with it_is(ISSUING):
        issue_and_publish(ada, call)
        recompute_from_the_street(visit(), call)
        read_a_decision(visit("Bruno"), numbers()[1])


def publish_and_appoint(ada: Visitor) -> None:
    ada.go("/desk/calls/sport-2027/publish/")
    for box in ada.page.locator("main input[type=checkbox]").all():
        box.check()
    ada.send()
    ada.go("/desk/calls/sport-2027/committee/")
    ada.page.locator("input[name=appointment]").fill("011-9/2026")
    ada.page.locator("input[name=decided_on]").fill("4. 9. 2026")
    for row, (name, role) in enumerate(SEATS):
        ada.page.locator(f"input[name$='-{row}-email']").fill(person(name).email)
        ada.page.locator(f"select[name$='-{row}-role']").select_option(role)
    ada.send()


def look_at_the_formulas(stranger: Visitor, call: Call) -> None:
    """A sentence at once, the formula for whoever opens it."""
    stranger.go(f"/calls/{call.code}/")
    assert stranger.says("si calcola con la formula pubblicata da:")
    shown = stranger.page.locator("details.m-exact").first
    assert not stranger.says("programme_type")
    shown.evaluate("one => one.open = true")
    stranger.look()


def open_with_two_keys(ada: Visitor, cvetka: Visitor, call: Call) -> None:
    cvetka.go(f"/desk/calls/{call.code}/opening/")
    cvetka.page.locator("input[name=place]").fill("Sejna soba, Riva 4")
    for box in cvetka.page.locator("input[name=present]").all():
        box.check()
    cvetka.send()
    for key in (cvetka, ada):
        key.go(f"/desk/calls/{call.code}/opening/")
        key.page.locator("input[type=password]").fill(PASSWORD)
        key.send()
    cvetka.go(f"/desk/calls/{call.code}/opening/")
    cvetka.page.locator("input[name=public]").fill("0")
    cvetka.send()


def find_complete(ada: Visitor) -> None:
    """Every fact as declared, every question holds."""
    for number in numbers():
        ada.go(f"/desk/applications/{number}/check/")
        for holds in ada.page.locator("main input[value=holds]").all():
            holds.check()
        ada.page.locator("input[name=verdict][value=complete]").check()
        ada.send()
        assert Application.objects.get(number=number).state == "complete"


def score(member: Visitor, call: Call) -> None:
    """Lots P1 and P2 ask for no sheet; there stand the points that follow from the data."""
    member.go(f"/desk/calls/{call.code}/scoring/")
    assert member.says("List ni potreben")
    for number in numbers():
        member.go(f"/desk/calls/{call.code}/scoring/{number}/")
        if number.startswith(("S27-P1-", "S27-P2-")):
            assert member.says("ocenjevalni list ni potreben")
            assert member.says("Po objavljeni formuli")
        else:
            fill_in_and_lock(member)


def fill_in_and_lock(member: Visitor) -> None:
    while member.says("brez ocene:"):
        member.page.locator("main input[name=value][type=radio]").nth(1).check()
        member.page.locator("textarea[name=reason]").fill("Program ni v celoti opisan.")
        member.next_criterion()
    member.lock_sheet()


def reveal_and_reason(cvetka: Visitor, call: Call) -> None:
    cvetka.go(f"/desk/calls/{call.code}/scoring/")
    cvetka.submit_to("reveal-scores/")
    cvetka.go(f"/desk/calls/{call.code}/meeting/?show=missing")
    while cvetka.page.locator("textarea[lang=sl]").count():
        for language in ("sl", "it"):
            cvetka.page.locator(f"textarea[lang={language}]").fill("Program – programma.")
        cvetka.page.locator("button[name=do][value=save]").click()
        cvetka.look()
        cvetka.go(f"/desk/calls/{call.code}/meeting/?show=missing")
        if cvetka.says("Nič ne manjka."):
            return


def compute_and_propose(ada: Visitor, call: Call) -> None:
    ada.go(f"/desk/calls/{call.code}/ranking/")
    ada.submit_to("ranking/compute/")
    ada.submit_to("ranking/amounts/")
    ada.go(f"/desk/calls/{call.code}/ranking/trace/{numbers()[1]}/")
    assert ada.says("10 × 0,5 × 1 = 5,00")
    adopt(call)
    ada.go(f"/desk/calls/{call.code}/proposal/")
    ada.send()
    assert call.proposals.count() == 1


def issue_and_publish(ada: Visitor, call: Call) -> None:
    ada.go(f"/desk/calls/{call.code}/decisions/")
    ada.submit_to("decisions/issue/")
    run_the_worker()
    ada.go(f"/desk/calls/{call.code}/decisions/")
    assert Call.objects.get().state == "decided"
    ada.submit_to("decisions/publish/")


def read_a_decision(bruno: Visitor, number: str) -> None:
    bruno.go(f"/applications/{number}/decision/")
    assert bruno.says("Po objavljeni formuli")
    assert bruno.page.request.get(f"{bruno.base}/sl/applications/{number}/decision.pdf").ok


def recompute_from_the_street(dario: Visitor, call: Call) -> None:
    dario.go(f"/calls/{call.code}/results/")
    files = []
    for kind in ("call", "evaluation"):
        answer = dario.page.request.get(f"{dario.base}/sl/calls/{call.code}/files/{kind}.json")
        assert answer.ok, kind
        files.append(json.loads(answer.body()))
    result = recompute(*files)
    for decision in call.decisions.select_related("application__lot"):
        amounts = result["lots"][decision.application.lot.code]["amounts"]
        cents = int(str(amounts.get(decision.application.number, "0.00")).replace(".", ""))
        assert decision.amount_cents == cents
