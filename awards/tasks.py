"""Proposing and signing, which compute everything again: long where the call is large."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.actions.approve_proposal import approve_proposal, checked_signature
from awards.actions.propose_allocation import (
    CheckedProposal,
    checked_proposal,
    propose_allocation,
)
from awards.models import Proposal
from grants.call_jobs import call_of_job, whole_act
from jobs.models import Job, JobState
from scoring.models import AllocationRun


def _checked(job: Job) -> CheckedProposal:
    return checked_proposal(_allocation(job), job.parameters.get("sha256"))


def _propose(job: Job, checked: CheckedProposal) -> None:
    propose_allocation(allocation=_allocation(job), actor=job.created_by, checked=checked)


def _allocation(job: Job) -> AllocationRun:
    rows = AllocationRun.objects.select_related("ranking__call__funder", "ranking__version")
    return rows.get(pk=job.parameters["allocation"])


def _made_of(job: Job) -> str:
    """The proposal once it is made, until then the page that makes it."""
    code = call_of_job(job).code
    made = Proposal.objects.filter(allocation=job.parameters["allocation"]).last()
    if job.state != JobState.DONE or made is None:
        return reverse("awards:propose", args=[code])
    return reverse("awards:approval", args=[code, made.number])


def _verified(job: Job) -> int:
    return checked_signature(_proposal(job), job.created_by)


def _sign(job: Job, checked: int) -> None:
    approve_proposal(proposal=_proposal(job), actor=job.created_by, checked=checked)


def _proposal(job: Job) -> Proposal:
    rows = Proposal.objects.select_related(
        "call__funder", "allocation__ranking__version", "allocation__ranking__call"
    )
    return rows.get(pk=job.parameters["proposal"])


def _signed(job: Job) -> str:
    proposal = _proposal(job)
    return reverse("awards:approval", args=[proposal.call.code, proposal.number])


PROPOSAL = whole_act(
    code="proposal",
    title=_("Proposal for signature"),
    compute=_checked,
    write=_propose,
    page=_made_of,
)
SIGNATURE = whole_act(
    code="signature",
    title=_("Signature of a proposal"),
    compute=_verified,
    write=_sign,
    page=_signed,
)
