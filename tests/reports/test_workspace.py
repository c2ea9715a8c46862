"""The workspace of a call: one next act in every state, read by whoever works on the call."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role, RoleGrant
from awards.actions.approve_proposal import approve_proposal
from awards.actions.prepare_decisions import prepare_decisions
from awards.actions.return_proposal import return_proposal
from grants.actions.calls.cancel_call import cancel_call
from grants.core.workflow import CallState
from grants.models import Call
from reports.selectors.next_act import Act
from reports.selectors.workspace import workspace_of
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.runs.compute_ranking import compute_ranking
from tests.awards.proposals import (
    COMPUTED,
    SIGNED,
    a_proposal,
    an_allocation,
    signed,
    write_reasons,
)
from tests.opened import (
    BEGINNING,
    CLOSING,
    SECOND_KEY,
    a_begun_session,
    a_call_in_checking,
    a_call_with_committee,
    a_sent_application,
    find_complete,
    open_call,
)
from tests.personas import person
from tests.reports.published import a_published_result
from tests.scoring.committee import (
    CHECKED,
    SCORED,
    a_revealed_call,
    a_scoring_call,
    an_opened_application,
    fill_and_lock,
    member,
    no_conflicts,
)
from tests.small_call import small_call
from tests.stage import (
    DEADLINE,
    FILING,
    LATE,
    OPENING,
    PREPARED,
    PUBLISHED,
    a_draft_call,
    a_published_call,
    at,
)

pytestmark = pytest.mark.django_db


def faulty():
    return a_draft_call(title={"sl": "Mali razpis"})


def with_one_application():
    call = a_call_with_committee()
    a_sent_application(call)
    return call


def begun():
    call = with_one_application()
    a_begun_session(call)
    return call


def opened():
    return open_call(with_one_application())


def checked():
    call = undeclared()
    for name in ("Celia", "Ciril"):
        with at(CHECKED):
            said = no_conflicts(call, person(name))
            declare_conflicts(call=call, answers=said, actor=person(name))
    return call


def undeclared():
    return find_complete(a_call_in_checking(2))


def locked():
    call, [application] = a_scoring_call()
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(application, name)
    return call


def revealed_at_the_maximum():
    everybody = dict.fromkeys(("Igor", "Celia", "Valter"), ("full", ""))
    return a_revealed_call(everybody)[0]


def ranked():
    call, _applications = a_revealed_call()
    write_reasons(call)
    with at(COMPUTED):
        compute_ranking(call=call, actor=person("Ada"))
    return call


def proposed():
    return a_proposal()[0].call


def returned():
    proposal, _applications = a_proposal()
    with at(SIGNED):
        return_proposal(
            proposal=proposal, reason="Sredstva niso zagotovljena.", actor=person("Emil")
        )
    return proposal.call


def approved():
    proposal, _applications = a_proposal()
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person("Emil"))
    return proposal.call


def prepared():
    call = approved()
    call.refresh_from_db()
    with at(SIGNED):
        prepare_decisions(call=call, actor=person("Ada"))
    return call


def decisions_signed():
    call = approved()
    call.refresh_from_db()
    with at(SIGNED):
        signed(call)
    return call


def decided(*, published: bool = False):
    call = proposed()
    Call.objects.filter(pk=call.pk).update(
        state=CallState.DECIDED, results_published_at=SIGNED if published else None
    )
    return call


def cancelled():
    call = a_published_call()
    with at(FILING):
        why = {"sl": "Sredstva v proračunu so ukinjena.", "it": "I fondi non ci sono più."}
        cancel_call(call=call, reason=why, actor=person("Ada"))
    return call


STORIES = [
    (faulty, PREPARED, Act.MEND),
    (a_draft_call, PREPARED, Act.PUBLISH),
    (a_published_call, PUBLISHED, Act.APPOINT),
    (a_call_with_committee, PUBLISHED, Act.WAIT_FOR_OPENING),
    (with_one_application, DEADLINE, Act.WAIT_FOR_DEADLINE),
    (with_one_application, LATE, Act.PREPARE_SESSION),
    (begun, OPENING, Act.OPEN),
    (opened, SECOND_KEY, Act.CLOSE_SESSION),
    (a_call_in_checking, CLOSING, Act.CHECK),
    (checked, CHECKED, Act.START_SCORING),
    (undeclared, CHECKED, Act.DECLARE),
    (lambda: a_scoring_call()[0], CHECKED, Act.LOCK),
    (locked, SCORED, Act.REVEAL),
    (lambda: a_revealed_call()[0], SCORED, Act.REASONS),
    (revealed_at_the_maximum, SCORED, Act.RANK),
    (ranked, COMPUTED, Act.ALLOCATE),
    (lambda: an_allocation()[0].ranking.call, COMPUTED, Act.PROPOSE),
    (proposed, SIGNED, Act.SIGN),
    (returned, SIGNED, Act.RANK_AGAIN),
    (approved, SIGNED, Act.SIGN_DECISIONS),
    (prepared, SIGNED, Act.SIGN_DECISIONS),
    (decisions_signed, SIGNED, Act.ISSUE),
    (decided, SIGNED, Act.PUBLISH_RESULTS),
    (lambda: decided(published=True), SIGNED, Act.WAIT_FOR_REMEDIES),
    (a_published_result, "2027-10-01T09:00:00+02:00", Act.REMEDIES_OVER),
    (cancelled, FILING, Act.CANCELLED),
]


def page_of(client, call, name="Ada", moment=None):
    with at(moment or FILING):
        client.force_login(person(name))
        return client.get(reverse("reports:workspace", args=[call.code]))


@pytest.mark.parametrize(("story", "moment", "act"), STORIES, ids=[row[2].value for row in STORIES])
def test_workspace_names_the_one_next_act(client, story, moment, act):
    call = story()
    call.refresh_from_db()
    with at(moment) as now:
        assert workspace_of(call, person("Ada"), now).next.act is act
    page = page_of(client, call, moment=moment)
    assert page.status_code == 200
    assert page.content.count(b'class="m-next"') == 1


def test_waiting_sheets_and_reasons_are_counted():
    call, _applications = a_scoring_call(count=2)
    with at(CHECKED) as now:
        work = workspace_of(call, person("Ada"), now)
    assert (work.facts.sheets.expected, work.next.count) == (6, 6)

    fill_and_lock(_applications[0], "Igor")
    with at(SCORED) as now:
        assert workspace_of(call, person("Ada"), now).next.count == 5


def test_agreement_comes_before_the_reasons():
    lots = small_call()["lots"]
    for lot in lots:
        lot["aggregation"]["method"] = "agreed"
    call, _applications = a_revealed_call(lots=lots)
    with at(SCORED) as now:
        assert workspace_of(call, person("Ada"), now).next.act is Act.AGREE


def test_before_the_opening_only_the_number_of_applications_is_shown(client):
    call = with_one_application()
    page = page_of(client, call, moment=LATE).content.decode()
    assert "Mešani zbor" not in page
    assert call.applications.get().number not in page


def test_match_that_nobody_has_declared_on_is_an_alert(client):
    call = undeclared()
    seat = call.committee.members.get(user=person("Ciril"))
    seat.other_memberships = "Društvo 1"
    seat.save()
    page = page_of(client, call, moment=CHECKED).content.decode()
    assert "m-alerts" in page
    assert call.applications.order_by("number").first().number in page


def test_reason_of_a_returned_proposal_stands_under_attention(client):
    page = page_of(client, returned(), moment=SIGNED)
    assert "Sredstva niso zagotovljena." in page.content.decode()


@pytest.mark.parametrize(
    ("name", "status"),
    [("Ada", 200), ("Emil", 200), ("Fani", 200), ("Celia", 404), ("Bruno", 404), ("Dario", 404)],
)
def test_workspace_is_for_the_staff_of_the_call(client, name, status):
    call = with_one_application()
    assert page_of(client, call, name).status_code == status


def test_reader_sees_the_next_act_without_its_button(client):
    call = a_call_in_checking()
    assert b"m-buttons" in page_of(client, call, moment=CLOSING).content
    assert b"m-buttons" not in page_of(client, call, "Fani", moment=CLOSING).content


def test_officer_of_another_call_finds_nothing(client):
    call = a_published_call()
    stranger = person("Oton")
    RoleGrant.objects.create(user=stranger, role=Role.OFFICER, call_id=call.pk + 1)
    assert page_of(client, call, "Oton").status_code == 404


def test_number_of_queries_does_not_grow_with_applications(client):
    call, _one = a_revealed_call()
    with at(SCORED):
        client.force_login(person("Ada"))
        before = queries_of(client, call)
    for number in range(2, 6):
        an_opened_application(call, f"Društvo {number}")
    with at(SCORED):
        assert queries_of(client, call) == before < 60


def queries_of(client, call):
    with CaptureQueriesContext(connection) as found:
        client.get(reverse("reports:workspace", args=[call.code]))
    return len(found)


def test_secretary_is_never_asked_to_declare():
    call = undeclared()
    with at(BEGINNING) as now:
        assert workspace_of(call, person("Ada"), now).facts.undeclared == 2
    assert member("Lea").pk not in {one.user_id for one in call.committee.members.all()}
