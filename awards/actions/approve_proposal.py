"""Sign an allocation: computed again at this moment, it must be what was proposed."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from awards.actions._proposal import decides, is_replay, lock_waiting
from awards.models import Proposal, ProposalState
from awards.selectors.awaiting_decision import awaiting_decision
from awards.selectors.signing_checks import SigningChecks
from grants.actions._act import act
from grants.core.workflow import CallStep, CallWork
from scoring.recorded_inputs import SCORED, require_recorded_inputs


def approve_proposal(*, proposal: Proposal, actor: User) -> Proposal:
    """The signed proposal; decisions can be prepared and issued. Raises Refused.

    Without any application that waits for a decision the call is decided with the signature. With
    a replay it is decided already, and decisions supersede those that it changes.

    Points and amounts cannot be changed here, and nobody signs what they proposed themselves.
    """
    replayed = is_replay(proposal.allocation)
    with act(
        proposal.call, CallWork.APPROVE_REPLAY if replayed else CallStep.APPROVE, actor
    ) as done:
        done.require()
        call = done.call
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
        moves = [] if replayed else [done.move(call)]
        if moves and not awaiting_decision(call).exists():
            moves.append(decides(call))
        locked.state = ProposalState.APPROVED
        locked.closed_by, locked.closed_at = actor, done.at
        done.record(
            pub={"proposal": locked.number},
            payload=said,
            rows={"proposal closed": [locked]},
            moves=moves,
        )
        locked.save(update_fields=["state", "closed_by", "closed_at"])
        return locked
