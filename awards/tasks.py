"""Proposing, approving and signing: everything is computed again, long where the call is large."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.actions.approve_proposal import approve_proposal, checked_signature
from awards.actions.prepare_decisions import (
    Drafted,
    draft_decisions,
    prepare_decisions,
    require_decided_inputs,
)
from awards.actions.propose_allocation import (
    CheckedProposal,
    checked_proposal,
    propose_allocation,
)
from awards.actions.sign_decisions import sign_decisions
from awards.models import Proposal
from awards.selectors.awaiting_decision import awaiting_decision
from awards.selectors.signatories import has_unsigned
from grants.call_jobs import call_of_job, whole_act
from jobs.models import Job, JobState
from jobs.registry import JobKind
from scoring.models import AllocationRun

# Written in a fraction of a second; the signed run is read anew for each.
IN_A_SLICE: Final = 1_000
_APPROVE, _INPUTS, _SIGN = "approve", "inputs", "sign"


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


def _acts(job: Job) -> Sequence[str]:
    """The approval, the signature under the decisions, or both: each is an act of its own. Before
    the signature what is missing is prepared, so many at a time; an approval may bring them all.
    """
    slices = ceil(call_of_job(job).applications.count() / IN_A_SLICE)
    preparing = [_INPUTS, *(f"{number}" for number in range(1, slices + 1))]
    signing = [*preparing, _SIGN] if job.parameters["signs"] else []
    return [*([_APPROVE] if job.parameters["approves"] else []), *signing]


def _verified(job: Job, key: str) -> int | Drafted | None:
    if key == _APPROVE:
        return checked_signature(_proposal(job), job.created_by)
    call = call_of_job(job)
    if not has_unsigned(call):
        return None
    if key == _INPUTS:
        require_decided_inputs(call)
    if key in (_INPUTS, _SIGN) or not awaiting_decision(call).exists():
        return None
    return draft_decisions(call, job.created_by, IN_A_SLICE)


def _sign(job: Job, key: str, made: int | Drafted | None) -> None:
    call, actor = call_of_job(job), job.created_by
    if isinstance(made, Drafted):
        prepare_decisions(call=call, actor=actor, drafted=made)
    elif key == _APPROVE:
        approve_proposal(proposal=_proposal(job), actor=actor, checked=made)
    elif key == _SIGN and (has_unsigned(call) or not job.parameters["approves"]):
        sign_decisions(call=call, actor=actor)


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
    title=_("Proposal for approval"),
    compute=_checked,
    write=_propose,
    page=_made_of,
)
SIGNATURE = JobKind(
    code="signature",
    title=_("Approval and signature"),
    list_items=_acts,
    compute=_verified,
    write=_sign,
    in_order=True,
    page=_signed,
)
