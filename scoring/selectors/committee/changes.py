"""Who sits in the committee of a call, who has left it, and which seats are empty."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from accounts.models import User
from grants.core import call_stages
from grants.models import Call
from scoring.models import Committee, CommitteeMember, CommitteeRole, ScoreSheet
from scoring.selectors.sheets import progress_of_members

# Who may take the seat of somebody who left, of those who sit there already.
_STEP_IN: dict[str, tuple[CommitteeRole, ...]] = {
    CommitteeRole.CHAIR: (CommitteeRole.MEMBER, CommitteeRole.SUBSTITUTE),
    CommitteeRole.MEMBER: (CommitteeRole.SUBSTITUTE,),
}


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat as the page of the committee shows it; `successor` is the seat that took it.

    `locked` are sheets; of those who sit only as far as they are `due`, which is None where the
    call is not being scored.
    """

    seat: CommitteeMember
    locked: int
    due: int | None
    successor: CommitteeMember | None

    @property
    def is_empty(self) -> bool:
        return self.seat.left_at is not None and self.successor is None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that became of the committee: `kind` is `appointed`, `left` or `taken`."""

    kind: str
    at: datetime
    day: date | None
    decision: str
    by: User | None
    line: SeatLine | None = None


@dataclass(frozen=True, slots=True)
class Composition:
    """Those who sit, those who left, and what happened, in the order in which it did."""

    committee: Committee
    sitting: Sequence[SeatLine]
    left: Sequence[SeatLine]
    changes: Sequence[Change]

    @property
    def first_empty(self) -> CommitteeMember | None:
        return next((line.seat for line in self.left if line.is_empty), None)

    @property
    def voting(self) -> int:
        return sum(
            line.seat.role in (CommitteeRole.CHAIR, CommitteeRole.MEMBER) for line in self.sitting
        )


def may_step_in(mine: CommitteeMember, seat: CommitteeMember) -> bool:
    """Whether somebody who sits in the committee may take the seat of who left; once each."""
    sits = mine.left_at is None and mine.in_place_of_id is None
    return sits and mine.role in _STEP_IN.get(seat.role, ())


def composition_of(committee: Committee) -> Composition:
    """A fixed number of queries."""
    seats = list(
        committee.members.select_related(
            "user", "in_place_of__user", "left_by", "took_by"
        ).order_by("pk")
    )
    call, locked = committee.call, locked_sheets(committee.call)
    due = progress_of_members(call) if call.state in call_stages.IN_SCORING else None
    successors = {one.in_place_of_id: one for one in seats if one.in_place_of_id}
    lines = [_line(one, locked[one.pk], due, successors.get(one.pk)) for one in seats]
    return Composition(
        committee,
        [line for line in lines if line.seat.left_at is None],
        [line for line in lines if line.seat.left_at is not None],
        _changes(committee, lines),
    )


def _line(
    seat: CommitteeMember,
    locked: int,
    due: Mapping[int, tuple[int, int]] | None,
    successor: CommitteeMember | None,
) -> SeatLine:
    if due is None or seat.left_at is not None:
        return SeatLine(seat, locked, None, successor)
    return SeatLine(seat, *due.get(seat.pk, (0, 0)), successor)


def locked_sheets(call: Call) -> Counter[int]:
    """How many a member has locked, by seat; nothing of what stands on them."""
    rows = ScoreSheet.objects.filter(application__call=call).order_by()
    is_locked = Q(locked_at__isnull=False)
    return Counter(dict(rows.values_list("member").annotate(n=Count("pk", filter=is_locked))))


def _changes(committee: Committee, lines: Sequence[SeatLine]) -> list[Change]:
    at, decision = committee.appointed_at, committee.appointment
    first = Change("appointed", at, committee.decided_on, decision, None)
    found = [first]
    for line in lines:
        one = line.seat
        if one.took_at is not None:
            found.append(
                Change("taken", one.took_at, one.took_on, one.took_decision, one.took_by, line)
            )
        if one.left_at is not None:
            found.append(
                Change("left", one.left_at, one.left_on, one.left_decision, one.left_by, line)
            )
    return sorted(found, key=lambda one: one.at)
