"""Open all sheets to the committee at once: from then on nothing on them changes."""

from accounts.models import User
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from scoring.actions._revealing import show_sheets
from scoring.actions._scoring import committee_of
from scoring.models import Committee


def reveal_scores(*, call: Call, actor: User) -> Committee:
    """The committee; once more is once. Raises Refused naming the applications still open."""
    with act(call, CallWork.REVEAL_SCORES, actor) as done:
        committee = committee_of(done.call)
        if committee.revealed_at is not None:
            return committee
        return show_sheets(done, committee)
