"""Begin the scoring: every application is complete or dismissed, and a committee stands ready."""

from accounts.models import User
from grants.actions._act import act
from grants.core import call_stages
from grants.core.workflow import CallStep
from grants.models import Call
from grants.selectors.calls.application_counts import counts_of
from scoring.actions._drawing import record_draw
from scoring.actions._revealing import show_sheets
from scoring.actions._scoring import committee_of
from scoring.selectors.drawn import drawn_from
from scoring.waiting_mail import ask_for_sheets


def start_scoring(*, call: Call, actor: User) -> Call:
    """The call, now `scoring`; once more is once. Raises Refused.

    Where the call has assessors drawn, they are drawn here: the entry that begins the scoring says
    what is drawn from, and its hash is the seed, so that nobody could choose either for the other.
    Without any application left nothing waits for the committee: the ranking can be computed.
    """
    with act(call, CallStep.START_SCORING, actor) as done:
        locked = done.call
        if locked.state in call_stages.IN_SCORING:
            return locked
        done.require()
        committee = committee_of(locked)
        count = counts_of(locked).complete
        source = drawn_from(locked)
        begun = done.record(
            pub={"step": CallStep.START_SCORING.value},
            payload={"applications": count, **({"draw": source.said} if source else {})},
            moves=[done.move(locked)],
        )
        if source:
            record_draw(done, source, begun.leaf_hash)
        if count:
            ask_for_sheets(done)
        else:
            show_sheets(done, committee)
        return locked
