"""What the tables of the workflow are made of: states, steps, who takes them, what must hold.

The tables themselves stand in `tables.py`. Who may do something in a given call is another
question, and stands in permissions.py.

>>> NOON = datetime(2026, 11, 2, 12)
>>> phase_of(NOON, NOON, NOON)
<CallPhase.OPEN: 'open'>
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from audit.core.entry import EntryType


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
    # What came on paper is sent by being recorded.
    RECORD = "record"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    RECEIVE = "receive"
    FIND_COMPLETE = "find_complete"
    DISMISS = "dismiss"
    REVISE_CHECK = "revise_check"
    SCORE = "score"
    PROPOSE = "propose"
    RETURN_PROPOSAL = "return_proposal"
    # The return is about this one, so the committee may open it again.
    RETURN_CASE = "return_case"
    GRANT = "grant"
    GRANT_PARTLY = "grant_partly"
    REFUSE = "refuse"


class CallWork(StrEnum):
    """What is done on a call and leaves it in its state."""

    CHANGE_CONTENT = "change_content"
    APPOINT_COMMITTEE = "appoint_committee"
    RELEASE_MEMBER = "release_member"
    EXCUSE_MEMBER = "excuse_member"
    GIVE_SEAT = "give_seat"
    START_APPLICATION = "start_application"
    RECORD_PAPER = "record_paper"
    AMEND = "amend"
    ASK_QUESTION = "ask_question"
    ANSWER_QUESTION = "answer_question"
    CORRECT_ANSWER = "correct_answer"
    DECLINE_QUESTION = "decline_question"
    SUBSCRIBE = "subscribe"
    ASK_SECOND_PERSON = "ask_second_person"
    CONFIRM_STEP = "confirm_step"
    DECLINE_STEP = "decline_step"
    TAKE_BACK_STEP = "take_back_step"
    START_SESSION = "start_session"
    OPEN_LOST_FILES = "open_lost_files"
    DECLARE_CONFLICTS = "declare_conflicts"
    REVEAL_SCORES = "reveal_scores"
    BEGIN_MEETING = "begin_meeting"
    CHANGE_ATTENDANCE = "change_attendance"
    ADOPT_PROPOSAL = "adopt_proposal"
    END_MEETING = "end_meeting"
    SIGN_MINUTES = "sign_minutes"
    NOTE_UNSIGNED = "note_unsigned"
    COMPUTE_RANKING = "compute_ranking"
    COMPUTE_ALLOCATION = "compute_allocation"
    PREPARE_DECISIONS = "prepare_decisions"
    NAME_SIGNATORY = "name_signatory"
    SIGN_DECISIONS = "sign_decisions"
    START_ISSUING = "start_issuing"
    ISSUE_DECISION = "issue_decision"
    PUBLISH_RESULTS = "publish_results"
    # After the decisions, where something is corrected on record.
    COMPUTE_REPLAY = "compute_replay"
    PROPOSE_REPLAY = "propose_replay"
    RETURN_REPLAY = "return_replay"
    APPROVE_REPLAY = "approve_replay"


class ApplicationWork(StrEnum):
    """The same on an application."""

    SAVE_ANSWERS = "save_answers"
    ADD_FILE = "add_file"
    REMOVE_FILE = "remove_file"
    TRANSCRIBE = "transcribe"
    HAND_OVER_PAPER = "hand_over_paper"
    RECOGNISE_FACT = "recognise_fact"
    CORRECT_FACT = "correct_fact"
    TRANSLATE_REASON = "translate_reason"
    DECIDE_COMPLETENESS = "decide_completeness"
    REQUEST_SUPPLEMENT = "request_supplement"
    ACCEPT_REQUEST = "accept_request"
    ANSWER_REQUEST = "answer_request"
    TAKE_BACK_REQUEST = "take_back_request"
    TELL_FINDINGS = "tell_findings"
    ANSWER_FINDINGS = "answer_findings"
    WEIGH_ANSWER = "weigh_answer"
    RECORD_ANSWER = "record_answer"
    RECORD_STATEMENTS = "record_statements"
    RECORD_LATE_ANSWER = "record_late_answer"
    PRINT_LETTER = "print_letter"
    POST_LETTER = "post_letter"
    SERVE_LETTER = "serve_letter"
    PUBLISH_NOTICE = "publish_notice"
    OBJECT_TO_MEMBER = "object_to_member"
    RECORD_OBJECTION = "record_objection"
    DECIDE_OBJECTION = "decide_objection"
    EXCLUDE_MEMBER = "exclude_member"
    SAVE_SHEET = "save_sheet"
    LOCK_SHEET = "lock_sheet"
    REOPEN_CASE = "reopen_case"
    AGREE_SCORE = "agree_score"
    WRITE_REASON = "write_reason"


class Part(StrEnum):
    """Who takes a step: the role in the office, the seat in the committee, the applicant, or
    anybody, without an account.
    """

    OFFICER = "officer"
    APPROVER = "approver"
    SIGNATORY = "signatory"
    FINANCE = "finance"
    AUDITOR = "auditor"
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    OWNER = "owner"
    EDITOR = "editor"
    ANYBODY = "anybody"


class Guard(StrEnum):
    """What must hold besides the state."""

    # Asked of the moment of the act.
    TAKES_APPLICATIONS = "takes_applications"
    TAKES_QUESTIONS = "takes_questions"
    DEADLINE_AHEAD = "deadline_ahead"
    OPENING_HOUR = "opening_hour"
    NOTHING_ASKED = "nothing_asked"
    ASKED_IN_TIME = "asked_in_time"
    NOBODY_HEARD = "nobody_heard"
    ALL_HEARD = "all_heard"
    # Asked of what is there.
    FILED_ONLINE = "filed_online"
    NO_SESSION = "no_session"
    NO_COMMITTEE = "no_committee"
    COMMITTEE = "committee"
    ALL_CHECKED = "all_checked"
    ALL_DECLARED = "all_declared"
    ENOUGH_TO_DRAW = "enough_to_draw"
    SCORES_REVEALED = "scores_revealed"
    SCORES_HIDDEN = "scores_hidden"
    NOTHING_OBJECTED = "nothing_objected"
    SHEETS_LOCKED = "sheets_locked"
    NO_MEETING = "no_meeting"
    MEETING_RUNS = "meeting_runs"
    QUORUM = "quorum"
    ADOPTED = "adopted"
    REOPENABLE = "reopenable"
    CASE_OPEN = "case_open"
    FACTS_OPEN = "facts_open"
    SOMETHING_TO_DECIDE = "something_to_decide"
    DECISIONS_SIGNED = "decisions_signed"
    NOTHING_ISSUED = "nothing_issued"


OF_THE_MOMENT = frozenset(
    {
        Guard.TAKES_APPLICATIONS,
        Guard.TAKES_QUESTIONS,
        Guard.DEADLINE_AHEAD,
        Guard.OPENING_HOUR,
        Guard.NOTHING_ASKED,
        Guard.ASKED_IN_TIME,
        Guard.NOBODY_HEARD,
        Guard.ALL_HEARD,
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the whole when of a step, and who takes it.

    `target` is None where the state stays. `parts` are empty where the step is part of another
    act. `entry` is the kind of its ledger entry; None where it stands in that of another act, or
    where nothing is entered. `calls` are the states of its call in which an application takes it.
    """

    sources: tuple[StrEnum, ...]
    target: StrEnum | None
    parts: tuple[Part, ...] = ()
    guards: tuple[Guard, ...] = ()
    entry: EntryType | None = None
    calls: tuple[CallState, ...] = ()


class StepNotAllowed(ValueError):
    """The table has no such step from this state."""

    def __init__(self, step: StrEnum, state: StrEnum) -> None:
        super().__init__(f"{step} from {state}")
        self.step = step
        self.state = state


def codes(states: Iterable[StrEnum]) -> list[str]:
    """As the database writes them into a constraint: plain text, in an order that stays."""
    return sorted(state.value for state in states)


class CallPhase(StrEnum):
    """What the dates make of a published call."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"


def phase_of(opens_at: datetime, deadline_at: datetime, now: datetime) -> CallPhase:
    """Tell what a published call is at `now`; a submit at the deadline itself is in time."""
    if now < opens_at:
        return CallPhase.ANNOUNCED
    return CallPhase.OPEN if now <= deadline_at else CallPhase.CLOSED
