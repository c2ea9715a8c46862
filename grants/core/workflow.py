"""When something may happen: the two tables of states, of a call and of an application.

Who may do it is another question and stands in permissions.py. Both tables are read top to
bottom; a step that is not in the table does not exist. Whether a published call is open or
closed is never stored: it follows from its dates and the clock.

Source: DESIGN section 2 (Workflow); the order of acts is that of the general administrative
procedure as municipal rule books use it (opening, completeness, scoring, proposal, decision).

>>> target_of(CALL_STEPS, CallStep.PUBLISH, CallState.DRAFT)
<CallState.PUBLISHED: 'published'>
>>> target_of(CALL_STEPS, CallStep.APPROVE, CallState.DRAFT)
Traceback (most recent call last):
    ...
grants.core.workflow.StepNotAllowed: approve from draft
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CallState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    OPENED = "opened"
    CHECKING = "checking"
    SCORING = "scoring"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RECEIVED = "received"
    COMPLETE = "complete"
    DISMISSED = "dismissed"
    SCORED = "scored"
    PROPOSED = "proposed"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"


class CallStep(StrEnum):
    PUBLISH = "publish"
    OPEN_SEAL = "open_seal"
    START_CHECKING = "start_checking"
    START_SCORING = "start_scoring"
    PROPOSE = "propose"
    RETURN_PROPOSAL = "return_proposal"
    APPROVE = "approve"
    DECIDE = "decide"
    CANCEL = "cancel"


class ApplicationStep(StrEnum):
    SUBMIT = "submit"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    RECEIVE = "receive"
    FIND_COMPLETE = "find_complete"
    DISMISS = "dismiss"
    REVISE_CHECK = "revise_check"
    SCORE = "score"
    PROPOSE = "propose"
    RETURN_PROPOSAL = "return_proposal"
    GRANT = "grant"
    GRANT_PARTLY = "grant_partly"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: from which states a step leads, and where to."""

    sources: tuple[StrEnum, ...]
    target: StrEnum


C, A = CallState, ApplicationState

CALL_STEPS: Mapping[StrEnum, Row] = {
    CallStep.PUBLISH: Row((C.DRAFT,), C.PUBLISHED),
    CallStep.OPEN_SEAL: Row((C.PUBLISHED,), C.OPENED),
    CallStep.START_CHECKING: Row((C.OPENED,), C.CHECKING),
    CallStep.START_SCORING: Row((C.CHECKING,), C.SCORING),
    CallStep.PROPOSE: Row((C.SCORING,), C.PROPOSED),
    CallStep.RETURN_PROPOSAL: Row((C.PROPOSED,), C.SCORING),
    CallStep.APPROVE: Row((C.PROPOSED,), C.APPROVED),
    CallStep.DECIDE: Row((C.APPROVED,), C.DECIDED),
    CallStep.CANCEL: Row(
        (C.DRAFT, C.PUBLISHED, C.OPENED, C.CHECKING, C.SCORING, C.PROPOSED, C.APPROVED),
        C.CANCELLED,
    ),
}

APPLICATION_STEPS: Mapping[StrEnum, Row] = {
    ApplicationStep.SUBMIT: Row((A.DRAFT,), A.SUBMITTED),
    ApplicationStep.REPLACE: Row((A.SUBMITTED,), A.SUBMITTED),
    ApplicationStep.WITHDRAW: Row((A.SUBMITTED,), A.WITHDRAWN),
    ApplicationStep.RECEIVE: Row((A.SUBMITTED,), A.RECEIVED),
    ApplicationStep.FIND_COMPLETE: Row((A.RECEIVED,), A.COMPLETE),
    ApplicationStep.DISMISS: Row((A.RECEIVED,), A.DISMISSED),
    # Until the scoring starts a verdict may be taken back; the next one follows at once.
    ApplicationStep.REVISE_CHECK: Row((A.COMPLETE, A.DISMISSED), A.RECEIVED),
    ApplicationStep.SCORE: Row((A.COMPLETE,), A.SCORED),
    ApplicationStep.PROPOSE: Row((A.SCORED,), A.PROPOSED),
    ApplicationStep.RETURN_PROPOSAL: Row((A.PROPOSED,), A.SCORED),
    ApplicationStep.GRANT: Row((A.PROPOSED,), A.GRANTED),
    ApplicationStep.GRANT_PARTLY: Row((A.PROPOSED,), A.PARTLY_GRANTED),
    ApplicationStep.REFUSE: Row((A.PROPOSED,), A.REFUSED),
}


class StepNotAllowed(ValueError):
    """The table has no such step from this state."""

    def __init__(self, step: StrEnum, state: StrEnum) -> None:
        super().__init__(f"{step} from {state}")
        self.step = step
        self.state = state


class CallPhase(StrEnum):
    """What the dates make of a published call."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"


def target_of(table: Mapping[StrEnum, Row], step: StrEnum, state: StrEnum) -> StrEnum:
    """Return the state to which `step` leads from `state`; StepNotAllowed if it does not."""
    row = table[step]
    if state not in row.sources:
        raise StepNotAllowed(step, state)
    return row.target


def is_allowed(table: Mapping[StrEnum, Row], step: StrEnum, state: StrEnum) -> bool:
    """Tell whether `step` leads anywhere from `state`."""
    return state in table[step].sources


def codes(states: Iterable[StrEnum]) -> list[str]:
    """As the database writes them into a constraint: plain text, in an order that stays."""
    return sorted(state.value for state in states)


def phase_of(opens_at: datetime, deadline_at: datetime, now: datetime) -> CallPhase:
    """Tell what a published call is at `now`; a submit at the deadline itself is in time."""
    if now < opens_at:
        return CallPhase.ANNOUNCED
    return CallPhase.OPEN if now <= deadline_at else CallPhase.CLOSED
