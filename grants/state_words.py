"""The state of an application, as those who work on it read it: a shape and a word."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grants.core.workflow import ApplicationState as State

APPLICATION_STATES: dict[State, tuple[str, Promise]] = {
    State.DRAFT: ("part", _("Draft")),
    State.SUBMITTED: ("wait", _("Sealed")),
    State.WITHDRAWN: ("none", _("Withdrawn")),
    State.RECEIVED: ("todo", _("To be checked")),
    State.INCOMPLETE: ("part", _("Incomplete")),
    State.SUPPLEMENTED: ("todo", _("Supplemented")),
    State.COMPLETE: ("done", _("Complete")),
    State.DISMISSED: ("no", _("Dismissed")),
    State.SCORED: ("done", _("Scored")),
    State.PROPOSED: ("wait", _("Proposed")),
    State.GRANTED: ("done", _("Granted")),
    State.PARTLY_GRANTED: ("done", _("Partly granted")),
    State.REFUSED: ("none", _("Refused")),
    State.APPEALED: ("act", _("Appealed")),
    State.UPHELD: ("done", _("Appeal upheld")),
    State.REJECTED: ("none", _("Appeal rejected")),
    State.FINAL: ("done", _("Final")),
    State.AGREEMENT: ("done", _("Agreement")),
    State.SETTLED: ("done", _("Settled")),
    State.LAPSED: ("none", _("Lapsed")),
    State.REPAID: ("none", _("Repaid")),
}


def state_of(code: str) -> tuple[str, Promise]:
    return APPLICATION_STATES[State(code)]
