"""Hand a step on a call over to a second person, as it stood on the page."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.second_person._steps import STEPS_FOR_TWO
from grants.core.workflow import CallWork
from grants.letters.second_person import STEP_WAITS
from grants.models import Call, PendingStep
from grants.selectors.calls.pending_steps import pending_step, second_persons
from grants.selectors.may import require_state, way_of


def ask_second_person(
    *, call: Call, step: StrEnum, about: Mapping[str, Any], actor: User
) -> PendingStep:
    """The step that waits; the same again is the same one.

    `about` says what it would do: `sha256` of the content that is published, `reason` {language:
    text} of a cancellation, `content`, `since` and `reason` of a corrigendum. Raises Refused: what
    cannot be done now is not handed over, one of a kind waits at a time, and somebody else has to
    be there.
    """
    with act(call, CallWork.ASK_SECOND_PERSON, actor) as done:
        done.require()
        locked = done.call
        way_of(step).who.require(actor, locked)
        require_state(step, locked)
        wanted = STEPS_FOR_TWO[step.value].about(locked, about)
        waits = pending_step(locked, step)
        if waits is not None:
            if waits.about == wanted:
                return waits
            raise Refused(_("This step waits for a second person already. Take it back first."))
        others = second_persons(locked, actor)
        if not others:
            raise Refused(
                _(
                    "Nobody else may confirm this step. The administrator can give another person "
                    "the role of officer or of approver."
                )
            )
        pending = PendingStep(
            call=locked,
            number=locked.pending_steps.count() + 1,
            step=step.value,
            about=wanted,
            asked_by=actor,
            asked_at=done.at,
        )
        pending.entry = done.record(
            pub={},
            # A whole call file is in the row; the entry names it by its digest.
            payload={
                "number": pending.number,
                "step": step.value,
                "about": {key: one for key, one in wanted.items() if key != "content"},
            },
            rows={"pending step": [pending]},
        )
        pending.save()
        done.tell(STEP_WAITS, pending.pk, [(one.email, one.language) for one in others])
        return pending
