"""Decisions are signed by the person whose name stands under them, in a term, as an act."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from audit.models import LedgerEntry
from audit.proof import fsck
from awards.actions.approve_proposal import approve_proposal
from awards.actions.issue_decision import issue_decision
from awards.actions.name_signatory import name_signatory
from awards.actions.prepare_decisions import prepare_decisions
from awards.actions.sign_decisions import sign_decisions
from awards.models import Decision, DecisionSignature, Proposal, ProposalState
from awards.words.decision_content import said_by
from grants.actions.office.appoint_signatory import appoint_signatory
from grants.actions.office.end_signatory import end_signatory
from grants.models import Signatory
from reports.actions.start_issuing import start_issuing
from tests.awards.proposals import SIGNED, a_proposal, signed
from tests.letters import delivered
from tests.personas import PASSWORD, bonaca, person, signatory
from tests.proof.tampering import nothing_refuses
from tests.stage import at

pytestmark = pytest.mark.django_db
DIGEST = "ab" * 32
TITLES = {"sl": "županja", "it": "sindaca"}


def approved(name="Emil"):
    proposal, _applications = a_proposal()
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person(name))
    proposal.refresh_from_db()
    proposal.call.refresh_from_db()
    return proposal


def root():
    user = person("Gina")
    RoleGrant.objects.get_or_create(user=user, role=Role.ADMINISTRATOR)
    return user


def _elect(actor):
    with at(SIGNED):
        end_signatory(signatory=Signatory.objects.get(), actor=actor)
        about = {"title": TITLES, "since": date(2026, 11, 1), "actor": actor}
        appoint_signatory(funder=bonaca(), person=person("Zala"), **about)


def press(client, name, proposal, route="awards:sign_decisions"):
    address = reverse(route, args=[proposal.call.code, proposal.number])
    with at(SIGNED):
        client.force_login(person(name))
        return client.post(address, {"password": PASSWORD})


def page(client, name, proposal):
    with at(SIGNED):
        client.force_login(person(name))
        shown = client.get(reverse("awards:approval", args=[proposal.call.code, proposal.number]))
    return shown.content.decode()


def test_who_approves_and_signs_does_both_in_one_press_and_the_ledger_says_both(client):
    proposal, applications = a_proposal()
    assert "Z enim pritiskom odobrite predlog in podpišete odločbe kot župan" in page(
        client, "Emil", proposal
    )
    assert press(client, "Emil", proposal, "awards:sign").status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "approved"
    [signature] = DecisionSignature.objects.all()
    assert (signature.name, signature.decisions) == ("Emil", len(applications))
    types = list(LedgerEntry.objects.order_by("-seq").values_list("type", flat=True)[:3])
    assert types == ["decisions.signed", "decisions.prepared", "allocation.approved"]
    assert not Decision.objects.filter(signature=None).exists()


def test_another_person_signs_after_the_approval(client):
    proposal, _applications = a_proposal()
    with at(SIGNED):
        end_signatory(signatory=Signatory.objects.get(), actor=root())
    signatory("Zala", title=TITLES)
    assert "Odobrite predlog" in page(client, "Emil", proposal)
    assert press(client, "Emil", proposal, "awards:sign").status_code == 302
    assert not Decision.objects.exists()
    assert "Odločbe čakajo na podpis" in page(client, "Emil", proposal)
    assert press(client, "Emil", proposal).status_code == 403
    assert "Podpišete kot županja" in page(client, "Zala", proposal)
    assert press(client, "Zala", proposal).status_code == 302
    said = said_by(Decision.objects.first())
    assert said["signatory"] == "Zala"
    assert [said["texts"][one]["signatory_title"] for one in ("sl", "it")] == ["županja", "sindaca"]
    assert said["date"] == SIGNED[:10]


def test_whoever_signs_finds_it_where_they_begin(client):
    proposal, _applications = a_proposal()
    zala = signatory("Zala").user
    with at(SIGNED):
        name_signatory(call=proposal.call, user_id=zala.pk, actor=person("Ada"))
        approve_proposal(proposal=proposal, actor=person("Emil"))
        client.force_login(person("Zala"))
        shown = client.get(reverse("awards:signatures")).content.decode()
        desk = client.get(reverse("reports:desk")).content.decode()
    link = reverse("awards:approval", args=[proposal.call.code, proposal.number])
    assert link in shown
    assert link in desk


def test_signed_twice_is_once(client):
    proposal = approved()
    with at(SIGNED):
        signed(proposal.call)
        with pytest.raises(Refused, match="Nobena odločba"):
            sign_decisions(call=proposal.call, actor=person("Emil"))
    assert press(client, "Emil", proposal).status_code == 422
    assert DecisionSignature.objects.count() == 1


def test_nobody_signs_what_is_not_prepared():
    proposal = approved()
    with at(SIGNED), pytest.raises(Refused, match="še niso pripravljene"):
        sign_decisions(call=proposal.call, actor=person("Emil"))


@pytest.mark.parametrize("term", [(date(2026, 12, 1), None), (date(2026, 1, 1), date(2026, 11, 1))])
def test_nobody_signs_out_of_their_term(client, term):
    proposal = approved()
    with at(SIGNED):
        end_signatory(signatory=Signatory.objects.get(), actor=root())
    signatory("Zala", since=term[0], until=term[1])
    with at(SIGNED):
        prepare_decisions(call=proposal.call, actor=person("Ada"))
        with pytest.raises(Refused, match="obdobje podpisovanja"):
            sign_decisions(call=proposal.call, actor=person("Zala"))
    assert "Odločb zdaj ne podpisuje nihče" in page(client, "Ada", proposal)


@pytest.mark.parametrize("name", ["Ada", "Celia", "Dario", "Fani", "Gina"])
def test_nobody_else_signs(name):
    proposal = approved()
    with at(SIGNED), pytest.raises(PermissionDenied):
        sign_decisions(call=proposal.call, actor=person(name))


def test_whoever_is_blocked_signs_nothing_and_the_other_does():
    proposal = approved()
    zala = signatory("Zala").user
    emil = person("Emil")
    emil.is_active = False
    emil.save()
    with at(SIGNED):
        prepare_decisions(call=proposal.call, actor=person("Ada"))
        with pytest.raises(PermissionDenied):
            sign_decisions(call=proposal.call, actor=emil)
        assert sign_decisions(call=proposal.call, actor=zala).name == "Zala"


def test_after_an_election_the_new_mayor_signs_and_what_was_signed_keeps_the_old_name():
    proposal = approved()
    call = proposal.call
    with at(SIGNED):
        prepare_decisions(call=call, actor=person("Ada"))
        first, second = call.decisions.order_by("pk")
        old = signed(call)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Decision.objects.filter(pk=second.pk).update(signature=None)
    _elect(root())
    first.refresh_from_db()
    assert said_by(first)["signatory"] == old.name == "Emil"
    assert said_by(first)["texts"]["it"]["signatory_title"] == "sindaco"


def test_replaced_in_between_the_new_one_signs():
    proposal = approved()
    with at(SIGNED):
        prepare_decisions(call=proposal.call, actor=person("Ada"))
    _elect(root())
    with at(SIGNED):
        with pytest.raises(PermissionDenied):
            sign_decisions(call=proposal.call, actor=person("Emil"))
        sign_decisions(call=proposal.call, actor=person("Zala"))
    assert {said_by(one)["signatory"] for one in Decision.objects.all()} == {"Zala"}


def test_nothing_is_issued_before_it_is_signed():
    proposal = approved()
    call = proposal.call
    with at(SIGNED):
        prepare_decisions(call=call, actor=person("Ada"))
        with pytest.raises(Refused, match="čakajo na podpis"):
            start_issuing(call=call, actor=person("Ada"))
        decision = call.decisions.first()
        with pytest.raises(Refused, match="še ni podpisana"):
            issue_decision(decision=decision, document_sha256=DIGEST, actor=person("Ada"))
        signed(call)
        issue_decision(decision=decision, document_sha256=DIGEST, actor=person("Ada"))


def test_whoever_belongs_to_an_applicant_does_not_sign():
    proposal = approved()
    with at(SIGNED):
        prepare_decisions(call=proposal.call, actor=person("Ada"))
    organisation = proposal.call.applications.first().organisation
    organisation.memberships.create(user=person("Emil"), role="viewer")
    with at(SIGNED), pytest.raises(PermissionDenied):
        sign_decisions(call=proposal.call, actor=person("Emil"))


def test_letters_go_to_who_signs_and_then_to_the_officer():
    proposal, _applications = a_proposal()
    with at(SIGNED):
        end_signatory(signatory=Signatory.objects.get(), actor=root())
    signatory("Zala")
    delivered()
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person("Emil"))
        [waiting] = [one for one in delivered() if "zala@example.org" in one.to]
        assert waiting.subject.startswith("Odločbe čakajo na vaš podpis")
        signed(proposal.call, "Zala")
        [_approved, told] = [one for one in delivered() if "ada@example.org" in one.to]
    assert told.subject.startswith("Odločbe so podpisane")
    assert "podpisnik: Zala" in told.body


def test_one_press_sends_the_officer_one_letter(client):
    proposal, _applications = a_proposal()
    delivered().clear()
    press(client, "Emil", proposal, "awards:sign")
    with at(SIGNED):
        found = delivered()
    assert [one.subject[:20] for one in found if "ada@example.org" in one.to] == [
        "Odločbe so podpisane"
    ]
    assert not [one for one in found if "emil@example.org" in one.to]


def test_a_signature_that_was_written_behind_the_program_is_found():
    proposal = approved()
    with at(SIGNED):
        signed(proposal.call)
    assert not [one for one in map(str, fsck.differences()) if "decision" in one]
    with nothing_refuses():
        DecisionSignature.objects.update(title={"sl": "cesar"})
    with at(SIGNED), pytest.raises(Refused, match="se ne ujema z dnevnikom"):
        issue_decision(
            decision=Decision.objects.first(), document_sha256=DIGEST, actor=person("Ada")
        )


def test_decisions_are_not_signed_from_the_page_of_another_proposal(client):
    proposal = approved()
    columns = ("call", "allocation", "entry", "proposed_by", "proposed_at")
    returned = Proposal.objects.create(
        **{name: getattr(proposal, name) for name in columns},
        number=proposal.number + 1,
        state=ProposalState.RETURNED,
        reason="Preverite.",
    )
    answer = press(client, "Emil", returned)
    assert answer.status_code in (409, 422)
    assert "odobren je bil drug predlog" in answer.content.decode()
    assert not DecisionSignature.objects.exists()
