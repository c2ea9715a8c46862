"""Every ready call from its publication to its published result, through the acts alone."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client

from audit.core import canonical
from audit.models import LedgerEntry
from awards.actions.approve_proposal import approve_proposal
from awards.actions.issue_decision import issue_decision
from awards.actions.propose_allocation import propose_allocation
from callfile.criteria import Levels
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.actions.checking.decide_completeness import decide_completeness
from grants.actions.checking.recognise_fact import recognise_fact
from grants.core.workflow import CallState
from grants.models import Application, Call
from grants.selectors.questions import check_questions
from grants.selectors.recognition import facts_to_recognise
from reports.actions.publish_results import publish_results
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.runs.compute_allocation import compute_allocation
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.actions.save_sheet import save_sheet
from scoring.actions.start_scoring import start_scoring
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.core.run.recompute import recompute
from scoring.models import CommitteeRole
from scoring.selectors.due_sheets import assessors_of_application
from scoring.selectors.reasons import cases_of
from scoring.selectors.runs import lot_rules
from scoring.selectors.runs.evaluation import counted_applications
from tests.attendance import all_here
from tests.awards.proposals import signed
from tests.journeys.library_calls import NAMES, apply, ready_call
from tests.meetings import adopt
from tests.personas import bonaca, person
from tests.scoring.committee import no_conflicts
from tests.stage import an_organisation, at

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]

SCORERS = ("Celia", "Ciril", "Igor", "Valter")
DIGEST = "ab" * 32


@pytest.mark.parametrize("name", NAMES)
def test_ready_call_is_walked_to_its_published_result(name, client):
    call = published(name)
    apply_to_every_lot(call)
    open_and_check(call)
    score_and_reveal(call)
    sign(call)
    issue_and_publish(call)

    result = recomputed_from_the_downloads(call, client)
    assert call.state == CallState.DECIDED
    assert set(result["lots"]) == {lot.code for lot in call.file.leaves}
    for decision in call.decisions.select_related("application__lot"):
        amounts = result["lots"][decision.application.lot.code]["amounts"]
        said = amounts.get(decision.application.number, "0.00")
        assert f"{decision.amount_cents // 100}.{decision.amount_cents % 100:02}" == said
    assert call.decisions.filter(amount_cents__gt=0).exists()


@pytest.mark.parametrize("name", ["kultura", "sport"])
def test_ready_call_without_an_application_is_decided_with_the_signature(name, client):
    call = published(name)
    open_and_check(call)
    conclude_empty(call)

    result = recomputed_from_the_downloads(call, client)
    assert call.state == CallState.DECIDED
    assert not call.decisions.exists()
    assert {rows == [] for rows in result["ranking"].values()} == {True}
    assert {lot["spent"] for lot in result["lots"].values()} == {"0.00"}


def published(name: str, file_number: str = "610-25/2026") -> Call:
    content = ready_call(name)
    with _before(content["dates"]["published"]):
        call = import_call(
            funder=bonaca(), content=content, file_number=file_number, actor=person("Ada")
        )
        seats = [Seat(person("Celia"), CommitteeRole.CHAIR)]
        seats += [Seat(person(one), CommitteeRole.MEMBER) for one in SCORERS[1:]]
        seats.append(Seat(person("Cvetka"), CommitteeRole.SECRETARY))
        appoint_committee(call=call, appointment="011-7/2026", seats=seats, actor=person("Ada"))
    with at(content["dates"]["published"]):
        publish_call(call=call, actor=person("Ada"))
    call.refresh_from_db()
    return call


def apply_to_every_lot(call: Call) -> None:
    """One association in each lot, another one in the first."""
    burja, prepih = an_organisation("Društvo Burja"), an_organisation("Društvo Prepih")
    with _before(call.content["dates"]["deadline"]):
        for place, lot in enumerate(call.file.leaves):
            apply(call, lot.code, burja, 0)
            if not place:
                apply(call, lot.code, prepih, 1)


def open_and_check(call: Call) -> None:
    with _after(call, 0):
        start_opening_session(
            call=call, place="Sejna soba", attendance=all_here(call), actor=person("Cvetka")
        )
        for name in ("Ada", "Cvetka"):
            confirm_opening(call=call, actor=person(name))
        close_opening_session(
            call=call,
            public_present=0,
            remarks="",
            actor=person("Cvetka"),
        )
    with _after(call, 1):
        for application in call.applications.filter(state="received").select_related("lot"):
            check(application)


def check(application: Application) -> None:
    """Everything is recognised as declared, and nothing is missing."""
    facts = facts_to_recognise(application)
    for fact in facts:
        recognise_fact(
            application=application,
            code=fact.code,
            value=fact.declared,
            reason={},
            actor=person("Ada"),
        )
    asked = check_questions(application, facts, list(application.attachments.all()))
    decide_completeness(
        application=application,
        verdict="complete",
        findings=[{"code": one.code, "result": "holds", "note": ""} for one in asked],
        article={},
        fact={},
        actor=person("Ada"),
    )


def score_and_reveal(call: Call) -> None:
    with _after(call, 2):
        for name in SCORERS:
            said = no_conflicts(call, person(name))
            declare_conflicts(call=call, answers=said, actor=person(name))
        start_scoring(call=call, actor=person("Ada"))
    call.refresh_from_db()
    with _after(call, 3):
        for application in counted_applications(call):
            for name in SCORERS if assessors_of_application(application) else ():
                fill_and_lock(application, name)
    with _after(call, 4):
        reveal_scores(call=call, actor=person("Celia"))
        for case in cases_of(call):
            if case.missing_languages:
                write_criterion_reason(
                    application=case.application,
                    criterion=case.code,
                    text={"sl": "Zasnova je jasna.", "it": "L’idea è chiara."},
                    actor=person("Cvetka"),
                )


def fill_and_lock(application: Application, name: str) -> None:
    """The second highest level, or the highest mark."""
    lot = lot_rules.lot_rules(application.call, application.lot.code)
    for question in lot_rules.questions_of(application, lot, {}).asked:
        value = _mark(question.answer, name)
        save_sheet(
            application=application,
            criterion=question.code,
            value=value,
            reason="Zasnova je jasna.",
            actor=person(name),
        )
    lock_sheet(application=application, actor=person(name))


def _mark(answer, name: str) -> str:
    if isinstance(answer, Levels):
        best = sorted(answer.points, key=lambda code: answer.points[code], reverse=True)
        return best[1 if name == "Ciril" else 0]
    return str(answer.most)


def sign(call: Call) -> None:
    call.refresh_from_db()
    with _after(call, 5):
        ranking = compute_ranking(call=call, actor=person("Ada"))
        allocation = compute_allocation(ranking=ranking, actor=person("Ada"))
        adopt(call)
        proposal = propose_allocation(allocation=allocation, actor=person("Ada"))
    with _after(call, 6):
        approve_proposal(proposal=proposal, actor=person("Emil"))
    call.refresh_from_db()


def issue_and_publish(call: Call) -> None:
    with _after(call, 7):
        signed(call)
        for decision in call.decisions.all():
            issue_decision(decision=decision, document_sha256=DIGEST, actor=person("Ada"))
    publish(call)


def conclude_empty(call: Call) -> None:
    """From the end of the check on, with no application: nothing waits for anybody."""
    with _after(call, 2):
        start_scoring(call=call, actor=person("Ada"))
    sign(call)
    publish(call)


def publish(call: Call) -> None:
    with _after(call, 8):
        publish_results(call=call, actor=person("Ada"))
    call.refresh_from_db()


def recomputed_from_the_downloads(call: Call, client: Client):
    """What `merila recompute` prints of the two public files is what the ledger names."""
    with at(call.content["dates"]["results_by"]):
        files = [
            json.loads(b"".join(client.get(f"/sl/calls/{call.code}/files/{kind}.json")))
            for kind in ("call", "evaluation")
        ]
    result = recompute(*files)
    entry = LedgerEntry.objects.get(type="results.published")
    assert json.loads(entry.canonical)["pub"]["result"] == canonical.digest(result)
    return result


def _before(moment: str):
    return at((datetime.fromisoformat(moment) - timedelta(days=3)).isoformat())


def _after(call: Call, days: int):
    opening = datetime.fromisoformat(call.content["dates"]["opening"])
    return at((opening + timedelta(days=days, minutes=5)).isoformat())
