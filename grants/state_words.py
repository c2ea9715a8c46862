"""The state of an application, as those who work on it read it: a shape and a word."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from grants.core.workflow import ApplicationState as State

APPLICATION_STATES: dict[State, tuple[str, Promise]] = {
    State.DRAFT: ("part", pgettext_lazy("application", "Draft")),
    State.SUBMITTED: ("wait", pgettext_lazy("application", "Sealed")),
    State.WITHDRAWN: ("none", pgettext_lazy("application", "Withdrawn")),
    State.RECEIVED: ("todo", pgettext_lazy("application", "To be checked")),
    State.INCOMPLETE: ("part", pgettext_lazy("application", "Incomplete")),
    State.SUPPLEMENTED: ("todo", pgettext_lazy("application", "Supplemented")),
    State.COMPLETE: ("done", pgettext_lazy("application", "Complete")),
    State.DISMISSED: ("no", pgettext_lazy("application", "Dismissed")),
    State.SCORED: ("done", pgettext_lazy("application", "Scored")),
    State.PROPOSED: ("wait", pgettext_lazy("application", "Proposed")),
    State.GRANTED: ("done", pgettext_lazy("application", "Granted")),
    State.PARTLY_GRANTED: ("done", pgettext_lazy("application", "Partly granted")),
    State.REFUSED: ("none", pgettext_lazy("application", "Refused")),
    State.APPEALED: ("act", pgettext_lazy("application", "Appealed")),
    State.UPHELD: ("done", pgettext_lazy("application", "Appeal upheld")),
    State.REJECTED: ("none", pgettext_lazy("application", "Appeal rejected")),
    State.FINAL: ("done", pgettext_lazy("application", "Final")),
    State.AGREEMENT: ("done", pgettext_lazy("application", "Agreement")),
    State.SETTLED: ("done", pgettext_lazy("application", "Settled")),
    State.LAPSED: ("none", pgettext_lazy("application", "Lapsed")),
    State.REPAID: ("none", pgettext_lazy("application", "Repaid")),
}


def state_of(code: str) -> tuple[str, Promise]:
    return APPLICATION_STATES[State(code)]
