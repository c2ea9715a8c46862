"""Steps that wait for a second person, in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import pgettext_lazy

from grants.core.workflow import CallStep, CallWork
from grants.models import PendingOutcome, PendingStep

STEPS = {
    CallStep.PUBLISH.value: pgettext_lazy("step", "Publication of the call"),
    CallStep.CANCEL.value: pgettext_lazy("step", "Cancellation of the call"),
    CallWork.AMEND.value: pgettext_lazy("step", "Corrigendum of the call"),
    CallWork.RELEASE_MEMBER.value: pgettext_lazy("step", "Dismissal or replacement of a member"),
    CallWork.EXCUSE_MEMBER.value: pgettext_lazy("step", "Excusing a member of the committee"),
    CallWork.GIVE_SEAT.value: pgettext_lazy("step", "Giving a seat of the committee"),
}
_SHAPES = {
    PendingOutcome.CONFIRMED.value: "done",
    PendingOutcome.DECLINED.value: "no",
    PendingOutcome.TAKEN_BACK.value: "mute",
}


def step_in_words(step: str) -> str:
    return str(STEPS[step])


def pending_rows(steps: Iterable[PendingStep]) -> list[dict[str, Any]]:
    """Closed ones, as rows of a table."""
    return [
        {
            "pending": one,
            "words": step_in_words(one.step),
            "shape": _SHAPES[one.outcome],
            "outcome": one.get_outcome_display(),
        }
        for one in steps
    ]
