"""Confirm a step that another person has begun: it is taken at once, in that person's name."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.second_person._pending import close_pending, lock_pending
from grants.actions.second_person._steps import STEPS_FOR_TWO
from grants.core.workflow import CallWork
from grants.models import PendingOutcome, PendingStep
from grants.selectors.calls.pending_steps import step_for_two
from grants.selectors.may import way_of


@transaction.atomic
def confirm_step(*, pending: PendingStep, actor: User) -> PendingStep:
    """The closed step. Raises Refused: one's own, closed already, changed since, not possible any
    more. Then nothing is done, and it waits on.
    """
    with act(pending.call, CallWork.CONFIRM_STEP, actor) as done:
        done.require()
        locked = lock_pending(pending, done)
        if locked.asked_by_id == actor.pk:
            raise Refused(_("You have begun this step yourself. Another person has to confirm it."))
        if not way_of(step_for_two(locked)).who.allows(locked.asked_by, done.call):
            raise Refused(
                _("Whoever began this step may not take it any more. It has to be begun anew.")
            )
        close_pending(done, locked, PendingOutcome.CONFIRMED)
    STEPS_FOR_TWO[locked.step].take(locked)
    return locked
