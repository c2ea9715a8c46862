"""What the templates before the signature get."""

from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils import timezone

from accounts.forms import ConfirmAgainForm
from accounts.models import User
from awards.actions.approve_proposal import signing_step
from awards.forms import ReturnForm
from awards.models import Proposal, ProposalState
from awards.permissions import sign_proposal
from awards.selectors.differences import changed_results
from awards.selectors.listed import decided_by, listed_in
from awards.selectors.reopened import named_in_return, reopened_since
from awards.selectors.signatories import (
    calls_to_sign,
    has_unsigned,
    is_to_be_named,
    signatories_for,
)
from awards.selectors.signature import previous_of, signature_of
from awards.selectors.signed import newest_signed, waiting_for_signature
from awards.selectors.signing_checks import SigningChecks
from awards.words import approval as words
from grants.core.workflow import CallStep
from grants.models import Call
from grants.permissions import read_whole_call, sign_for_call
from grants.selectors.may import is_state_for
from scoring.permissions import view_ranking
from scoring.selectors.meetings.adopted import before_proposal, meeting_of
from scoring.selectors.reopening import reopenings_of
from scoring.selectors.runs.ranking import runs_of
from scoring.words.reopening import reopenings_in_words

RECENT = 10
# What is missing beyond them stands in the meeting.
MOST_MISSING = 50


def signatures_context(user: User) -> dict[str, Any]:
    """What waits for the approver and for the signatory, oldest first, and what was closed last."""
    rows = sign_proposal.queryset(user).select_related("call", "proposed_by", "closed_by")
    decisions = [(call, newest_signed(call)) for call in calls_to_sign(user)]
    waiting = waiting_for_signature(rows).order_by("proposed_at")
    closed = rows.exclude(state=ProposalState.WAITING).order_by("-closed_at")
    return {"waiting": list(waiting), "decisions": decisions, "closed": list(closed[:RECENT])}


def propose_context(call: Call) -> dict[str, Any]:
    """What the officer puts before the approver, and whether anything stands in the way."""
    allocation = runs_of(call).allocation
    context: dict[str, Any] = {"call": call, "allocation": allocation}
    if allocation is None or not is_state_for(CallStep.PROPOSE, call):
        waiting = waiting_for_signature(call.proposals.all()).first()
        return {**context, "allocation": None, "waiting": waiting}
    checks = SigningChecks(call, allocation)
    signature, committee = signature_of(call, allocation), before_proposal(call)
    return {
        **context,
        "signature": signature,
        "lots": words.lots_in_words(signature.lots),
        "checks": words.checks_in_words(checks),
        "missing": checks.reasons_missing(MOST_MISSING),
        "missing_more": max(checks.owed.reasons_missing - MOST_MISSING, 0),
        "before_proposal": committee,
        "may_propose": checks.is_current and not checks.owed.reasons_missing and not committee,
        "meeting_url": reverse("scoring:meeting", args=[call.code]),
    }


def approval_context(
    proposal: Proposal, user: User, form: Form | None, page: str | None = None
) -> dict[str, Any]:
    """`form`: the one that was sent and refused, shown again as it was typed; `page` of the list of
    applications.
    """
    call, allocation = proposal.call, proposal.allocation
    is_waiting = waiting_for_signature(call.proposals.filter(pk=proposal.pk)).exists()
    signs = is_waiting and sign_proposal.allows(user, proposal)
    checks = SigningChecks(call, allocation)
    signature, previous = signature_of(call, allocation), previous_of(proposal)
    checked = words.checks_in_words(checks) if is_waiting else []
    found, listed = listed_in(allocation, page)
    return_form = form if isinstance(form, ReturnForm) else ReturnForm()
    # A long list is not marked box by box, since another page of it would forget them.
    is_marked = found.paginator.num_pages == 1 and not return_form.errors.get("named")
    names = signs and signing_step(proposal) is CallStep.APPROVE
    return {
        "call": call,
        "proposal": proposal,
        "is_waiting": is_waiting,
        "kicker": words.proposal_kicker(proposal),
        "heading": words.heading(call, signature.decisions),
        "signature": signature,
        "lots": words.lots_in_words(signature.lots),
        "checks": checked,
        **_signing(proposal, user, is_waiting=is_waiting),
        "may_sign": signs and checks.is_current and proposal.proposed_by_id != user.pk,
        "may_return": signs,
        "is_own": proposal.proposed_by_id == user.pk,
        "page": found,
        "listed": words.listed_in_words(call, listed, return_form.marked()),
        "previewed": set(decided_by(proposal).values_list("number", flat=True))
        if is_waiting and read_whole_call.allows(user, call)
        else set(),
        "is_marked": names and is_marked,
        "is_named": names and not is_marked,
        "named": named_in_return(proposal),
        "adopted_in": meeting_of(proposal.allocation, proposal.entry_id),
        "reads_ranking": view_ranking.allows(user, call),
        **_changes(proposal, previous),
        "path": words.path_in_words(
            call.proposals.select_related("proposed_by", "closed_by").order_by("number"),
            call.signatures.order_by("number"),
        ),
        "form": form,
        "sign_form": form if isinstance(form, ConfirmAgainForm) else ConfirmAgainForm(user=user),
        "return_form": return_form,
    }


def _signing(proposal: Proposal, user: User, *, is_waiting: bool) -> dict[str, Any]:
    """Who signs the decisions that follow: the reader with the approval or after it, or others."""
    call, today = proposal.call, timezone.localdate()
    is_approved = proposal.state == ProposalState.APPROVED
    owed = is_approved and newest_signed(call).pk == proposal.pk and has_unsigned(call)
    signatories = list(signatories_for(call, today)) if is_waiting or owed else []
    mine = [one for one in signatories if one.user_id == user.pk]
    signs = bool(mine) and sign_for_call.allows(user, call)
    return {
        "signatories": signatories,
        "is_to_be_named": owed and not signatories and is_to_be_named(call, today),
        "function": mine[0].title if signs else "",
        "signs_too": is_waiting and signs,
        "is_unsigned": owed,
        "may_sign_decisions": owed and signs and proposal.proposed_by_id != user.pk,
    }


def _changes(proposal: Proposal, previous: Proposal | None) -> dict[str, Any]:
    """What became other since the proposal that was returned, and through whose act."""
    if previous is None:
        return {"previous": None}
    reopened = reopened_since(previous, proposal)
    changed = changed_results(previous.allocation, proposal.allocation)
    return {
        "previous": previous,
        "previous_named": named_in_return(previous),
        "differences": words.differences_in_words(
            proposal.call, changed, {one.number for one in reopened}
        ),
        "reopened": [
            {
                "number": application.number,
                "applicant": (application.applicant or {}).get("name", ""),
                "rows": reopenings_in_words(application, reopenings_of(application), rows),
            }
            for application, rows in reopened.items()
        ],
    }
