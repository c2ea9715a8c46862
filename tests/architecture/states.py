"""States of calls and applications, in the words of the table of routes."""

from grants.core.workflow import (
    APPLICATION_STEPS,
    OPENED_APPLICATION_STATES,
    ApplicationState,
    ApplicationStep,
    CallState,
)
from tests.architecture.rules import since, sources

C, A = CallState, ApplicationState

# A call that was public stays so: cancelled, it says why.
PUBLISHED = since(C.PUBLISHED) | {"cancelled.published"}
PUBLIC_CALL = PUBLISHED | {"consultation"}
SEATED = PUBLISHED
OPENED = since(C.OPENED)
COMPUTED = since(C.PROPOSED) | {"scoring.revealed"}
PROPOSED = since(C.PROPOSED)
SIGNED = since(C.APPROVED)
DECIDED = since(C.DECIDED)
# Nobody has applied yet, so nobody is kept out.
EARLY = frozenset({"draft", "consultation", "cancelled.draft"})
TAKING = frozenset({"published.open"})
OPENED_APPLICATION = frozenset(str(state) for state in OPENED_APPLICATION_STATES)
SENT = frozenset(str(state) for state in ApplicationState if state is not A.DRAFT)
WRITABLE = frozenset({"draft.open", "submitted.open"})
WITHDRAWABLE = frozenset({"submitted.open"})
DECIDED_APPLICATION = frozenset(
    str(state)
    for state in ApplicationState
    if state in sources(APPLICATION_STEPS, ApplicationStep.BECOME_FINAL)
    or state in (A.APPEALED, A.FINAL, A.AGREEMENT, A.SETTLED, A.LAPSED, A.REPAID)
)
