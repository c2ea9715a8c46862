"""Give a proposal back to the committee with the reason; nothing of it is decided."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from audit.proof.recorded import gone_of_stored
from awards.actions._proposal import is_replay, lock_waiting, moving_with
from awards.models import Proposal, ProposalState
from awards.return_mail import RETURN, readers_of_return
from callfile.form.values import text_problems
from grants.actions._act import act
from grants.core import application_stages
from grants.core.workflow import ApplicationStep, CallStep, CallWork
from grants.models import Application
from scoring.selectors.reasons import written_reasons

LEAST_CHARACTERS, MOST_CHARACTERS = 10, 2000
MOST_NAMED = 10


def return_proposal(
    *, proposal: Proposal, reason: str, actor: User, named: Collection[str] = ()
) -> Proposal:
    """The returned proposal; its call is being scored again, or stays decided where a replay is
    returned. Raises Refused.

    `named` are the numbers of the applications that the return is about, and that the committee may
    open again; without any it is about all of them.
    """
    again = CallWork.RETURN_REPLAY if is_replay(proposal.allocation) else CallStep.RETURN_PROPOSAL
    with act(proposal.call, again, actor) as done:
        done.require()
        call = done.call
        locked = lock_waiting(proposal, call)
        said = _reason(reason)
        applications = moving_with(call, locked.allocation, application_stages.PROPOSED)
        is_scored_again = again is CallStep.RETURN_PROPOSAL
        locked.state = ProposalState.RETURNED
        locked.reason, locked.closed_by, locked.closed_at = said, actor, done.at
        about = _about(applications, named)
        done.record(
            pub={"proposal": locked.number},
            payload={"proposal": locked.number, "reason": said, "named": sorted(named)},
            rows={"proposal closed": [locked]},
            # The committee may write them anew.
            said=gone_of_stored("reason", written_reasons(call)) if is_scored_again else {},
            moves=[
                *(done.move(one, about[one.number], reason=said) for one in applications),
                *([done.move(call, reason=said)] if is_scored_again else []),
            ],
        )
        locked.save(update_fields=["state", "reason", "closed_by", "closed_at"])
        done.tell(RETURN, locked.pk, readers_of_return(call, named))
        return locked


def _about(
    applications: Sequence[Application], named: Collection[str]
) -> dict[str, ApplicationStep]:
    """The step of each application. Raises Refused for a number that is none of them."""
    numbers = [one.number for one in applications]
    unknown = sorted(set(named) - set(numbers))
    if unknown:
        raise Refused(
            _("These applications are not in the proposal: %(numbers)s.")
            % {"numbers": ", ".join(unknown[:MOST_NAMED])},
            field="named",
        )
    return {
        number: ApplicationStep.RETURN_CASE
        if not named or number in named
        else ApplicationStep.RETURN_PROPOSAL
        for number in numbers
    }


def _reason(text: str) -> str:
    cleaned = clean_text(text)
    if len(cleaned) < LEAST_CHARACTERS:
        raise Refused(
            _("Write the reason in at least %(least)d characters: it goes to the committee.")
            % {"least": LEAST_CHARACTERS},
            field="reason",
        )
    if any(text_problems(cleaned, MOST_CHARACTERS)):
        raise Refused(
            _("Write at most %(most)d characters, without signs that cannot be printed.")
            % {"most": MOST_CHARACTERS},
            field="reason",
        )
    return cleaned
