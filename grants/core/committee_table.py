"""The rows of the tables about a committee: who sits in it, and who of it judges an application.

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

_TO_JUDGE = (A.RECEIVED, A.COMPLETE)
_JUDGING = (C.CHECKING, C.SCORING)
_NOT_REVEALED = (Guard.SCORES_HIDDEN,)

MEMBER_WORK: Mapping[StrEnum, Row] = {
    # After the reveal nobody chooses who judges.
    ApplicationWork.OBJECT_TO_MEMBER: Row(
        _TO_JUDGE, None, (Part.OWNER,), _NOT_REVEALED, E.MEMBER_OBJECTED, _JUDGING
    ),
    # What was objected before a dismissal gets its answer too.
    ApplicationWork.DECIDE_OBJECTION: Row(
        (*_TO_JUDGE, A.DISMISSED), None, _OFFICER_OR_CHAIR, (), E.OBJECTION_DECIDED, _JUDGING
    ),
    ApplicationWork.EXCLUDE_MEMBER: Row(
        _TO_JUDGE, None, _OFFICER_OR_CHAIR, _NOT_REVEALED, E.MEMBER_EXCLUDED, _JUDGING
    ),
}
