"""A large call is proposed, signed and published by the workers, who compute everything again."""

from unittest.mock import patch

import pytest
from django.urls import reverse

from accounts.models import Role, RoleGrant
from awards.models import ProposalState
from awards.selectors.signing_checks import SigningChecks
from grants.actions import begin_act
from grants.core.workflow import CallState
from jobs.actions.run_job import run_job
from jobs.models import Job, JobState
from scoring.actions.write_criterion_reason import write_criterion_reason
from tests.awards.proposals import PROPOSED, REASON, SIGNED, a_proposal, an_allocation
from tests.personas import PASSWORD, person
from tests.scoring.committee import member
from tests.stage import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _every_call_is_large(monkeypatch):
    monkeypatch.setattr(begin_act, "MOST_AT_ONCE", 0)


def press(client, name, address, moment=PROPOSED, **given):
    with at(moment):
        client.force_login(person(name))
        return client.post(address, given)


def work(moment=PROPOSED):
    with at(moment):
        return run_job(job_id=Job.objects.latest("created_at").pk)


def page_of(client, name, address, moment=PROPOSED):
    with at(moment):
        client.force_login(person(name))
        return client.get(address)


def test_a_proposal_is_made_by_a_job_that_leads_on_to_it(client):
    allocation, _applications = an_allocation()
    call = allocation.ranking.call
    address = reverse("awards:propose", args=[call.code])
    pressed = press(client, "Ada", address, sha256=allocation.result_sha256)
    assert press(client, "Ada", address, sha256=allocation.result_sha256).url == pressed.url
    page = page_of(client, "Ada", address).content.decode()
    assert "Predlog v odobritev je v teku" in page
    assert 'name="sha256"' not in page
    assert work().state == JobState.DONE
    made = call.proposals.get()
    assert page_of(client, "Ada", pressed.url).url == reverse(
        "awards:approval", args=[call.code, made.number]
    )
    call.refresh_from_db()
    assert call.state == CallState.PROPOSED


def test_another_result_than_the_officer_saw_is_refused_on_the_page_of_the_job(client):
    allocation, _applications = an_allocation()
    address = reverse("awards:propose", args=[allocation.ranking.call.code])
    pressed = press(client, "Ada", address, sha256="0" * 64)
    assert work().state == JobState.FAILED
    page = page_of(client, "Ada", pressed.url).content.decode()
    assert "novejši izračun" in page
    assert address in page


def test_a_reason_written_meanwhile_is_not_what_the_committee_adopted(client):
    allocation, [first, _second] = an_allocation()
    address = reverse("awards:propose", args=[allocation.ranking.call.code])
    press(client, "Ada", address, sha256=allocation.result_sha256)
    missing, written = SigningChecks.all_reasons_missing, []

    def read_slowly(checks):
        found = missing(checks)
        if not written:
            with at(PROPOSED):
                text = {**REASON, "sl": "Nova obrazložitev."}
                written.append(
                    write_criterion_reason(
                        application=first, criterion="A2", text=text, actor=member("Lea")
                    )
                )
        return found

    with patch.object(SigningChecks, "all_reasons_missing", read_slowly):
        assert work().state == JobState.FAILED
    assert written
    assert not allocation.proposals.exists()


def sign(client, proposal, name="Emil"):
    address = reverse("awards:sign", args=[proposal.call.code, proposal.number])
    return press(client, name, address, SIGNED, password=PASSWORD)


def test_a_signature_is_asked_for_its_password_before_the_job(client):
    proposal, _applications = a_proposal()
    address = reverse("awards:sign", args=[proposal.call.code, proposal.number])
    assert press(client, "Emil", address, SIGNED, password="wrong").status_code == 422
    assert press(client, "Ada", address, SIGNED, password=PASSWORD).status_code == 403
    assert not Job.objects.exists()


def test_a_signature_is_given_by_a_job_once(client):
    proposal, _applications = a_proposal()
    pressed = sign(client, proposal)
    assert sign(client, proposal).url == pressed.url
    assert work(SIGNED).state == JobState.DONE
    proposal.refresh_from_db()
    assert (proposal.state, proposal.closed_by) == (ProposalState.APPROVED, person("Emil"))


def test_who_has_lost_the_right_meanwhile_signs_nothing(client):
    proposal, _applications = a_proposal()
    pressed = sign(client, proposal)
    RoleGrant.objects.filter(user=person("Emil"), role=Role.APPROVER).delete()
    assert work(SIGNED).state == JobState.FAILED
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING
    assert "Tega ne smete več storiti." in page_of(client, "Emil", pressed.url).content.decode()
