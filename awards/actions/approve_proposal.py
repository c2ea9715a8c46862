"""Approve an allocation: computed again at this moment, it must be what was proposed."""

from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.selectors import newest_entry
from awards.actions._proposal import decides, is_replay, lock_waiting, require_another
from awards.models import Proposal, ProposalState
from awards.proposal_mail import SIGNED
from awards.return_mail import readers_of_return
from awards.selectors.awaiting_decision import awaiting_decision
from awards.selectors.signatories import readers_who_sign
from awards.selectors.signing_checks import SigningChecks
from awards.signature_mail import DECISIONS_WAIT
from grants.actions._act import act
from grants.core.workflow import CallStep, CallWork
from jobs.registry import Outdated
from scoring.recorded_inputs import SCORED, require_recorded_inputs
from scoring.selectors.committee.recusals import unrecorded_conflicts


def signing_step(proposal: Proposal) -> StrEnum:
    """Which step of the table signs it."""
    return CallWork.APPROVE_REPLAY if is_replay(proposal.allocation) else CallStep.APPROVE


def checked_signature(proposal: Proposal, actor: User) -> int:
    """The entry of the ledger up to which everything was read for `approve_proposal`, while nobody
    waits: computed again, it is what was proposed. Raises Refused.
    """
    require_another(proposal, actor)
    call = proposal.call
    entry = newest_entry(call.code)
    require_recorded_inputs(call, (*SCORED, "ranking", "allocation", "reason"))
    if not SigningChecks(call, proposal.allocation).is_reproducible:
        raise Refused(
            _("Computed again, the result is another one than proposed. Return the proposal.")
        )
    return entry


def approve_proposal(*, proposal: Proposal, actor: User, checked: int | None = None) -> Proposal:
    """The approved proposal; decisions can be prepared and signed. Raises Refused.

    Without any application that waits for a decision the call is decided with the signature. With
    a replay it is decided already, and decisions supersede those that it changes.

    Points and amounts cannot be changed here, and nobody signs what they proposed themselves.
    `checked` was found before; Outdated where something was recorded since.
    """
    step = signing_step(proposal)
    with act(proposal.call, step, actor) as done:
        done.require()
        call = done.call
        locked = lock_waiting(proposal, call)
        require_another(locked, actor)
        done.require_nothing_since(checked_signature(locked, actor) if checked is None else checked)
        if unrecorded_conflicts(call):
            raise Outdated
        said = {
            "proposal": locked.number,
            "ranking": locked.allocation.ranking.number,
            "result_sha256": locked.allocation.result_sha256,
        }
        moves = [done.move(call)] if step is CallStep.APPROVE else []
        # What a replay changes is found once it is signed; then somebody signs that too.
        waits = not moves or awaiting_decision(call).exists()
        if not waits:
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
        done.tell(SIGNED, locked.pk, readers_of_return(call))
        if waits:
            done.tell(
                DECISIONS_WAIT, locked.pk, readers_who_sign(call, timezone.localdate(done.at))
            )
        return locked
