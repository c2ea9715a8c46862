"""Where the opening of a call stands, for the person who looks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from accounts.models import Role, User
from grants.core import application_stages, call_stages
from grants.exclusion import excluded
from grants.models import Call, PaperFiling
from grants.permissions import kept_out_of_call
from grants.selectors.calls.paper_applications import late_filings, sealed_in_time
from grants.selectors.calls.unreadable_files import unreadable_numbers
from scoring.models import CommitteeMember, CommitteeRole, OpeningSession
from scoring.models.opening_session import BETWEEN_CONFIRMATIONS
from scoring.permissions import confirm_opening
from scoring.selectors.committee.attendance import (
    Quorum,
    quorum_of,
    seats_of_call,
    vacant_seats,
)
from scoring.selectors.opening.lost_files import LostFile, lost_files


class Stage(StrEnum):
    """What comes next."""

    EARLY = "early"
    NO_COMMITTEE = "no_committee"
    START = "start"
    FIRST_KEY = "first_key"
    SECOND_KEY = "second_key"
    WAIT_FOR_ANOTHER = "wait_for_another"
    # Both have confirmed, and the workers open; or they were interrupted.
    OPENING = "opening"
    OPEN = "open"
    CLOSED = "closed"


# Whoever confirms at these says who is there as well.
TO_CONFIRM = (Stage.FIRST_KEY, Stage.SECOND_KEY, Stage.WAIT_FOR_ANOTHER)


@dataclass(frozen=True)
class Withdrawn:
    number: str
    lot: str
    at: datetime | None


@dataclass(frozen=True)
class Opening:
    """The session as its page shows it; `session` is None until it begins.

    `lines` are the opened applications that are not closed to the reader; where one is closed,
    `is_kept_out` is true and no sum is shown, because it would give away what is left out.
    """

    call: Call
    session: OpeningSession | None
    stage: Stage
    seats: list[CommitteeMember]
    may_confirm: bool
    sent: int
    withdrawn: list[Withdrawn]
    late: list[PaperFiling]
    lines: list[dict[str, Any]]
    is_kept_out: bool
    lost: list[LostFile]
    vacant: list[CommitteeMember]
    quorum: Quorum
    others: list[User]
    unreadable: list[str]

    @property
    def noted(self) -> list[dict[str, Any]]:
        return self.session.present if self.session is not None else []

    @property
    def may_open_lost(self) -> bool:
        waits = any(not one.is_open and not one.is_asked for one in self.lost)
        return self.may_confirm and waits

    @property
    def total_cents(self) -> int:
        return sum(line["requested_cents"] for line in self.lines)

    @property
    def lapses_at(self) -> datetime | None:
        if self.session is None or self.session.first_at is None:
            return None
        return self.session.first_at + BETWEEN_CONFIRMATIONS

    def role_words(self, user: User) -> str:
        for seat in self.seats:
            if seat.user_id == user.pk:
                return str(CommitteeRole(seat.role).label)
        return str(Role.OFFICER.label)


def opening_of(call: Call, user: User, now: datetime) -> Opening:
    """Reads only; the acts ask the ledger's clock once more."""
    rows = OpeningSession.objects.filter(call=call).select_related("first_by", "second_by", "entry")
    session = rows.first()
    every = list(seats_of_call(call))
    quorum, vacant = quorum_of(every, session.present if session else ()), vacant_seats(every)
    found = _sitting(every, session)
    lines = _lines(session, user)
    return Opening(
        call=call,
        session=session,
        stage=_stage(call, session, found, user, now),
        seats=found,
        may_confirm=confirm_opening.allows(user, call),
        sent=sealed_in_time(call).count(),
        withdrawn=withdrawn_of(call),
        late=list(late_filings(call, session.closed_at if session else None)),
        lines=lines,
        is_kept_out=kept_out_of_call.allows(user, call),
        lost=lost_files(call, lines),
        vacant=vacant,
        quorum=quorum,
        others=_others(session, found),
        unreadable=unreadable_numbers(call),
    )


def _sitting(seats: list[CommitteeMember], session: OpeningSession | None) -> list[CommitteeMember]:
    """Who sits in the committee; of a session that has ended who sat in it then, as what."""
    if session is None or session.closed_at is None:
        return [seat for seat in seats if seat.left_at is None]
    found = [seat for seat in seats if seat.sat_at(session.closed_at)]
    for seat in found:
        seat.role = seat.role_at(session.closed_at)
    return found


def _others(session: OpeningSession | None, sitting: list[CommitteeMember]) -> list[User]:
    seated = {seat.user_id for seat in sitting}
    here = [line["user"] for line in session.present] if session else []
    others = [pk for pk in here if pk not in seated]
    return list(User.objects.filter(pk__in=others).order_by("pk")) if others else []


def _lines(session: OpeningSession | None, user: User) -> list[dict[str, Any]]:
    if session is None:
        return []
    closed = session.call.applications.filter(excluded(user)).values_list("number", flat=True)
    hidden = set(closed)
    return [line for line in session.opened if line["number"] not in hidden]


def withdrawn_of(call: Call) -> list[Withdrawn]:
    rows = call.applications.filter(state__in=application_stages.WITHDRAWN).select_related("lot")
    times = dict(call.state_changes.filter(step="withdraw").values_list("application_id", "at"))
    return [Withdrawn(row.number, row.lot.code, times.get(row.pk)) for row in rows.order_by("pk")]


def _stage(
    call: Call,
    session: OpeningSession | None,
    seats: list[CommitteeMember],
    user: User,
    now: datetime,
) -> Stage:
    if session is None:
        if call.state not in call_stages.SEALED or call.opening_at is None or now < call.opening_at:
            return Stage.EARLY
        return Stage.START if seats else Stage.NO_COMMITTEE
    if session.closed_at is not None:
        return Stage.CLOSED
    if session.second_at is not None:
        return Stage.OPENING if call.state in call_stages.SEALED else Stage.OPEN
    if session.first_at is None or now - session.first_at > BETWEEN_CONFIRMATIONS:
        return Stage.FIRST_KEY
    return Stage.WAIT_FOR_ANOTHER if session.first_by_id == user.pk else Stage.SECOND_KEY
