"""The rows of the tables about a committee: who sits in it, who of it judges an application, and
its meetings.

`tables.py` has all the others, and says what a row is for.
"""

from collections.abc import Mapping
from enum import StrEnum

from audit.core.entry import EntryType as E
from grants.core.workflow import (
    ApplicationState,
    ApplicationWork,
    CallState,
    CallWork,
    Guard,
    Part,
    Row,
)

C, A = CallState, ApplicationState
_OFFICER, _OFFICER_OR_CHAIR = (Part.OFFICER,), (Part.OFFICER, Part.CHAIR)
# Until the sheets are revealed another committee can judge.
_CHANGED = (C.DRAFT, C.PUBLISHED, C.OPENED, C.CHECKING, C.SCORING)
_HIDDEN = (Guard.COMMITTEE, Guard.SCORES_HIDDEN)

COMMITTEE_WORK: Mapping[StrEnum, Row] = {
    CallWork.APPOINT_COMMITTEE: Row(
        (C.DRAFT, C.PUBLISHED, C.OPENED, C.CHECKING),
        None,
        _OFFICER,
        (Guard.NO_COMMITTEE,),
        E.COMMITTEE_APPOINTED,
    ),
    CallWork.RELEASE_MEMBER: Row(_CHANGED, None, _OFFICER, _HIDDEN, E.COMMITTEE_CHANGED),
    CallWork.EXCUSE_MEMBER: Row(_CHANGED, None, _OFFICER_OR_CHAIR, _HIDDEN, E.COMMITTEE_CHANGED),
    CallWork.GIVE_SEAT: Row(_CHANGED, None, _OFFICER, _HIDDEN, E.COMMITTEE_CHANGED),
}

_SCORING = (C.SCORING,)
_LEADERS = (Part.CHAIR, Part.SECRETARY)
_SEATED = (*_LEADERS, Part.MEMBER, Part.SUBSTITUTE)
_RUNS = (Guard.MEETING_RUNS,)

MEETING_WORK: Mapping[StrEnum, Row] = {
    CallWork.BEGIN_MEETING: Row(
        _SCORING,
        None,
        _LEADERS,
        (Guard.SCORES_REVEALED, Guard.NO_MEETING),
        E.MEETING_BEGUN,
    ),
    # Whoever leads may be the one who goes.
    CallWork.CHANGE_ATTENDANCE: Row(
        _SCORING, None, (*_SEATED, Part.OFFICER), _RUNS, E.MEETING_ATTENDED
    ),
    # The committee makes the proposal; the officer sends it to whoever signs. Whoever presides over
    # the meeting leads it too, whatever the seat: no part says that, for it ends with the meeting.
    CallWork.ADOPT_PROPOSAL: Row(_SCORING, None, _LEADERS, (Guard.QUORUM,), E.VOTE_TAKEN),
    CallWork.END_MEETING: Row(_SCORING, None, _LEADERS, _RUNS, E.MEETING_ENDED),
    CallWork.SIGN_MINUTES: Row(_SCORING, None, _SEATED, (), E.MINUTES_SIGNED),
    CallWork.NOTE_UNSIGNED: Row(_SCORING, None, _LEADERS, (), E.MINUTES_SIGNED),
}

_TO_JUDGE = (A.RECEIVED, A.COMPLETE)
_JUDGING = (C.CHECKING, C.SCORING)
_NOT_REVEALED = (Guard.SCORES_HIDDEN,)

MEMBER_WORK: Mapping[StrEnum, Row] = {
    # After the reveal nobody chooses who judges.
    ApplicationWork.OBJECT_TO_MEMBER: Row(
        _TO_JUDGE, None, (Part.OWNER,), _NOT_REVEALED, E.MEMBER_OBJECTED, _JUDGING
    ),
    ApplicationWork.RECORD_OBJECTION: Row(
        _TO_JUDGE, None, _OFFICER, _NOT_REVEALED, E.MEMBER_OBJECTED, _JUDGING
    ),
    # What was objected before a dismissal gets its answer too.
    ApplicationWork.DECIDE_OBJECTION: Row(
        (*_TO_JUDGE, A.DISMISSED),
        None,
        (*_OFFICER_OR_CHAIR, Part.APPROVER),
        (),
        E.OBJECTION_DECIDED,
        _JUDGING,
    ),
    ApplicationWork.EXCLUDE_MEMBER: Row(
        _TO_JUDGE, None, _OFFICER_OR_CHAIR, _NOT_REVEALED, E.MEMBER_EXCLUDED, _JUDGING
    ),
}
