"""Take back a step that waits for a second person: by whoever began it, or who runs the call."""

from accounts.models import User
from grants.actions._act import act
from grants.actions.second_person._pending import close_pending, lock_pending
from grants.core.workflow import CallWork
from grants.models import PendingOutcome, PendingStep


def take_back_step(*, pending: PendingStep, actor: User) -> PendingStep:
    """The closed step. Raises Refused once it is closed."""
    with act(pending.call, CallWork.TAKE_BACK_STEP, actor) as done:
        done.require()
        return close_pending(done, lock_pending(pending, done), PendingOutcome.TAKEN_BACK)
