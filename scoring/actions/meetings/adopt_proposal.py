"""The committee votes on the newest computation: what it adopts is its proposal."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from scoring.actions.meetings._meeting import Ballots, lock_running, said_of_vote, take_vote
from scoring.models import AllocationRun, MeetingVote
from scoring.selectors.assessed import owed_by
from scoring.selectors.readiness import is_out_of_date
from scoring.selectors.runs.ranking import runs_of


def adopt_proposal(
    *, call: Call, ballots: Ballots, actor: User, sha256: str | None = None
) -> MeetingVote:
    """The vote, adopted or not. `sha256` is the hash of the result that the page showed.

    Whoever is kept out of an application votes on the proposal as a whole all the same: on that
    application the others have decided. Raises Refused with what is missing.
    """
    with act(call, CallWork.ADOPT_PROPOSAL, actor) as done:
        done.require()
        meeting = lock_running(done.call, actor)
        allocation = _newest(done.call, sha256)
        vote = take_vote(done, meeting, ballots, allocation=allocation)
        vote.entry = done.record(
            pub={"meeting": meeting.number},
            payload={
                **said_of_vote(vote),
                "ranking": allocation.ranking.number,
                "result_sha256": allocation.result_sha256,
            },
            rows={"vote": [vote]},
        )
        vote.save()
        return vote


def _newest(call: Call, sha256: str | None) -> AllocationRun:
    allocation = runs_of(call).allocation
    if allocation is None:
        raise Refused(_("First the ranking and the amounts are computed."))
    if sha256 is not None and sha256 != allocation.result_sha256:
        raise Refused(_("There is a newer computation: only the newest can be adopted."))
    if is_out_of_date(allocation.ranking):
        raise Refused(_("Something has changed since this computation: compute the ranking again."))
    owed = owed_by(call)
    if owed.reasons_missing or owed.to_agree:
        raise Refused(
            _("First the committee agrees on every score and writes every reason that is missing.")
        )
    return allocation
