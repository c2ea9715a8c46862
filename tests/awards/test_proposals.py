"""Propose, return, sign: who may, when, and what each leaves behind."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from applicants.models import Membership, MembershipRole
from audit.models import LedgerEntry
from awards.actions.approve_proposal import approve_proposal
from awards.actions.propose_allocation import checked_proposal, propose_allocation
from awards.actions.return_proposal import return_proposal
from awards.models import Proposal, ProposalState
from grants.core.workflow import ApplicationState, CallState
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.models import AllocationRun, CriterionReason, RankingRun, ScoreSheet
from tests.awards.proposals import PROPOSED, SIGNED, a_proposal, an_allocation, computed
from tests.letters import delivered
from tests.meetings import adopt
from tests.personas import person
from tests.proof.tampering import nothing_refuses
from tests.scoring.committee import member
from tests.stage import at

pytestmark = pytest.mark.django_db

WHY = "Preverite število članov."


def propose(allocation, name="Ada"):
    with at(PROPOSED):
        return propose_allocation(allocation=allocation, actor=person(name))


def give_back(proposal, reason=WHY, name="Emil"):
    with at(SIGNED):
        return return_proposal(proposal=proposal, reason=reason, actor=person(name))


def sign(proposal, name="Emil"):
    with at(SIGNED):
        return approve_proposal(proposal=proposal, actor=person(name))


def said(entry):
    return json.loads(entry.canonical)["pub"]


def states(applications):
    for application in applications:
        application.refresh_from_db()
    return {application.state for application in applications}


def test_propose_allocation_moves_the_call_and_every_ranked_application():
    allocation, applications = an_allocation()
    proposal = propose(allocation)

    call = proposal.call
    call.refresh_from_db()
    assert call.state == CallState.PROPOSED
    assert states(applications) == {ApplicationState.PROPOSED}
    assert (proposal.number, proposal.state) == (1, ProposalState.WAITING)
    assert proposal.entry.type == "proposal.made"
    payload = json.loads(proposal.entry.payload.text)
    assert (payload["applications"], payload["result_sha256"]) == (2, allocation.result_sha256)
    assert said(proposal.entry) == {"proposal": 1}


def test_propose_allocation_twice_is_one_proposal():
    allocation, _applications = an_allocation()
    assert propose(allocation) == propose(allocation)
    assert Proposal.objects.count() == 1


def test_propose_allocation_refuses_while_a_reason_is_missing_and_names_it():
    """Also where somebody takes them away behind the program, after the vote."""
    allocation, [first, second] = an_allocation()
    CriterionReason.objects.all().delete()
    with pytest.raises(Refused) as refused:
        propose(allocation)
    assert f"{first.number} A2, {second.number} A2" in str(refused.value)

    CriterionReason.objects.create(
        application=first,
        criterion="A2",
        text={"sl": "Samo slovensko.", "it": ""},
        written_by=person("Ada"),
        written_at=allocation.created_at,
    )
    with pytest.raises(Refused, match=first.number):
        propose(allocation)
    assert states([first, second]) == {ApplicationState.SCORED}
    assert not LedgerEntry.objects.filter(type="proposal.made").exists()


def test_propose_allocation_refuses_what_is_not_the_newest():
    allocation, _applications = an_allocation()
    ranking = allocation.ranking
    RankingRun.objects.create(
        call=ranking.call,
        version=ranking.version,
        number=2,
        evaluation=ranking.evaluation,
        evaluation_sha256=ranking.evaluation_sha256,
        result=ranking.result,
        result_sha256=ranking.result_sha256,
        engine=ranking.engine,
        created_by=person("Ada"),
        created_at=ranking.created_at,
        entry=LedgerEntry.objects.exclude(pk__in=[ranking.entry_id, allocation.entry_id]).first(),
    )
    with pytest.raises(Refused, match="najnovejšega"):
        checked_proposal(allocation)
    with pytest.raises(Refused, match="še ni sprejela"):
        propose(allocation)


def test_propose_allocation_refuses_what_was_computed_from_other_sheets():
    allocation, [first, _second] = an_allocation()
    sheet = ScoreSheet.objects.filter(application=first).first()
    answers = {**sheet.answers, "A2": {"value": "none", "reason": ""}}
    with nothing_refuses():
        ScoreSheet.objects.filter(pk=sheet.pk).update(answers=answers)
    with pytest.raises(Refused, match="znova izračunajte"):
        propose(allocation)


def test_propose_allocation_refuses_a_result_that_was_touched():
    allocation, _applications = an_allocation()
    touched = allocation.result.replace('"spent":"1000.00"', '"spent":"9.00"', 1)
    with nothing_refuses():
        AllocationRun.objects.filter(pk=allocation.pk).update(result=touched + " ")
    allocation.refresh_from_db()
    with pytest.raises(Refused, match="drugačen rezultat"):
        propose(allocation)


@pytest.mark.parametrize("name", ["Bruno", "Celia", "Dario", "Emil", "Fani", "Lea"])
def test_propose_allocation_is_for_the_officer(name):
    allocation, _applications = an_allocation()
    with pytest.raises(PermissionDenied):
        propose(allocation, name)


def test_return_proposal_opens_the_scoring_again_with_the_reason():
    proposal, applications = a_proposal()
    returned = give_back(proposal)

    returned.call.refresh_from_db()
    assert returned.call.state == CallState.SCORING
    assert states(applications) == {ApplicationState.SCORED}
    assert (returned.state, returned.reason) == (ProposalState.RETURNED, WHY)
    assert returned.closed_by == person("Emil")
    entry = LedgerEntry.objects.get(type="proposal.returned")
    assert said(entry) == {"proposal": 1}, "the reason may name people, so it is not public"


def test_return_reaches_officer_and_committee_by_letter_and_nobody_in_conflict():
    proposal, [first, *_others] = a_proposal()
    Membership.objects.create(
        user=member("Celia"), organisation=first.organisation, role=MembershipRole.VIEWER
    )
    before = len(delivered())
    give_back(proposal)

    letters = delivered()[before:]
    readers = {letter.to[0] for letter in letters}
    assert readers == {person(name).email for name in ("Ada", "Igor", "Valter", "Ines", "Lea")}
    assert not any(WHY in letter.body for letter in letters)
    by_reader = {letter.to[0]: letter.body for letter in letters}
    approval = reverse("awards:approval", args=[proposal.call.code, proposal.number])
    assert approval.partition("/desk")[2] in by_reader[person("Ada").email]
    assert "/meeting/" in by_reader[person("Igor").email]


@pytest.mark.parametrize(
    ("name", "page"), [("Igor", "meeting"), ("Lea", "meeting"), ("Ada", "ranking")]
)
def test_return_stands_with_its_reason_where_the_work_goes_on(client, name, page):
    proposal, _applications = a_proposal()
    give_back(proposal)
    client.force_login(person(name))
    with at(SIGNED):
        page_of = client.get(reverse(f"scoring:{page}", args=[proposal.call.code]))

    text = page_of.content.decode()
    assert WHY in text
    assert "Predlog je bil vrnjen 26. novembra 2026 ob" in text.replace("\xa0", " ")
    if page == "ranking":
        assert reverse("scoring:compute_ranking", args=[proposal.call.code]) in text


def test_returned_proposal_comes_again_as_number_two():
    proposal, _applications = a_proposal()
    give_back(proposal)
    allocation = computed(proposal.call)
    with pytest.raises(Refused, match="še ni sprejela"):
        propose(allocation)
    with at(SIGNED):
        adopt(proposal.call)
    again = propose(allocation)
    assert (again.number, again.allocation) == (2, proposal.allocation)


@pytest.mark.parametrize("reason", ["", "   ", "prekratko", "a" * 2001, "Preverite\x00 število"])
def test_return_proposal_refuses_a_reason_that_is_none(reason):
    proposal, _applications = a_proposal()
    with pytest.raises(Refused) as refused:
        give_back(proposal, reason)
    assert refused.value.field == "reason"
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING


def test_approve_proposal_signs_the_allocation():
    proposal, applications = a_proposal()
    signed = sign(proposal)

    signed.call.refresh_from_db()
    assert signed.call.state == CallState.APPROVED
    assert states(applications) == {ApplicationState.PROPOSED}, "until each decision is issued"
    assert (signed.state, signed.closed_by) == (ProposalState.APPROVED, person("Emil"))
    entry = LedgerEntry.objects.get(type="allocation.approved")
    assert said(entry) == {"proposal": 1}
    signed_result = json.loads(entry.payload.text)["result_sha256"]
    assert signed_result == proposal.allocation.result_sha256


def test_approve_proposal_is_not_for_a_member_of_an_applicant():
    proposal, [first, _second] = a_proposal()
    Membership.objects.create(
        user=person("Emil"), organisation=first.organisation, role=MembershipRole.VIEWER
    )
    with pytest.raises(PermissionDenied):
        sign(proposal)


def test_approve_proposal_is_not_for_who_proposed_it():
    proposal, _applications = a_proposal()
    # Two roles on one call are refused elsewhere; the signature does not rely on that alone.
    RoleGrant.objects.create(user=person("Ada"), role=Role.APPROVER)
    with pytest.raises(Refused, match="druga oseba"):
        sign(proposal, "Ada")


@pytest.mark.parametrize("name", ["Ada", "Bruno", "Celia", "Dario", "Fani"])
def test_signing_and_returning_are_for_the_approver(name):
    proposal, _applications = a_proposal()
    with pytest.raises(PermissionDenied):
        sign(proposal, name)
    with pytest.raises(PermissionDenied):
        give_back(proposal, name=name)


def test_approve_proposal_refuses_what_changed_after_it_was_proposed():
    proposal, [first, _second] = a_proposal()
    sheets = first.score_sheets.filter(member__user__name="Igor Stante")
    with nothing_refuses():
        sheets.update(locked_at=None, entry=None)
    with pytest.raises(Refused, match=f"ocenjevalni list {first.number}"):
        sign(proposal)
    assert not LedgerEntry.objects.filter(type="allocation.approved").exists()


def test_closed_proposal_is_closed():
    proposal, _applications = a_proposal()
    sign(proposal)
    for act in (sign, give_back):
        with pytest.raises(Refused, match="ne čaka več"):
            act(proposal)
    with at(SIGNED), pytest.raises(Refused):
        compute_ranking(call=proposal.call, actor=person("Ada"))
