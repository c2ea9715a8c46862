"""What the acts on a step that waits for a second person have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from grants.actions._act import Done
from grants.letters.second_person import STEP_CLOSED
from grants.models import Call, PendingOutcome, PendingStep
from grants.selectors.calls.pending_steps import needs_second_person


@dataclass(frozen=True, slots=True)
class StepForTwo:
    """`about` is what the step would do, or raises Refused where it cannot; `take` takes it."""

    step: StrEnum
    about: Callable[[Call, Mapping[str, Any]], dict[str, Any]]
    take: Callable[[PendingStep], object]


def require_confirmed(done: Done, confirmed: PendingStep | None) -> None:
    """Raises Refused where the funder wants a second person and nobody has confirmed the step."""
    if not needs_second_person(done.call, done.step):
        return
    is_this = confirmed is not None and (confirmed.call_id, confirmed.step) == (
        done.call.pk,
        done.step.value,
    )
    if confirmed is None or not is_this or confirmed.outcome != PendingOutcome.CONFIRMED:
        raise Refused(_("A second person has to confirm this step. Hand it over on its page."))


def lock_pending(pending: PendingStep, done: Done) -> PendingStep:
    """As it is now, held. Raises Refused once it is closed."""
    rows = PendingStep.objects.select_for_update(of=("self",)).select_related("asked_by")
    locked = rows.get(pk=pending.pk)
    if not locked.is_open:
        raise Refused(
            _("This step does not wait any more: it is confirmed, declined or taken back.")
        )
    locked.call = done.call
    return locked


def close_pending(
    done: Done, pending: PendingStep, outcome: PendingOutcome, because: str = ""
) -> PendingStep:
    """With its entry, and a letter to whoever began it where another has closed it."""
    pending.outcome, pending.closed_by, pending.closed_at = outcome, done.actor, done.at
    pending.closed_because = because
    pending.closing_entry = done.record(
        pub={},
        payload={"number": pending.number, "step": pending.step},
        rows={"pending step closed": [pending]},
    )
    pending.save()
    if pending.asked_by_id != done.actor.pk:
        done.tell(STEP_CLOSED, pending.pk, [(pending.asked_by.email, pending.asked_by.language)])
    return pending
