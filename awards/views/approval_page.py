"""What the templates before the signature get."""

from typing import Any

from django.forms import Form
from django.urls import reverse

from accounts.forms import ConfirmAgainForm
from accounts.models import User
from awards.forms import ReturnForm
from awards.models import Proposal, ProposalState
from awards.permissions import sign_proposal
from awards.selectors.differences import changed_results
from awards.selectors.signature import previous_of, signature_of
from awards.selectors.signed import waiting_for_signature
from awards.selectors.signing_checks import SigningChecks
from awards.words import approval as words
from grants.core.workflow import CallStep
from grants.models import Call
from grants.selectors.may import is_state_for
from scoring.selectors.runs.ranking import runs_of

RECENT = 10
# What is missing beyond them stands in the meeting.
MOST_MISSING = 50


def signatures_context(user: User) -> dict[str, Any]:
    """The approver's proposals: those that wait, oldest first, and the last closed ones."""
    rows = sign_proposal.queryset(user).select_related("call", "proposed_by", "closed_by")
    waiting = waiting_for_signature(rows).order_by("proposed_at")
    closed = rows.exclude(state=ProposalState.WAITING).order_by("-closed_at")
    return {"waiting": list(waiting), "closed": list(closed[:RECENT])}


def propose_context(call: Call) -> dict[str, Any]:
    """What the officer puts before the approver, and whether anything stands in the way."""
    allocation = runs_of(call).allocation
    context: dict[str, Any] = {"call": call, "allocation": allocation}
    if allocation is None or not is_state_for(CallStep.PROPOSE, call):
        waiting = waiting_for_signature(call.proposals.all()).first()
        return {**context, "allocation": None, "waiting": waiting}
    checks = SigningChecks(call, allocation)
    signature = signature_of(call, allocation)
    return {
        **context,
        "signature": signature,
        "lots": words.lots_in_words(signature.lots),
        "checks": words.checks_in_words(checks),
        "missing": checks.reasons_missing(MOST_MISSING),
        "missing_more": max(checks.owed.reasons_missing - MOST_MISSING, 0),
        "may_propose": checks.is_current and not checks.owed.reasons_missing,
        "meeting_url": reverse("scoring:meeting", args=[call.code]),
    }


def approval_context(proposal: Proposal, user: User, form: Form | None) -> dict[str, Any]:
    """`form`: the one that was sent and refused, shown again as it was typed."""
    call, allocation = proposal.call, proposal.allocation
    is_waiting = waiting_for_signature(call.proposals.filter(pk=proposal.pk)).exists()
    signs = is_waiting and sign_proposal.allows(user, proposal)
    checks = SigningChecks(call, allocation)
    signature, previous = signature_of(call, allocation), previous_of(proposal)
    checked = words.checks_in_words(checks) if is_waiting else []
    return {
        "call": call,
        "proposal": proposal,
        "is_waiting": is_waiting,
        "kicker": words.proposal_kicker(proposal),
        "heading": words.heading(call, signature.decisions),
        "signature": signature,
        "lots": words.lots_in_words(signature.lots),
        "checks": checked,
        "may_sign": signs and checks.is_current and proposal.proposed_by_id != user.pk,
        "may_return": signs,
        "is_own": proposal.proposed_by_id == user.pk,
        "previous": previous,
        "differences": words.differences_in_words(
            call, changed_results(previous.allocation, proposal.allocation) if previous else []
        ),
        "path": words.path_in_words(
            call.proposals.select_related("proposed_by", "closed_by").order_by("number")
        ),
        "form": form,
        "sign_form": form if isinstance(form, ConfirmAgainForm) else ConfirmAgainForm(user=user),
        "return_form": form if isinstance(form, ReturnForm) else ReturnForm(),
    }
