"""Who is at a session or meeting of the committee, and whether it has a quorum.

A committee decides when more than half of those appointed with a vote are there. Seats are counted
as they were appointed: one that somebody has left still counts among them, so that nobody makes a
quorum by taking members out of the committee. A substitute counts for the member in whose place the
substitute sits, and for nobody without that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from grants.models import Call
from scoring.models import CommitteeMember, CommitteeRole

Line = Mapping[str, Any]
VOTING = (CommitteeRole.CHAIR, CommitteeRole.MEMBER)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is marked as present; `in_place` are keys of persons: substitute → whose seat it is."""

    present: Sequence[User]
    in_place: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Votes: those of the committee as it was appointed, and those that are there."""

    appointed: int
    here: int

    @property
    def needed(self) -> int:
        return self.appointed // 2 + 1

    @property
    def is_met(self) -> bool:
        return self.here >= self.needed


def seats_of_call(call: Call) -> QuerySet[CommitteeMember]:
    """All seats of its committee, left or not, in the order of appointment."""
    seats = CommitteeMember.objects.filter(committee__call=call)
    return seats.select_related("user", "committee").order_by("pk")


def quorum_of(seats: Iterable[CommitteeMember], lines: Iterable[Line]) -> Quorum:
    """`lines` are those of the attendance, as the session or the meeting keeps them."""
    # Whoever was taken in later sits on a seat that is counted already.
    first = [seat for seat in seats if seat.took_at is None or seat.former_role]
    appointed = sum((seat.former_role or seat.role) in VOTING for seat in first)
    return Quorum(appointed, sum(has_vote(line) for line in lines))


def has_vote(line: Line) -> bool:
    return line["role"] in VOTING or "in_place_of" in line


def vacant_seats(seats: Sequence[CommitteeMember]) -> list[CommitteeMember]:
    """Seats with a vote whose holder has left, and that nobody was given since."""
    given = {seat.in_place_of_id for seat in seats}
    return [
        seat
        for seat in seats
        if seat.left_at is not None and seat.role in VOTING and seat.pk not in given
    ]
