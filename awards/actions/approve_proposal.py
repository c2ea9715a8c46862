"""Sign an allocation: computed again at this moment, it must be what was proposed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from awards.actions._proposal import lock_waiting
from awards.models import Proposal, ProposalState
from awards.permissions import sign_proposal
from awards.selectors.awaiting_decision import awaiting_decision
from awards.selectors.signing_checks import SigningChecks
from grants.actions._transition import call_change, lock_call, move_call
from grants.core.workflow import CallState, CallStep
from grants.models import Call, StateChange
from scoring.recorded_inputs import SCORED, require_recorded_inputs


@transaction.atomic
def approve_proposal(*, proposal: Proposal, actor: User) -> Proposal:
    """The signed proposal; decisions can be prepared and issued. Raises Refused.

    Without any application that waits for a decision the call is decided with the signature.

    Points and amounts cannot be changed here, and nobody signs what they proposed themselves.
    """
    call = lock_call(proposal.call)
    sign_proposal.require(actor, proposal)
    locked = lock_waiting(proposal, call)
    if locked.proposed_by_id == actor.pk:
        raise Refused(_("You proposed this allocation, so another person signs it."))
    require_recorded_inputs(call, (*SCORED, "ranking", "allocation", "reason"))
    checks = SigningChecks(call, locked.allocation)
    if not checks.is_reproducible:
        raise Refused(
            _("Computed again, the result is another one than proposed. Return the proposal.")
        )
    said = {
        "proposal": locked.number,
        "ranking": locked.allocation.ranking.number,
        "result_sha256": locked.allocation.result_sha256,
    }
    is_decided = not awaiting_decision(call).exists()
    at = lock_log()
    locked.state = ProposalState.APPROVED
    locked.closed_by, locked.closed_at = actor, at
    entry = append_entry(
        type=EntryType.ALLOCATION_APPROVED,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role="approver"),
        pub={"proposal": locked.number},
        payload=said,
        rows={
            "proposal closed": [locked],
            "state": _changes(call, actor, at, is_decided=is_decided),
        },
        at=at,
    )
    move_call(call, CallStep.APPROVE, actor=actor, entry=entry, at=at)
    if is_decided:
        move_call(call, CallStep.DECIDE, actor=actor, entry=entry, at=at)
    locked.save(update_fields=["state", "closed_by", "closed_at"])
    return locked


def _changes(call: Call, actor: User, at: datetime, *, is_decided: bool) -> list[StateChange]:
    approved = call_change(call, CallStep.APPROVE, actor=actor, at=at)
    if not is_decided:
        return [approved]
    source = CallState(approved.target)
    return [approved, call_change(call, CallStep.DECIDE, actor=actor, at=at, source=source)]
