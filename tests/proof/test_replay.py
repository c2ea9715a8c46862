"""A fact is corrected after the decisions: new amounts for all, new decisions where they change."""

import json
import re

import pytest
from django.urls import reverse

from accounts.refusal import Refused
from audit.models import LedgerEntry
from audit.proof import fsck
from awards.actions.prepare_decisions import prepare_decisions
from awards.actions.propose_allocation import propose_allocation
from awards.actions.return_proposal import return_proposal
from awards.models import Decision, Proposal, ProposalState
from awards.selectors.differences import changed_results
from awards.selectors.signed import deciding_proposal
from grants.actions.checking.recognise_fact import recognise_fact
from grants.models import Application
from reports.models import Document
from reports.selectors.documents import decision_for, marked_decision, paper_mark
from reports.selectors.register import published_awards
from scoring.actions.runs.compute_replay import compute_replay
from scoring.models import RankingRun, RunPurpose
from scoring.selectors.runs.ranking import runs_of
from tests.personas import person
from tests.proof.stage import (
    REPLAYED,
    SUPERSEDED,
    a_replay,
    signed_replay,
    superseded,
)
from tests.proof.tampering import nothing_refuses
from tests.stage import at

pytestmark = pytest.mark.django_db


def awarded(call):
    return dict(
        call.decisions.in_force().values_list("application__number", "amount_cents").order_by()
    )


def test_replay_computes_everybody_again_and_decides_nothing(case):
    call = case
    before = awarded(call)
    signed = deciding_proposal(call).allocation
    replay = a_replay(call)
    assert replay.ranking.purpose == RunPurpose.REPLAY
    assert replay.ranking.corrects == signed
    changed = {one.number: (one.points, one.amounts) for one in changed_results(signed, replay)}
    assert changed["M27-A-001"][0] == ("15", "7")
    assert set(changed) == {"M27-A-001", "M27-A-002"}
    assert sum(new - old for _points, (old, new) in changed.values()) == 0
    assert awarded(call) == before
    call.refresh_from_db()
    assert call.state == "decided"
    # The pages of the computation that decided the call go on showing that one.
    assert runs_of(call).allocation == signed


def test_replay_of_the_same_corrections_is_one(case):
    call = case
    replay = a_replay(call)
    again = compute_replay(corrects=deciding_proposal(call).allocation, actor=person("Ada"))
    assert again == replay
    assert RankingRun.objects.replays().count() == 1


def test_without_a_correction_there_is_no_replay(case):
    call = case
    with pytest.raises(Refused, match="ni bilo nič popravljeno"):
        compute_replay(corrects=deciding_proposal(call).allocation, actor=person("Ada"))


def test_only_a_signed_computation_is_corrected(case):
    replay = a_replay(case)
    correct(case, "7")
    with at(REPLAYED), pytest.raises(Refused, match="Ta izračun ni odobren"):
        compute_replay(corrects=replay, actor=person("Ada"))
    assert RankingRun.objects.replays().count() == 1


def test_replay_that_is_outdated_is_computed_once_more(case):
    replay = a_replay(case)
    correct(case, "7")
    with at(REPLAYED), pytest.raises(Refused, match="Po tem ponovnem izračunu"):
        propose_allocation(allocation=replay, actor=person("Ada"))


def test_facts_of_a_dismissed_application_are_not_corrected(case):
    row = case.applications.get(number="M27-A-001")
    with nothing_refuses():
        Application.objects.filter(pk=row.pk).update(state="dismissed")
    with pytest.raises(Refused, match="Ta vloga je zavržena"):
        correct(case, "7")


def correct(call, members):
    with at(REPLAYED):
        recognise_fact(
            application=call.applications.get(number="M27-A-001"),
            code="members",
            value=members,
            reason={"sl": "Popravek.", "it": "Correzione."},
            actor=person("Ada"),
        )


def test_correction_needs_its_reason_and_a_decided_call(case):
    call = case
    first = call.applications.get(number="M27-A-001")
    with pytest.raises(Refused, match="Napišite razlog"):
        recognise_fact(application=first, code="members", value="5", reason={}, actor=person("Ada"))
    # Back to what was declared: without a reason nobody would know why.
    declared = first.answers["members"]
    with pytest.raises(Refused, match="Napišite razlog"):
        recognise_fact(
            application=first, code="members", value=declared, reason={}, actor=person("Ada")
        )


def test_decisions_change_only_where_the_replay_changes_something(case):
    call = superseded(case)
    old = {one.application.number: one for one in call.decisions.first_ones()}
    new = {one.application.number: one for one in call.decisions.exclude(supersedes=None)}
    assert set(new) == {"M27-A-001", "M27-A-002"}
    for number, decision in new.items():
        assert decision.supersedes == old[number]
        assert decision.content["supersedes"] == old[number].number
        said = [point["text"] for point in decision.content["texts"]["sl"]["operative"]]
        assert any(old[number].number in text for text in said), said
    held = awarded(call)
    assert held == {
        number: new.get(number, decision).amount_cents for number, decision in old.items()
    }
    spent = sum(cents for number, cents in held.items() if "-A-" in number)
    before = sum(one.amount_cents for number, one in old.items() if "-A-" in number)
    assert spent == before


