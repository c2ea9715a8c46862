"""The meeting that is under way, who is there and who votes on what."""

from collections.abc import Sequence

from accounts.models import User
from grants.exclusion import excluded
from grants.models import Application, Call
from scoring.models import CommitteeMeeting
from scoring.selectors.committee.attendance import (
    Line,
    Quorum,
    has_vote,
    quorum_of,
    seats_of_call,
)


def running_meeting(call: Call) -> CommitteeMeeting | None:
    return CommitteeMeeting.objects.filter(call=call, ended_at=None).first()


def quorum_in(meeting: CommitteeMeeting) -> Quorum:
    """As it is now; of one that has ended as it was at the end."""
    return quorum_of(seats_of_call(meeting.call), meeting.present)


def voters_of(meeting: CommitteeMeeting, application: Application | None = None) -> list[Line]:
    """Those there with a vote; on an application without those who are kept out of it."""
    lines: Sequence[Line] = [line for line in meeting.present if has_vote(line)]
    if application is None:
        return list(lines)
    people = User.objects.in_bulk([line["user"] for line in lines])
    return [line for line in lines if not _is_kept_out(people[line["user"]], application)]


def _is_kept_out(user: User, application: Application) -> bool:
    return Application.objects.filter(excluded(user), pk=application.pk).exists()
