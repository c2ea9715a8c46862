"""Not confirm a step that another person has begun, and say why."""

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.second_person._pending import close_pending, lock_pending
from grants.core.workflow import CallWork
from grants.models import PendingOutcome, PendingStep

LONGEST_REASON = 2000


def decline_step(*, pending: PendingStep, reason: str, actor: User) -> PendingStep:
    """The closed step; whoever began it reads the reason. Raises Refused."""
    with act(pending.call, CallWork.DECLINE_STEP, actor) as done:
        done.require()
        locked, why = lock_pending(pending, done), clean_text(reason)
        if locked.asked_by_id == actor.pk:
            raise Refused(_("You have begun this step yourself. Take it back."), field="reason")
        if not why:
            raise Refused(_("Write why the step is not confirmed."), field="reason")
        if len(why) > LONGEST_REASON:
            raise Refused(_("Write it shorter."), field="reason")
        return close_pending(done, locked, PendingOutcome.DECLINED, why)
