"""Who can be marked as present at a meeting, and who is."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from grants.models import Call
from scoring.models import CommitteeMember, CommitteeRole
from scoring.selectors.committee.attendance import Line, seats_of_call, vacant_seats
from scoring.selectors.meetings.running import running_meeting


@dataclass(frozen=True)
class MeetingPeople:
    """`seats` of those who sit there now; `noted` who is there of them."""

    seats: Sequence[CommitteeMember]
    vacant: Sequence[CommitteeMember]
    noted: Sequence[Line]
    presides: int | None = None
    others: Sequence[User] = ()

    def role_words(self, user: User) -> str:
        roles = {seat.user_id: seat.role for seat in self.seats}
        return str(CommitteeRole(roles[user.pk]).label)


def people_of_meeting(call: Call) -> MeetingPeople:
    every = list(seats_of_call(call))
    sitting = [seat for seat in every if seat.left_at is None]
    meeting = running_meeting(call)
    chair = next((seat.user_id for seat in sitting if seat.role == CommitteeRole.CHAIR), None)
    return MeetingPeople(
        seats=sitting,
        vacant=vacant_seats(every),
        noted=meeting.present if meeting is not None else (),
        presides=meeting.presides if meeting is not None else chair,
    )
