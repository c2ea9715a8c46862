"""States of calls and applications, in the words of the table of routes."""

from grants.core import application_stages
from grants.core.workflow import (
    ApplicationState,
    CallState,
)
from tests.architecture.rules import since

C, A = CallState, ApplicationState

# A call that was public stays so: cancelled, it says why.
PUBLISHED = since(C.PUBLISHED) | {"cancelled.published"}
PUBLIC_CALL = PUBLISHED
SEATED = PUBLISHED
OPENED = since(C.OPENED)
COMPUTED = since(C.PROPOSED) | {"scoring.revealed", "scoring.returned"}
PROPOSED = since(C.PROPOSED) | {"scoring.returned"}
SIGNED = since(C.APPROVED)
DECIDED = since(C.DECIDED)
# Nobody has applied yet, so nobody is kept out.
EARLY = frozenset({"draft", "cancelled.draft"})
TAKING = frozenset({"published.open"})
OPENED_APPLICATION = frozenset(str(state) for state in application_stages.OPENED)
SENT = frozenset(str(state) for state in ApplicationState if state is not A.DRAFT)
WRITABLE = frozenset({"draft.open", "submitted.open"})
WITHDRAWABLE = frozenset({"submitted.open"})
DECIDED_APPLICATION = frozenset(
    str(state) for state in application_stages.GRANTED | application_stages.REFUSED
)
