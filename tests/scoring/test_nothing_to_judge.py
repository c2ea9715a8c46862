"""Applications in which nothing is left to assessors: no sheet is asked, the way goes on."""

import json
from copy import deepcopy
from datetime import datetime

import pytest
from django.db import connection
from django.urls import reverse

from accounts.refusal import Refused
from audit.database import append_only
from audit.models import LedgerPayload
from awards.actions.approve_proposal import approve_proposal
from awards.actions.propose_allocation import propose_allocation
from grants.core.workflow import ApplicationState, CallState
from reports.actions.publish_results import publish_results
from reports.selectors.call_facts import facts_of
from reports.selectors.desk import desk_of_person
from reports.selectors.next_act import Act, next_act
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.save_sheet import save_sheet
from scoring.actions.start_scoring import start_scoring
from scoring.models import Committee, ConflictDeclaration
from scoring.selectors.due_sheets import assessors_of_application, due_sheets
from scoring.selectors.sheets import MemberSheets, SheetState, open_numbers, sheet_progress
from tests.awards.proposals import PROPOSED, SIGNED, computed
from tests.personas import person
from tests.scoring.committee import (
    CHECKED,
    SCORED,
    a_checking_call,
    a_committee,
    a_scoring_call,
    an_opened_application,
    declare,
    fill_and_lock,
    member,
)
from tests.small_call import small_call, texts
from tests.stage import at

pytestmark = pytest.mark.django_db

MEMBERS = {"code": "A1", "kind": "per_unit", "fact": "members", "points": "1"}


def lots(*, judged_from: int | None = None, **aggregation: object) -> list[dict]:
    """Lot A counts members; with `judged_from` it is judged too, from so many members on."""
    found = small_call()["lots"]
    children = [{**MEMBERS, "title": texts("Člani")}]
    if judged_from is not None:
        judged = found[0]["rubric"]["children"][1]
        children.append({**judged, "precondition": f"members >= {judged_from}"})
    found[0]["rubric"]["children"] = children
    found[0]["tie_break"] = ["requested:lower", "draw"]
    found[0]["aggregation"] = {"method": "mean", "decimals": 2, "minimum_sheets": 3, **aggregation}
    return found


def reveal(call):
    with at(SCORED):
        return reveal_scores(call=call, actor=member("Igor"))


def seat_on_the_desk(name):
    desk = desk_of_person(member(name), datetime.fromisoformat(SCORED))
    [seat] = desk.seats
    return seat


@pytest.mark.parametrize("method", ["mean", "agreed"])
def test_lot_with_nothing_to_judge_goes_to_the_ranking_without_a_sheet(method):
    call, [first, second] = a_scoring_call(2, lots=lots(method=method))

    progress = sheet_progress(call)
    assert (progress.expected, progress.without, progress.is_complete) == (0, 2, True)
    assert assessors_of_application(first) == ()
    reveal(call)
    run = computed(call).ranking
    assert [row.total for row in run.rows.order_by("position")] == ["34", "34"]
    first.refresh_from_db()
    assert first.state == ApplicationState.SCORED
    assert second.score_sheets.count() == 0


def test_sheet_that_is_not_asked_cannot_be_written():
    _call, [application] = a_scoring_call(lots=lots())

    for act in (
        lambda: lock_sheet(application=application, actor=member("Celia")),
        lambda: save_sheet(
            application=application, criterion="A1", value="1", reason="", actor=member("Celia")
        ),
    ):
        with at(SCORED), pytest.raises(Refused, match="list ni potreben"):
            act()


def test_only_applications_with_something_to_judge_wait_for_sheets():
    call = a_checking_call(lots=lots(judged_from=10))
    small = an_opened_application(call, "Društvo 1", members="9")
    large = an_opened_application(call, "Društvo 2", members="10")
    committee = a_committee(call)
    for name in ("Igor", "Celia", "Valter", "Ines"):
        declare(call, name)
    with at(CHECKED):
        start_scoring(call=call, actor=person("Ada"))
    call.refresh_from_db()

    celia = committee.members.select_related("committee__call").get(user=member("Celia"))
    sheets = MemberSheets(celia, due_sheets([call]))
    assert [row.state for row in sheets.rows()] == [SheetState.NOTHING, SheetState.TO_DO]
    assert sheets.counts == {SheetState.NOTHING: 1, SheetState.TO_DO: 1}
    assert open_numbers(call) == [large.number]
    assert [
        row.to_lock for row in desk_of_person(member("Celia"), datetime.fromisoformat(SCORED)).seats
    ] == [1]
    with pytest.raises(Refused, match=large.number):
        reveal(call)
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(large, name)
    reveal(call)
    totals = computed(call).ranking.rows.values_list("application__number", "total")
    assert dict(totals) == {small.number: "9", large.number: "20"}


