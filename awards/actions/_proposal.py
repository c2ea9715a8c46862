"""What the acts on a proposal and its decisions have in common."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from awards.models import Proposal, ProposalState
from grants.actions._transition import Move, lock_to_move
from grants.core.workflow import CallStep
from grants.models import Application, Call
from grants.selectors.calls.untranslated import DECIDED_ON, untranslated_reasons
from scoring.models import AllocationRun, RunPurpose

_MOST_NAMED = 10


def lock_waiting(proposal: Proposal, call: Call) -> Proposal:
    """The proposal as it is now, held, with its locked call. Raises Refused once it is closed."""
    rows = Proposal.objects.select_for_update(of=("self",))
    locked = rows.select_related("allocation__ranking__version").get(pk=proposal.pk)
    if locked.state != ProposalState.WAITING:
        raise Refused(_("This proposal does not wait for the approval any more."))
    locked.call = call
    return locked


def require_another(proposal: Proposal, actor: User) -> None:
    """Raises Refused for whoever made the proposal."""
    if proposal.proposed_by_id == actor.pk:
        words = _(
            "You proposed this allocation, so another person approves it and signs the decisions."
        )
        raise Refused(words)


def is_replay(allocation: AllocationRun) -> bool:
    """It corrects what was decided, so call and applications stay where they are."""
    return allocation.ranking.purpose == RunPurpose.REPLAY


def moving_with(
    call: Call, allocation: AllocationRun, states: Collection[str]
) -> list[Application]:
    """The applications that move with the proposal, held, with their locked call."""
    if is_replay(allocation):
        return []
    return lock_to_move(call.applications.filter(state__in=states), call)


def decides(call: Call) -> Move:
    """With the last decision, or with the signature where nobody waits for one."""
    return Move(call, CallStep.DECIDE)


def require_translated(call: Call) -> None:
    """Raises Refused where a reason that stands in a decision lacks an official language."""
    found = [one for one in untranslated_reasons(call) if one.kind in DECIDED_ON]
    missing = dict.fromkeys(one.application.number for one in found)
    if missing:
        shown = ", ".join(list(missing)[:_MOST_NAMED])
        words = _(
            "Reasons of these applications are not translated yet, so nothing is decided on them: "
            "%(names)s."
        )
        raise Refused(words % {"names": shown + (", …" if len(missing) > _MOST_NAMED else "")})
