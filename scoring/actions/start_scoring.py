"""Begin the scoring: every application is complete or dismissed, and a committee stands ready."""

from accounts.models import User
from grants.actions._act import act
from grants.core import call_stages
from grants.core.workflow import CallStep
from grants.models import Call
from grants.selectors.calls.application_counts import counts_of
from scoring.actions._revealing import show_sheets
from scoring.actions._scoring import committee_of
from scoring.waiting_mail import ask_for_sheets


def start_scoring(*, call: Call, actor: User) -> Call:
    """The call, now `scoring`; once more is once. Raises Refused.

    Without any application left nothing waits for the committee: the ranking can be computed.
    """
    with act(call, CallStep.START_SCORING, actor) as done:
        locked = done.call
        if locked.state in call_stages.IN_SCORING:
            return locked
        done.require()
        committee = committee_of(locked)
        count = counts_of(locked).complete
        done.record(
            pub={"step": CallStep.START_SCORING.value},
            payload={"applications": count},
            moves=[done.move(locked)],
        )
        if count:
            ask_for_sheets(done)
        else:
            show_sheets(done, committee)
        return locked