def test_secretary_who_never_declares_reads_what_needs_no_sheet():
    call, _applications = a_scoring_call(lots=lots())
    seats = Committee.objects.get(call=call).members.select_related("committee__call")

    sheets = MemberSheets(seats.get(user=member("Lea")), due_sheets([call]))
    assert [row.state for row in sheets.rows()] == [SheetState.NOTHING]


def test_too_few_assessors_are_missed_only_where_something_is_judged():
    """Three members score; five sheets cannot come together, and nobody needs them."""
    call, _applications = a_scoring_call(1, lots=lots())
    content = deepcopy(call.content)
    content["lots"][0]["aggregation"]["minimum_sheets"] = 5
    call.content = content

    assert sheet_progress(call).short_numbers == ()
    assert facts_of([call])[call.pk].sheets.short_numbers == ()


def test_committee_may_be_smaller_than_sheets_that_nobody_asks_for():
    found = lots(minimum_sheets=9)
    found[1]["rubric"]["children"] = found[0]["rubric"]["children"]
    found[1]["tie_break"] = ["draw"]

    assert a_committee(a_checking_call(lots=found)).members.count() == 5


def test_next_act_is_to_conclude_where_no_sheet_is_due(client):
    call, _applications = a_scoring_call(lots=lots())
    with at(SCORED):
        assert next_act(facts_of([call])[call.pk], call.deadline_at).act is Act.CONCLUDE
        client.force_login(member("Igor"))
        page = client.get(reverse("scoring:sheets", args=[call.code])).content.decode()
        assert "Skleni ocenjevanje" in page
        assert "0 od 0" not in page
        answer = client.post(reverse("scoring:reveal_scores", args=[call.code]), follow=True)
    assert "Ocenjevanje je sklenjeno." in answer.content.decode()
    assert "Ocenjevalci niso imeli o čem presojati." in answer.content.decode()


def test_sheet_page_shows_the_points_from_the_data(client):
    call, [application] = a_scoring_call(lots=lots())
    client.force_login(member("Celia"))

    address = reverse("scoring:sheet", args=[call.code, application.number])
    page = client.get(address).content.decode()

    assert "ocenjevalni list ni potreben" in page
    assert "34" in page
    assert 'value="lock"' not in page
    assert client.post(address, {"do": "lock"}).status_code == 409


# ---- no application


def a_call_without(state=None):
    call = a_checking_call()
    if state is not None:
        an_opened_application(call, state=state)
    a_committee(call)
    with at(CHECKED):
        start_scoring(call=call, actor=person("Ada"))
    call.refresh_from_db()
    return call


@pytest.mark.parametrize("left", [None, ApplicationState.DISMISSED])
def test_call_with_no_application_left_needs_no_committee(left):
    call = a_call_without(left)

    assert Committee.objects.get(call=call).revealed_at is not None
    assert facts_of([call])[call.pk].undeclared == 0
    assert next_act(facts_of([call])[call.pk], call.deadline_at).act is Act.RANK
    payload = json.loads(LedgerPayload.objects.get(entry__type="scores.revealed").text)
    assert payload.pop("rows")
    assert payload == {"applications": 0, "sheets": 0, "entries": []}


def test_call_with_no_application_is_decided_with_the_signature_and_published(client):
    call = a_call_without()
    allocation = computed(call)
    with at(PROPOSED):
        proposal = propose_allocation(allocation=allocation, actor=person("Ada"))
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person("Emil"))
        call.refresh_from_db()
        assert call.state == CallState.DECIDED
        publish_results(call=call, actor=person("Ada"))

    page = client.get(f"/sl/calls/{call.code}/results/")
    assert page.status_code == 200
    assert "1.000,00" in page.content.decode()
    client.force_login(person("Ada"))
    for name in (
        "reports:workspace",
        "reports:batch",
        "reports:summary_xlsx",
        "reports:summary_csv",
        "reports:outcome",
        "reports:results_csv",
        "scoring:sheets",
        "scoring:ranking",
    ):
        assert client.get(reverse(name, args=[call.code])).status_code == 200, name


def test_call_with_only_dismissed_applications_is_decided_with_its_last_decision():
    call = a_call_without(ApplicationState.DISMISSED)
    allocation = computed(call)
    with at(PROPOSED):
        proposal = propose_allocation(allocation=allocation, actor=person("Ada"))
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person("Emil"))
    call.refresh_from_db()

    assert call.state == CallState.APPROVED


def test_member_is_not_asked_to_declare_once_the_scores_are_revealed():
    """A substitute who was never needed had to declare for ever, and could not."""
    call, [application] = a_scoring_call()
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(application, name)
    committee = Committee.objects.get(call=call)
    seat = committee.members.get(user=member("Ines"))
    # A statement that was given stays; this seat gave none.
    append_only.remove(connection)
    ConflictDeclaration.objects.filter(user=seat.user).delete()
    append_only.install(connection)
    assert seat_on_the_desk("Ines").to_declare == 1
    reveal(call)

    assert seat_on_the_desk("Ines").to_declare == 0
