"""Somebody comes to the meeting or leaves it."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import mark_of, require_seen
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from scoring.actions._attendance import pseudonyms_of, take_attendance
from scoring.actions.meetings._meeting import NOT_THERE, lock_meeting, present_line
from scoring.actions.meetings.begin_meeting import require_presiding
from scoring.models import CommitteeMeeting
from scoring.permissions import lead_committee, sit_in_committee
from scoring.selectors.committee.attendance import Attendance

_NOT_NOTED = _(
    "You are not noted as present at this meeting. Somebody who is there notes that you come."
)
_STILL_HERE = _(
    "Whoever enters this is here. That you have gone is noted by somebody who stays, or by the"
    " office."
)


def change_attendance(
    *, call: Call, attendance: Attendance, presides: int, actor: User, seen: str = ""
) -> CommitteeMeeting:
    """The meeting with who is there from now on; the same people once more change nothing.

    It is noted by somebody who is there, by whoever leads the committee and comes, or by the
    officer, who is not one of those present. Without a quorum the meeting goes on, and nothing is
    agreed or voted on. `seen` is the mark of the attendance that the page showed.
    Raises Refused, ChangedMeanwhile.
    """
    with act(call, CallWork.CHANGE_ATTENDANCE, actor) as done:
        done.require()
        meeting = lock_meeting(done.call)
        if sit_in_committee.allows(actor, done.call):
            _require_here(meeting, attendance, actor)
        lines = take_attendance(done.call, attendance, [], needs=None)
        require_presiding(lines, presides)
        last = meeting.attendance[-1]
        if last["present"] == lines and last["presides"] == presides:
            return meeting
        require_seen(seen, stored_attendance(meeting))
        moment = {"at": done.at.isoformat(), "presides": presides, "present": lines}
        meeting.attendance = [*meeting.attendance, moment]
        done.record(
            pub={"meeting": meeting.number},
            payload={"meeting": meeting.number, "present": pseudonyms_of(done.call, lines)},
        )
        meeting.save(update_fields=["attendance"])
        return meeting


def _require_here(meeting: CommitteeMeeting, attendance: Attendance, actor: User) -> None:
    """Raises Refused."""
    was_here = present_line(meeting.present, actor.pk) is not None
    if not was_here and not lead_committee.allows(actor, meeting.call):
        raise Refused(_NOT_NOTED, field="present")
    if actor not in attendance.present:
        raise Refused(_STILL_HERE if was_here else NOT_THERE, field="present")


def stored_attendance(meeting: CommitteeMeeting) -> dict[str, str]:
    """What another change would overwrite."""
    return {"attendance": str(len(meeting.attendance))}


def seen_attendance(meeting: CommitteeMeeting) -> str:
    return mark_of(stored_attendance(meeting))
