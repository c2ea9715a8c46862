"""Who leads a meeting of the committee and signs its minutes, and what must be there for that."""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from grants.core.workflow import CallWork, Guard
from grants.models import Application, Call
from grants.selectors.may import Fault, Subject, Way, register_guard, register_way
from scoring.permissions import keep_attendance, lead_committee, lead_meeting, sit_in_committee
from scoring.selectors.committee.role_in_call import role_in_call
from scoring.selectors.meetings.adopted import before_proposal
from scoring.selectors.meetings.running import quorum_in, running_meeting


def _no_meeting(call: Call, at: datetime | None) -> Fault:
    return _ANOTHER_MEETING if running_meeting(call) is not None else None


def _meeting_runs(call: Call, at: datetime | None) -> Fault:
    return None if running_meeting(call) is not None else _NO_MEETING


def _quorum(subject: Subject, at: datetime | None) -> Fault:
    call = subject.call if isinstance(subject, Application) else subject
    meeting = running_meeting(call)
    if meeting is None:
        return _NO_MEETING
    return None if quorum_in(meeting).is_met else _NO_QUORUM


def _adopted(call: Call, at: datetime | None) -> Fault:
    return before_proposal(call)


_ANOTHER_MEETING = _("A meeting is under way already.")
_NO_MEETING = _(
    "The committee agrees and votes in a meeting. Begin the meeting first, with who is present."
)
_NO_QUORUM = _(
    "The committee has no quorum now, so nothing is agreed and nothing is voted on. Change the"
    " attendance when somebody comes."
)
_MEETINGS = _("The committee meets while the call is being scored.")
_SIGNING = _("Minutes are signed off until the proposal is made.")
_MEETS = _("The committee meets after the scores are revealed.")
_WAYS: tuple[tuple[StrEnum, Way], ...] = (
    (
        CallWork.BEGIN_MEETING,
        Way(lead_committee, _MEETINGS, role_in_call, {Guard.SCORES_REVEALED: _MEETS}),
    ),
    (CallWork.CHANGE_ATTENDANCE, Way(keep_attendance, _MEETINGS, role_in_call)),
    (CallWork.ADOPT_PROPOSAL, Way(lead_meeting, _MEETINGS, role_in_call)),
    (CallWork.END_MEETING, Way(lead_meeting, _MEETINGS, role_in_call)),
    (CallWork.SIGN_MINUTES, Way(sit_in_committee, _SIGNING, role_in_call)),
    (CallWork.NOTE_UNSIGNED, Way(lead_committee, _SIGNING, role_in_call)),
)


def register_meeting_steps() -> None:
    for step, way in _WAYS:
        register_way(step, way)
    register_guard(Guard.NO_MEETING, _no_meeting)
    register_guard(Guard.MEETING_RUNS, _meeting_runs)
    register_guard(Guard.QUORUM, _quorum)
    register_guard(Guard.ADOPTED, _adopted)
