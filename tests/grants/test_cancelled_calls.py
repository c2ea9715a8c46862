"""A call that was public and is cancelled: its page stays and says why."""

import pytest
from django.utils import translation

from accounts.refusal import Refused
from grants.actions.calls.cancel_call import cancel_call
from grants.actions.requests.take_back_request import take_back_request
from grants.core.workflow import ApplicationWork, CallStep, CallWork
from grants.selectors.may import require_state
from tests.grants.applying import a_filled_draft
from tests.grants.requests import ask
from tests.opened import CHECKING, a_call_in_checking
from tests.personas import person
from tests.proof.stage import lots_with_a_file
from tests.stage import FILING, a_draft_call, a_published_call, at

pytestmark = pytest.mark.django_db
REASON = "Občinski svet ni sprejel proračuna."
MOTIVO = "Il Consiglio comunale non ha approvato il bilancio."


def cancelled(call):
    with at(FILING):
        cancel_call(call=call, reason={"sl": REASON, "it": MOTIVO}, actor=person("Ada"))
    return call


def test_cancelled_call_says_why_and_takes_no_application(client):
    call = cancelled(a_published_call())
    page = client.get(f"/sl/calls/{call.code}/")
    assert page.status_code == 200
    assert REASON in page.content.decode()
    assert f"/sl/calls/{call.code}/apply/" not in page.content.decode()
    client.force_login(person("Bruno"))
    assert client.get(f"/sl/calls/{call.code}/apply/").status_code == 404


def test_cancelled_call_says_why_in_the_language_of_the_reader(client):
    call = cancelled(a_published_call())
    page = client.get(f"/it/calls/{call.code}/").content.decode()
    assert MOTIVO in page
    assert REASON not in page


def test_deadline_that_a_cancellation_overtook_has_not_passed(client):
    """Cancelled on 10 October; the deadline would have been on 30 October."""
    call = cancelled(a_published_call())
    with at(FILING):
        page = client.get(f"/sl/calls/{call.code}/").content.decode()
    assert "je potekel" not in page
    assert "ne velja več" in page
    assert "Odpiranje vlog" not in page
    assert "Preklic razpisa" in page


def test_application_of_a_cancelled_call_hears_of_the_cancellation_not_of_a_deadline(client):
    call = a_published_call()
    draft = a_filled_draft(call)
    cancelled(call)
    client.force_login(person("Bruno"))
    with at(FILING):
        own = client.get("/sl/applications/").content.decode()
        answer = client.post(
            f"/sl/applications/{draft.number}/submit/", {"draft_version": draft.draft_version}
        )
    assert "Razpis je preklican" in own
    assert "Rok za oddajo" not in own
    assert answer.status_code == 409
    assert "Razpis je preklican." in answer.content.decode()
    assert "Rok razpisa je potekel" not in answer.content.decode()


def test_frozen_text_of_a_cancelled_call_stays(client):
    call = cancelled(a_published_call())
    assert client.get(f"/sl/calls/{call.code}/call.json").status_code == 200


def test_page_as_it_was_is_not_taken_for_the_page_as_it_is(client):
    call = a_published_call()
    with at(FILING):
        tag = client.get(f"/sl/calls/{call.code}/").headers["ETag"]
    cancelled(call)
    with at(FILING):
        again = client.get(f"/sl/calls/{call.code}/", headers={"If-None-Match": tag})
    assert again.status_code == 200


def test_draft_that_is_cancelled_was_never_public(client):
    call = cancelled(a_draft_call())
    assert client.get(f"/sl/calls/{call.code}/").status_code == 404
    assert client.get(f"/sl/calls/{call.code}/call.json").status_code == 404


@pytest.mark.parametrize(
    "step",
    [
        *(ApplicationWork.TAKE_BACK_REQUEST, ApplicationWork.ANSWER_REQUEST),
        *(ApplicationWork.REQUEST_SUPPLEMENT, ApplicationWork.DECIDE_COMPLETENESS),
        *(ApplicationWork.RECOGNISE_FACT, ApplicationWork.CORRECT_FACT),
        *(ApplicationWork.SAVE_SHEET, ApplicationWork.AGREE_SCORE),
        *(CallStep.PUBLISH, CallStep.START_SCORING, CallStep.PROPOSE, CallStep.APPROVE),
        *(CallWork.APPOINT_COMMITTEE, CallWork.COMPUTE_RANKING, CallWork.COMPUTE_REPLAY),
        *(CallWork.PREPARE_DECISIONS, CallWork.ISSUE_DECISION, CallWork.CHANGE_CONTENT),
    ],
)
def test_whatever_is_done_in_no_cancelled_call_is_refused_because_it_is_cancelled(step):
    """By each step of the table that its state does not have, in one sentence."""
    call = a_call_in_checking(1)
    row = call.applications.get()
    with at(CHECKING):
        cancel_call(call=call, reason={"sl": REASON, "it": MOTIVO}, actor=person("Ada"))
    row.refresh_from_db()
    call.refresh_from_db()
    subject = row if isinstance(step, ApplicationWork) else call
    for language, words in (("sl", "Razpis je preklican"), ("it", "Il bando è revocato")):
        with translation.override(language), pytest.raises(Refused, match=words):
            require_state(step, subject)


def test_request_in_a_cancelled_call_is_not_taken_back(db):
    call = a_call_in_checking(1, lots=lots_with_a_file())
    request = ask(call.applications.get(), "members")
    with at(CHECKING):
        cancel_call(call=call, reason={"sl": REASON, "it": MOTIVO}, actor=person("Ada"))
    with at(CHECKING), pytest.raises(Refused, match="Razpis je preklican"):
        take_back_request(request=request, reason="Ni več treba.", actor=person("Ada"))
