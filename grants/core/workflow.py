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

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CallState(StrEnum):
    DRAFT = "draft"
    CONSULTATION = "consultation"
    PUBLISHED = "published"
    OPENED = "opened"
    CHECKING = "checking"
    SCORING = "scoring"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DECIDED = "decided"
    FINAL = "final"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    SUPPLEMENTED = "supplemented"
    COMPLETE = "complete"
    DISMISSED = "dismissed"
    SCORED = "scored"
    PROPOSED = "proposed"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    APPEALED = "appealed"
    UPHELD = "upheld"
    REJECTED = "rejected"
    FINAL = "final"
    AGREEMENT = "agreement"
    SETTLED = "settled"
    LAPSED = "lapsed"
    REPAID = "repaid"


class CallStep(StrEnum):
    CONSULT = "consult"
    PUBLISH = "publish"
    OPEN_SEAL = "open_seal"
    START_CHECKING = "start_checking"
    START_SCORING = "start_scoring"
    PROPOSE = "propose"
    RETURN_PROPOSAL = "return_proposal"
    APPROVE = "approve"
    DECIDE = "decide"
    FINALISE = "finalise"
    ARCHIVE = "archive"
    CANCEL = "cancel"


class ApplicationStep(StrEnum):
    SUBMIT = "submit"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    RECEIVE = "receive"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENT = "supplement"
    FIND_COMPLETE = "find_complete"
    DISMISS = "dismiss"
    REVISE_CHECK = "revise_check"
    SCORE = "score"
    PROPOSE = "propose"
    RETURN_PROPOSAL = "return_proposal"
    GRANT = "grant"
    GRANT_PARTLY = "grant_partly"
    REFUSE = "refuse"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    REJECT = "reject"
    BECOME_FINAL = "become_final"
    AGREE = "agree"
    SETTLE = "settle"
    LAPSE = "lapse"
    REPAY = "repay"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: from which states a step leads, and where to."""

    sources: tuple[StrEnum, ...]
    target: StrEnum


C, A = CallState, ApplicationState

CALL_STEPS: Mapping[StrEnum, Row] = {
    CallStep.CONSULT: Row((C.DRAFT,), C.CONSULTATION),
    CallStep.PUBLISH: Row((C.DRAFT, C.CONSULTATION), C.PUBLISHED),
    CallStep.OPEN_SEAL: Row((C.PUBLISHED,), C.OPENED),
    CallStep.START_CHECKING: Row((C.OPENED,), C.CHECKING),
    CallStep.START_SCORING: Row((C.CHECKING,), C.SCORING),
    CallStep.PROPOSE: Row((C.SCORING,), C.PROPOSED),
    CallStep.RETURN_PROPOSAL: Row((C.PROPOSED,), C.SCORING),
    CallStep.APPROVE: Row((C.PROPOSED,), C.APPROVED),
    CallStep.DECIDE: Row((C.APPROVED,), C.DECIDED),
    CallStep.FINALISE: Row((C.DECIDED,), C.FINAL),
    CallStep.ARCHIVE: Row((C.FINAL,), C.ARCHIVED),
    CallStep.CANCEL: Row(
        (
            C.DRAFT,
            C.CONSULTATION,
            C.PUBLISHED,
            C.OPENED,
            C.CHECKING,
            C.SCORING,
            C.PROPOSED,
            C.APPROVED,
        ),
        C.CANCELLED,
    ),
}

APPLICATION_STEPS: Mapping[StrEnum, Row] = {
    ApplicationStep.SUBMIT: Row((A.DRAFT,), A.SUBMITTED),
    ApplicationStep.REPLACE: Row((A.SUBMITTED,), A.SUBMITTED),
    ApplicationStep.WITHDRAW: Row((A.SUBMITTED,), A.WITHDRAWN),
    ApplicationStep.RECEIVE: Row((A.SUBMITTED,), A.RECEIVED),
    ApplicationStep.ASK_SUPPLEMENT: Row((A.RECEIVED,), A.INCOMPLETE),
    ApplicationStep.SUPPLEMENT: Row((A.INCOMPLETE,), A.SUPPLEMENTED),
    ApplicationStep.FIND_COMPLETE: Row((A.RECEIVED, A.SUPPLEMENTED), A.COMPLETE),
    ApplicationStep.DISMISS: Row((A.RECEIVED, A.INCOMPLETE, A.SUPPLEMENTED), A.DISMISSED),
    # Until the scoring starts a verdict may be taken back; the next one follows at once.
    ApplicationStep.REVISE_CHECK: Row((A.COMPLETE, A.DISMISSED), A.RECEIVED),
    ApplicationStep.SCORE: Row((A.COMPLETE,), A.SCORED),
    ApplicationStep.PROPOSE: Row((A.SCORED,), A.PROPOSED),
    ApplicationStep.RETURN_PROPOSAL: Row((A.PROPOSED,), A.SCORED),
    ApplicationStep.GRANT: Row((A.PROPOSED,), A.GRANTED),
    ApplicationStep.GRANT_PARTLY: Row((A.PROPOSED,), A.PARTLY_GRANTED),
    ApplicationStep.REFUSE: Row((A.PROPOSED,), A.REFUSED),
    ApplicationStep.APPEAL: Row((A.GRANTED, A.PARTLY_GRANTED, A.REFUSED), A.APPEALED),
    ApplicationStep.UPHOLD: Row((A.APPEALED,), A.UPHELD),
    ApplicationStep.REJECT: Row((A.APPEALED,), A.REJECTED),
    ApplicationStep.BECOME_FINAL: Row(
        (A.GRANTED, A.PARTLY_GRANTED, A.REFUSED, A.UPHELD, A.REJECTED), A.FINAL
    ),
    ApplicationStep.AGREE: Row((A.FINAL,), A.AGREEMENT),
    ApplicationStep.SETTLE: Row((A.AGREEMENT,), A.SETTLED),
    ApplicationStep.LAPSE: Row((A.FINAL, A.AGREEMENT), A.LAPSED),
    ApplicationStep.REPAY: Row((A.AGREEMENT, A.SETTLED), A.REPAID),
}

# From the opening on, the content of an application is in plain tables.
OPENED_APPLICATION_STATES: frozenset[ApplicationState] = frozenset(ApplicationState) - {
    A.DRAFT,
    A.SUBMITTED,
    A.WITHDRAWN,
}
# Before publication only the officer knows that a call exists; a consultation is public.
PUBLIC_CALL_STATES: frozenset[CallState] = frozenset(CallState) - {C.DRAFT, C.CANCELLED}
PUBLISHED_CALL_STATES: frozenset[CallState] = PUBLIC_CALL_STATES - {C.CONSULTATION}


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


def phase_of(opens_at: datetime, deadline_at: datetime, now: datetime) -> CallPhase:
    """Tell what a published call is at `now`; a submit at the deadline itself is in time."""
    if now < opens_at:
        return CallPhase.ANNOUNCED
    return CallPhase.OPEN if now <= deadline_at else CallPhase.CLOSED
