"""End a meeting: its minutes are fixed, and those who were there sign them off."""

from accounts.models import User
from audit.core import canonical
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from scoring.actions.meetings._meeting import lock_running, written_words
from scoring.models import CommitteeMeeting
from scoring.selectors.meetings.minutes import meeting_minutes
from scoring.waiting_mail import ask_for_signatures


def end_meeting(*, call: Call, remarks: str, actor: User) -> CommitteeMeeting:
    """The meeting with its minutes, whose hash the ledger has. Raises Refused."""
    with act(call, CallWork.END_MEETING, actor) as done:
        done.require()
        meeting = lock_running(done.call, actor)
        meeting.remarks = written_words(remarks, "remarks")
        meeting.ended_at, meeting.ended_by = done.at, actor
        meeting.minutes = meeting_minutes(meeting)
        meeting.minutes_sha256 = canonical.digest(meeting.minutes)
        meeting.end_entry = done.record(
            pub={"meeting": meeting.number, "minutes": meeting.minutes_sha256},
            payload={"meeting": meeting.number, "minutes": meeting.minutes_sha256},
            rows={"meeting ended": [meeting]},
        )
        meeting.save()
        ask_for_signatures(done, [line["user"] for line in meeting.came])
        return meeting