def test_superseded_decision_stays_with_its_document_and_does_not_count(case):
    call = superseded(case)
    [first] = call.decisions.first_ones().filter(application__number="M27-A-001")
    [second] = call.decisions.filter(supersedes=first)
    assert first.documents.count() == second.documents.count() == 1
    assert Document.objects.filter(decision__isnull=False).count() == call.decisions.count()
    shown = set(published_awards().values_list("number", flat=True))
    assert first.number not in shown
    assert second.number in shown
    assert decision_for(person("Bruno"), "M27-A-001") == second
    assert marked_decision("M27-A-001", paper_mark(first)) == first
    assert marked_decision("M27-A-001", paper_mark(second)) == second


def test_paper_of_a_superseded_decision_says_so(case, client):
    call = superseded(case)
    [first] = call.decisions.first_ones().filter(application__number="M27-A-001")
    second, pages = first.superseded_by, []
    for one in (first, second):
        address = reverse("reports:decision_check", args=["M27-A-001", paper_mark(one)])
        pages.append(client.get(address).content.decode())
    assert (
        f"Nadomešča jo odločba št. {second.number} z dne 12.\u00a0januarja\u00a02027." in pages[0]
    )
    assert re.search(r"<h1[^>]*>\s*Ta odločba ne velja več", pages[0])
    assert "ne velja več" not in pages[1]
    # The published files give other amounts than this one.
    assert "prvega izračuna" in pages[1]
    assert "prvega izračuna" not in pages[0]


def test_states_follow_the_decisions_in_force_and_the_call_stays_decided(case):
    call = superseded(case)
    assert call.state == "decided"
    kinds = dict(call.decisions.in_force().values_list("application__number", "kind").order_by())
    states = dict(Application.objects.filter(number__in=kinds).values_list("number", "state"))
    assert states == kinds


def test_ledger_says_what_is_superseded_and_fsck_passes(case):
    call = superseded(case)
    assert [str(one) for one in fsck.differences()] == []
    issued = LedgerEntry.objects.filter(type="decision.issued").order_by("seq")
    said = [json.loads(text) for text in issued.values_list("payload__text", flat=True)]
    chain = {one["number"]: one["supersedes"] for one in said if "supersedes" in one}
    assert chain == dict(
        call.decisions.exclude(supersedes=None).values_list("number", "supersedes__number")
    )
    replays = LedgerEntry.objects.filter(type="ranking.computed").order_by("seq")
    assert json.loads(replays.last().canonical)["pub"] == {"number": 2, "corrects": 1}


def test_second_replay_corrects_the_first(case):
    call = superseded(case)
    proposal = signed_replay(call, members="29")
    assert proposal.allocation.ranking.corrects.ranking.purpose == RunPurpose.REPLAY
    with at(SUPERSEDED):
        assert prepare_decisions(call=call, actor=person("Ada")) == 2
    chain = Decision.objects.filter(application__number="M27-A-001").order_by("pk")
    assert [one.supersedes for one in chain] == [None, chain[0], chain[1]]


def test_second_replay_is_not_proposed_while_the_first_one_waits(case):
    with at(REPLAYED):
        propose_allocation(allocation=a_replay(case), actor=person("Ada"))
    second = a_replay(case, "6")
    with at(REPLAYED), pytest.raises(Refused, match="že čaka na odobritev"):
        propose_allocation(allocation=second, actor=person("Ada"))
    assert case.proposals.filter(state=ProposalState.WAITING).count() == 1


def test_returned_replay_moves_nothing(case):
    call = case
    replay = a_replay(call)
    with at(REPLAYED):
        waiting = propose_allocation(allocation=replay, actor=person("Ada"))
        return_proposal(proposal=waiting, reason="Manjka sklep o pritožbi.", actor=person("Emil"))
    call.refresh_from_db()
    assert call.state == "decided"
    assert not call.applications.filter(state="proposed").exists()
    assert Proposal.objects.get(pk=waiting.pk).state == ProposalState.RETURNED
    assert [str(one) for one in fsck.differences()] == []


def test_replay_of_what_is_not_in_force_is_not_proposed(case):
    call = case
    first = deciding_proposal(call).allocation
    signed_replay(call)
    correct(call, "7")
    with at(REPLAYED):
        stale = compute_replay(corrects=first, actor=person("Ada"))
        with pytest.raises(Refused, match="novejši izračun"):
            propose_allocation(allocation=stale, actor=person("Ada"))


def test_nothing_is_prepared_on_a_decided_call_without_a_replay(case):
    call = case
    with pytest.raises(Refused, match="Vse odločbe tega razpisa so izdane"):
        prepare_decisions(call=call, actor=person("Ada"))


def test_next_replay_waits_for_the_decisions_of_the_one_before(case):
    """Else whoever is changed by the first alone would never get a decision."""
    signed_replay(case)
    second = a_replay(case, members="29")
    with at(REPLAYED), pytest.raises(Refused, match="Najprej izdajte odločbe"):
        propose_allocation(allocation=second, actor=person("Ada"))
    with at(SUPERSEDED):
        prepare_decisions(call=case, actor=person("Ada"))
    with at(SUPERSEDED), pytest.raises(Refused, match="Najprej izdajte odločbe"):
        propose_allocation(allocation=second, actor=person("Ada"))


def test_results_of_the_first_computation_say_what_was_superseded(case, client):
    address = reverse("reports:call_results", args=[case.code])
    assert "Po popravku" not in client.get(address).content.decode()
    superseded(case)
    assert "Po popravku sta bili nadomeščeni 2 odločbi" in client.get(address).content.decode()
