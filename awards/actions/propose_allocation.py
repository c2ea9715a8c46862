"""Put an allocation before the approver: from then on nothing in it changes unless it returns."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from awards.models import Proposal, ProposalState
from awards.selectors.signing_checks import SigningChecks
from callfile.numbers.money import cents
from grants.actions._transition import (
    application_change,
    call_change,
    lock_call,
    move_application,
    move_call,
)
from grants.core import application_stages, call_stages
from grants.core.workflow import ApplicationStep, CallStep
from grants.permissions import run_call
from scoring.models import AllocationRun
from scoring.selectors.reasons import reasons_of

MOST_NAMED = 10


@transaction.atomic
def propose_allocation(
    *, allocation: AllocationRun, actor: User, sha256: str | None = None
) -> Proposal:
    """The proposal; the same one where this run already waits for the signature.

    `sha256` is the hash of the result that the officer saw; another result is refused.

    All ranked applications go with it, also those below a threshold: they will be refused.
    Raises Refused with what is missing.
    """
    call = lock_call(allocation.ranking.call)
    run_call.require(actor, call)
    waiting = Proposal.objects.filter(call=call, state=ProposalState.WAITING).first()
    if waiting is not None and waiting.allocation_id == allocation.pk:
        return waiting
    if call.state not in call_stages.IN_SCORING:
        raise Refused(_("An allocation is proposed after the scoring and before the signature."))
    if sha256 is not None and sha256 != allocation.result_sha256:
        raise Refused(_("There is a newer computation: only the newest can be proposed."))
    _guard(SigningChecks(call, allocation))
    applications = list(
        call.applications.select_for_update(of=("self",))
        .filter(state__in=application_stages.SCORED)
        .order_by("pk")
    )
    number = call.proposals.count() + 1
    said = {**_said(allocation), "proposal": number, "applications": len(applications)}
    for application in applications:
        application.call = call
    at = lock_log()
    step = ApplicationStep.PROPOSE
    proposal = Proposal(
        call=call, number=number, allocation=allocation, proposed_by=actor, proposed_at=at
    )
    proposal.entry = entry = append_entry(
        type=EntryType.PROPOSAL_MADE,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role="officer"),
        pub={"proposal": number},
        payload=said,
        rows={
            "proposal": [proposal],
            "reason": reasons_of(call),
            "state": [
                call_change(call, CallStep.PROPOSE, actor=actor, at=at),
                *(application_change(one, step, actor=actor, at=at) for one in applications),
            ],
        },
        at=at,
    )
    for application in applications:
        move_application(application, step, actor=actor, entry=entry, at=at)
    move_call(call, CallStep.PROPOSE, actor=actor, entry=entry, at=at)
    proposal.save()
    return proposal


def _guard(checks: SigningChecks) -> None:
    if not checks.is_newest:
        raise Refused(_("There is a newer computation: only the newest can be proposed."))
    if not checks.inputs_are_unchanged:
        raise Refused(_("Something has changed since this computation: compute the ranking again."))
    if not checks.result_is_the_same:
        raise Refused(_("Computed again, this run gives another result, so it cannot be proposed."))
    missing = dict.fromkeys(
        f"{case.application.number} {case.code}" for case in checks.reasons_missing
    )
    if missing:
        shown = ", ".join(list(missing)[:MOST_NAMED])
        raise Refused(
            _("%(count)d reasons are missing in an official language: %(names)s.")
            % {"count": len(missing), "names": shown + (", …" if len(missing) > MOST_NAMED else "")}
        )


def _said(allocation: AllocationRun) -> dict[str, Any]:
    return {
        "ranking": allocation.ranking.number,
        "result_sha256": allocation.result_sha256,
        "spent": {
            code: cents(lot["money"]["spent"])
            for code, lot in allocation.summary["lots"].items()
            if "money" in lot
        },
    }
