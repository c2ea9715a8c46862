"""When something may happen, and who does it: the two tables, of a call and of an application.

Both are read top to bottom; a step that is not in them does not exist. Each has one act in an
`actions/` folder, and `grants/selectors/steps.py` asks the whole row. Whether a published call is
open or closed is never stored: it follows from its dates and the clock.

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
from enum import StrEnum

from audit.core.entry import EntryType as E
from grants.core.committee_table import COMMITTEE_WORK, MEETING_WORK, MEMBER_WORK
from grants.core.workflow import (
    ApplicationState,
    ApplicationStep,
    ApplicationWork,
    CallState,
    CallStep,
    CallWork,
    Guard,
    Part,
    Row,
    StepNotAllowed,
)

C, A = CallState, ApplicationState
_SCORING, _CHECKING, _PUBLISHED = (C.SCORING,), (C.CHECKING,), (C.PUBLISHED,)

# Whoever has one of these roles for a call reads on its desk.
STAFF = (Part.OFFICER, Part.APPROVER, Part.SIGNATORY, Part.FINANCE, Part.AUDITOR)
LEADERS = (Part.CHAIR, Part.SECRETARY)
SCORERS = (Part.CHAIR, Part.MEMBER, Part.SUBSTITUTE)
_OFFICER, _APPROVER = (Part.OFFICER,), (Part.APPROVER,)
_OPENERS, _COMPUTERS = (Part.OFFICER, *LEADERS), (Part.OFFICER, Part.SECRETARY)
_OWNER, _WRITERS = (Part.OWNER,), (Part.OWNER, Part.EDITOR)
_PROPOSED = (Guard.ALL_HEARD, Guard.ADOPTED)
_SIGNATORY, _PREPARERS = (Part.SIGNATORY,), (Part.OFFICER, Part.SIGNATORY)
_OPEN = (Guard.TAKES_APPLICATIONS,)
_ONLINE = (Guard.FILED_ONLINE, Guard.TAKES_APPLICATIONS)  # nobody writes over paper

CALL_STEPS: Mapping[StrEnum, Row] = {
    CallStep.PUBLISH: Row(
        (C.DRAFT,), C.PUBLISHED, _OFFICER, (Guard.DEADLINE_AHEAD,), E.CALL_PUBLISHED
    ),
    CallStep.OPEN_SEAL: Row(
        (C.PUBLISHED,), C.OPENED, _OPENERS, (Guard.OPENING_HOUR,), E.SEAL_OPENED
    ),
    CallStep.START_CHECKING: Row((C.OPENED,), C.CHECKING, _OPENERS, (), E.CALL_ADVANCED),
    CallStep.START_SCORING: Row(
        (C.CHECKING,),
        C.SCORING,
        _OFFICER,
        (
            *(Guard.COMMITTEE, Guard.ALL_CHECKED, Guard.ALL_HEARD, Guard.ALL_DECLARED),
            Guard.ENOUGH_TO_DRAW,
        ),
        E.CALL_ADVANCED,
    ),
    CallStep.PROPOSE: Row(_SCORING, C.PROPOSED, _OFFICER, _PROPOSED, E.PROPOSAL_MADE),
    CallStep.RETURN_PROPOSAL: Row((C.PROPOSED,), C.SCORING, _APPROVER, (), E.PROPOSAL_RETURNED),
    CallStep.APPROVE: Row((C.PROPOSED,), C.APPROVED, _APPROVER, (), E.ALLOCATION_APPROVED),
    # With the last decision; with the signature where nobody waits for one.
    CallStep.DECIDE: Row((C.APPROVED,), C.DECIDED),
    CallStep.CANCEL: Row(
        (C.DRAFT, C.PUBLISHED, C.OPENED, C.CHECKING, C.SCORING, C.PROPOSED, C.APPROVED),
        C.CANCELLED,
        _OFFICER,
        (Guard.NOTHING_ISSUED,),
        E.CALL_ADVANCED,
    ),
}

_IN_EVALUATION = (C.OPENED, C.CHECKING, C.SCORING, C.PROPOSED, C.APPROVED)
# With the signature; and again after the decisions, once a replay is signed.
_SIGNED, _TO_DECIDE = (C.APPROVED, C.DECIDED), (Guard.SOMETHING_TO_DECIDE,)
_ANSWERED_IN = (C.PUBLISHED, *_IN_EVALUATION, C.DECIDED)
_BEFORE_THE_END = (C.DRAFT, C.PUBLISHED, *_IN_EVALUATION)

CALL_WORK: Mapping[StrEnum, Row] = {
    CallWork.CHANGE_CONTENT: Row((C.DRAFT,), None, _OFFICER),
    **COMMITTEE_WORK,
    CallWork.START_APPLICATION: Row((C.PUBLISHED,), None, _WRITERS, _OPEN),
    # The post brings it after the deadline too. While a session is under way nothing is added.
    CallWork.RECORD_PAPER: Row(
        (C.PUBLISHED, C.CHECKING), None, _OFFICER, (Guard.NO_SESSION,), E.APPLICATION_RECORDED
    ),
    # A corrigendum: another version, while applications can still follow it.
    CallWork.AMEND: Row((C.PUBLISHED,), None, _OFFICER, (Guard.DEADLINE_AHEAD,), E.CALL_AMENDED),
    CallWork.ASK_QUESTION: Row(
        (C.PUBLISHED,), None, (Part.ANYBODY,), (Guard.TAKES_QUESTIONS,), E.QUESTION_ASKED
    ),
    # A late answer is one too; what nobody answers any more is declined.
    CallWork.ANSWER_QUESTION: Row(_ANSWERED_IN, None, _OFFICER, (), E.QUESTION_ANSWERED),
    CallWork.CORRECT_ANSWER: Row(_ANSWERED_IN, None, _OFFICER, (), E.ANSWER_CORRECTED),
    CallWork.DECLINE_QUESTION: Row(
        (*_ANSWERED_IN, C.CANCELLED), None, _OFFICER, (), E.QUESTION_DECLINED
    ),
    CallWork.SUBSCRIBE: Row((C.PUBLISHED, *_IN_EVALUATION), None, (Part.ANYBODY,), (), None),
    # Where the funder wants two persons for a step of its own.
    CallWork.ASK_SECOND_PERSON: Row(
        _BEFORE_THE_END, None, (Part.OFFICER, Part.CHAIR), (), E.STEP_ASKED
    ),
    CallWork.CONFIRM_STEP: Row(
        _BEFORE_THE_END, None, (Part.OFFICER, Part.APPROVER), (), E.STEP_CONFIRMED
    ),
    CallWork.DECLINE_STEP: Row(
        _BEFORE_THE_END, None, (Part.OFFICER, Part.APPROVER), (), E.STEP_DECLINED
    ),
    CallWork.TAKE_BACK_STEP: Row(_BEFORE_THE_END, None, _OFFICER, (), E.STEP_TAKEN_BACK),
    CallWork.START_SESSION: Row(
        (C.PUBLISHED,),
        None,
        _OPENERS,
        (Guard.OPENING_HOUR, Guard.COMMITTEE),
        E.DEADLINE_CLOSED,
    ),
    CallWork.OPEN_LOST_FILES: Row((*_IN_EVALUATION, C.DECIDED), None, _OPENERS, (), E.FILES_OPENED),
    # A conflict closes the application whenever it comes about.
    CallWork.DECLARE_CONFLICTS: Row(
        (*_IN_EVALUATION, C.DECIDED, C.CANCELLED),
        None,
        (*STAFF, *SCORERS, Part.SECRETARY),
        (),
        E.CONFLICT_DECLARED,
    ),
    CallWork.REVEAL_SCORES: Row(
        (C.SCORING,),
        None,
        LEADERS,
        (Guard.NOTHING_OBJECTED, Guard.SHEETS_LOCKED),
        E.SCORES_REVEALED,
    ),
    **MEETING_WORK,
    CallWork.COMPUTE_RANKING: Row(
        (C.SCORING,),
        None,
        _COMPUTERS,
        (Guard.SCORES_REVEALED, Guard.SHEETS_LOCKED),
        E.RANKING_COMPUTED,
    ),
    CallWork.COMPUTE_ALLOCATION: Row((C.SCORING,), None, _COMPUTERS, (), E.ALLOCATION_COMPUTED),
    CallWork.PREPARE_DECISIONS: Row(_SIGNED, None, _PREPARERS, _TO_DECIDE, E.DECISIONS_PREPARED),
    CallWork.NAME_SIGNATORY: Row((C.PROPOSED, *_SIGNED), None, _OFFICER, (), E.SIGNATORY_NAMED),
    CallWork.SIGN_DECISIONS: Row(_SIGNED, None, _SIGNATORY, _TO_DECIDE, E.DECISIONS_SIGNED),
    CallWork.START_ISSUING: Row(_SIGNED, None, _OFFICER, (*_TO_DECIDE, Guard.DECISIONS_SIGNED)),
    CallWork.ISSUE_DECISION: Row(_SIGNED, None, _OFFICER, _TO_DECIDE, E.DECISION_ISSUED),
    CallWork.PUBLISH_RESULTS: Row((C.DECIDED,), None, _OFFICER, (), E.RESULTS_PUBLISHED),
    # The call stays decided while some of its decisions are superseded.
    CallWork.COMPUTE_REPLAY: Row((C.DECIDED,), None, _OFFICER, (), E.RANKING_COMPUTED),
    CallWork.PROPOSE_REPLAY: Row((C.DECIDED,), None, _OFFICER, (), E.PROPOSAL_MADE),
    CallWork.RETURN_REPLAY: Row((C.DECIDED,), None, _APPROVER, (), E.PROPOSAL_RETURNED),
    CallWork.APPROVE_REPLAY: Row((C.DECIDED,), None, _APPROVER, (), E.ALLOCATION_APPROVED),
}

APPLICATION_STEPS: Mapping[StrEnum, Row] = {
    ApplicationStep.SUBMIT: Row(
        (A.DRAFT,), A.SUBMITTED, _OWNER, _OPEN, E.APPLICATION_SUBMITTED, _PUBLISHED
    ),
    ApplicationStep.REPLACE: Row(
        (A.SUBMITTED,), A.SUBMITTED, _OWNER, _ONLINE, E.APPLICATION_REPLACED, _PUBLISHED
    ),
    ApplicationStep.WITHDRAW: Row(
        (A.SUBMITTED,), A.WITHDRAWN, _OWNER, _OPEN, E.APPLICATION_WITHDRAWN, _PUBLISHED
    ),
    ApplicationStep.RECORD: Row((A.DRAFT,), A.SUBMITTED),
    ApplicationStep.RECEIVE: Row((A.SUBMITTED,), A.RECEIVED),
    ApplicationStep.FIND_COMPLETE: Row((A.RECEIVED,), A.COMPLETE),
    ApplicationStep.DISMISS: Row((A.RECEIVED,), A.DISMISSED),
    # Until the scoring starts a verdict may be taken back; the next one follows at once.
    ApplicationStep.REVISE_CHECK: Row((A.COMPLETE, A.DISMISSED), A.RECEIVED),
    ApplicationStep.SCORE: Row((A.COMPLETE,), A.SCORED),
    ApplicationStep.PROPOSE: Row((A.SCORED,), A.PROPOSED),
    # Those that the return is about, and those that only wait for the next proposal.
    ApplicationStep.RETURN_CASE: Row((A.PROPOSED,), A.SCORED),
    ApplicationStep.RETURN_PROPOSAL: Row((A.PROPOSED,), A.SCORED),
    # By the decision; by another one, which supersedes it after a replay.
    ApplicationStep.GRANT: Row((A.PROPOSED, A.PARTLY_GRANTED, A.REFUSED), A.GRANTED),
    ApplicationStep.GRANT_PARTLY: Row((A.PROPOSED, A.GRANTED, A.REFUSED), A.PARTLY_GRANTED),
    ApplicationStep.REFUSE: Row((A.PROPOSED, A.GRANTED, A.PARTLY_GRANTED), A.REFUSED),
}

_EDITABLE = (A.DRAFT, A.SUBMITTED)
# Facts that a return opens again are told to the applicant like those before the scoring.
_HEARD = (A.RECEIVED, A.COMPLETE, A.SCORED)
_HEARING = (C.CHECKING, C.SCORING)
_FACTS_OPEN = (Guard.FACTS_OPEN, Guard.NOBODY_HEARD)
_CORRECTED = (*_HEARING, C.DECIDED)
_JUDGED = (A.COMPLETE, A.SCORED)
_DECIDED = (A.GRANTED, A.PARTLY_GRANTED, A.REFUSED)
_READ = (A.RECEIVED, A.COMPLETE, A.DISMISSED, A.SCORED, A.PROPOSED, *_DECIDED)
# After a return only what the chair has opened again is written.
_WRITTEN = (Guard.SCORES_REVEALED, Guard.CASE_OPEN)
_AGREED = (*_WRITTEN, Guard.QUORUM)

APPLICATION_WORK: Mapping[StrEnum, Row] = {
    ApplicationWork.SAVE_ANSWERS: Row(_EDITABLE, None, _WRITERS, _ONLINE, None, _PUBLISHED),
    ApplicationWork.ADD_FILE: Row(_EDITABLE, None, _WRITERS, _ONLINE, None, _PUBLISHED),
    ApplicationWork.REMOVE_FILE: Row(_EDITABLE, None, _WRITERS, _ONLINE, None, _PUBLISHED),
    ApplicationWork.TRANSCRIBE: Row(
        (A.RECEIVED,), None, _OFFICER, (Guard.NOTHING_ASKED,), E.PAPER_TRANSCRIBED, _CHECKING
    ),
    ApplicationWork.HAND_OVER_PAPER: Row(_READ, None, _OFFICER, (), E.PAPER_HANDED_OVER),
    # Whenever the post brings it: an answer that is too late, a slip of a request or a decision.
    ApplicationWork.RECORD_LATE_ANSWER: Row(_READ, None, _OFFICER, (), E.ANSWER_LATE),
    ApplicationWork.PRINT_LETTER: Row(_READ, None, _OFFICER, (), E.LETTER_PRINTED),
    ApplicationWork.POST_LETTER: Row(_READ, None, _OFFICER, (), E.LETTER_POSTED),
    ApplicationWork.SERVE_LETTER: Row(_READ, None, _OFFICER, (), E.LETTER_SERVED),
    ApplicationWork.PUBLISH_NOTICE: Row(_READ, None, _OFFICER, (), E.NOTICE_PUBLISHED),
    # While an applicant is heard about facts, they stay as they were told.
    ApplicationWork.RECOGNISE_FACT: Row(
        _HEARD, None, _OFFICER, _FACTS_OPEN, E.FACT_RECOGNISED, _HEARING
    ),
    ApplicationWork.CORRECT_FACT: Row(
        _DECIDED, None, _OFFICER, (), E.CORRECTION_MADE, (C.DECIDED,)
    ),
    # What is written in one official language gets its words in the other before it is proposed.
    ApplicationWork.TRANSLATE_REASON: Row(
        (*_HEARD, A.DISMISSED, *_DECIDED), None, _OFFICER, (), E.REASON_TRANSLATED, _CORRECTED
    ),
    # Nobody is judged while the time to supplement runs; whoever did not answer in it is.
    ApplicationWork.DECIDE_COMPLETENESS: Row(
        (A.RECEIVED, A.COMPLETE, A.DISMISSED),
        None,
        _OFFICER,
        (Guard.NOTHING_ASKED,),
        E.COMPLETENESS_DECIDED,
        _CHECKING,
    ),
    ApplicationWork.REQUEST_SUPPLEMENT: Row(
        (A.RECEIVED,), None, _OFFICER, (Guard.NOTHING_ASKED,), E.REQUEST_MADE, _CHECKING
    ),
    ApplicationWork.ACCEPT_REQUEST: Row(
        _HEARD, None, _OWNER, (Guard.ASKED_IN_TIME,), E.REQUEST_DELIVERED, _HEARING
    ),
    ApplicationWork.ANSWER_REQUEST: Row(
        (A.RECEIVED,), None, _OWNER, (Guard.ASKED_IN_TIME,), E.REQUEST_ANSWERED, _CHECKING
    ),
    ApplicationWork.TAKE_BACK_REQUEST: Row(
        _HEARD, None, _OFFICER, (), E.REQUEST_TAKEN_BACK, _HEARING
    ),
    ApplicationWork.TELL_FINDINGS: Row(
        _HEARD, None, _OFFICER, (Guard.NOTHING_ASKED,), E.FINDINGS_TOLD, _HEARING
    ),
    ApplicationWork.ANSWER_FINDINGS: Row(
        _HEARD, None, _OWNER, (Guard.ASKED_IN_TIME,), E.FINDINGS_ANSWERED, _HEARING
    ),
    ApplicationWork.RECORD_ANSWER: Row(
        (A.RECEIVED,), None, _OFFICER, (), E.REQUEST_ANSWERED, _CHECKING
    ),
    ApplicationWork.RECORD_STATEMENTS: Row(
        _HEARD, None, _OFFICER, (), E.FINDINGS_ANSWERED, _HEARING
    ),
    ApplicationWork.WEIGH_ANSWER: Row(_HEARD, None, _OFFICER, (), E.ANSWER_WEIGHED, _HEARING),
    **MEMBER_WORK,
    # After the scores are revealed too: whoever steps in for a member in conflict writes then.
    ApplicationWork.SAVE_SHEET: Row(_JUDGED, None, SCORERS, (), None, _SCORING),
    ApplicationWork.LOCK_SHEET: Row(_JUDGED, None, SCORERS, (), E.SHEET_LOCKED, _SCORING),
    # A sheet until the scores are revealed; after a return everything of what is returned. Where
    # the chair has stepped out, the secretary does it.
    ApplicationWork.REOPEN_CASE: Row(
        _JUDGED, None, (Part.CHAIR,), (Guard.REOPENABLE,), E.CASE_REOPENED, _SCORING
    ),
    ApplicationWork.AGREE_SCORE: Row(_JUDGED, None, LEADERS, _AGREED, E.AGREED_SCORE_SET, _SCORING),
    # What the secretary has prepared becomes the committee's own with the vote on the proposal.
    ApplicationWork.WRITE_REASON: Row(_JUDGED, None, LEADERS, _WRITTEN, None, _SCORING),
}

_TABLES: Mapping[type[StrEnum], Mapping[StrEnum, Row]] = {
    CallStep: CALL_STEPS,
    CallWork: CALL_WORK,
    ApplicationStep: APPLICATION_STEPS,
    ApplicationWork: APPLICATION_WORK,
}


def row_of(step: StrEnum) -> Row:
    return _TABLES[type(step)][step]


def target_of(table: Mapping[StrEnum, Row], step: StrEnum, state: StrEnum) -> StrEnum:
    """Return the state to which `step` leads from `state`; StepNotAllowed if it does not."""
    row = table[step]
    if state not in row.sources or row.target is None:
        raise StepNotAllowed(step, state)
    return row.target


def is_allowed(table: Mapping[StrEnum, Row], step: StrEnum, state: StrEnum) -> bool:
    """Tell whether `step` may be taken in `state`."""
    return state in table[step].sources
