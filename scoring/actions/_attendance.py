"""The attendance of an opening session or of a meeting, as its row keeps it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from grants.models import Call
from scoring.models import CommitteeMember, CommitteeRole
from scoring.selectors.committee.attendance import (
    VOTING,
    Attendance,
    Line,
    quorum_of,
    seats_of_call,
    vacant_seats,
)

OFFICER = "officer"
Words = str | Promise
NOTHING_OPENED = gettext_lazy(
    "The committee has no quorum, so nothing is opened: %(appointed)d members with a"
    " vote were appointed, %(here)d are here, at least %(needed)d are needed. A"
    " substitute counts only in the place of a member."
)
NO_MEETING = gettext_lazy(
    "The committee has no quorum, so the meeting does not begin: %(appointed)d members with a"
    " vote were appointed, %(here)d are here, at least %(needed)d are needed. A"
    " substitute counts only in the place of a member."
)


def take_attendance(
    call: Call,
    given: Attendance,
    acting: Iterable[User],
    noted: Sequence[Line] = (),
    needs: Words | None = NOTHING_OPENED,
) -> list[dict[str, Any]]:
    """[{user, name, role, in_place_of?: {user, name}}]: the committee as it sits now, then others.

    Those who act are there, marked or not; of people outside the committee only officers who were
    `noted` before can be marked.
    Raises Refused, also where the committee has no quorum; `needs` are the words for that, None
    where it goes on without one.
    """
    seats = list(seats_of_call(call))
    sitting = {seat.user_id: seat for seat in seats if seat.left_at is None}
    people = {user.pk: user for user in (*given.present, *acting)}
    officers = {line["user"] for line in noted if line["role"] == OFFICER}
    known = {*sitting, *officers, *(user.pk for user in acting)}
    if not people.keys() <= known:
        raise Refused(
            _("Whoever has left the committee, or was never in it, is not marked as present."),
            field="present",
        )
    in_place = _in_place(seats, people, given.in_place)
    lines = [
        {"user": seat.user_id, "name": seat.user.name, "role": str(seat.role)}
        | ({"in_place_of": in_place[seat.user_id]} if seat.user_id in in_place else {})
        for seat in sitting.values()
        if seat.user_id in people
    ]
    others = [user for pk, user in sorted(people.items()) if pk not in sitting]
    lines += [{"user": user.pk, "name": user.name, "role": OFFICER} for user in others]
    if needs is not None:
        _require_quorum(seats, lines, needs)
    return lines


def noted_attendance(call: Call, lines: Sequence[Line]) -> Attendance:
    """What was noted before, to be taken anew, without those who have left the committee since."""
    sitting = {seat.user_id: seat.role for seat in seats_of_call(call) if seat.left_at is None}
    still = [line for line in lines if line["role"] == OFFICER or line["user"] in sitting]
    return Attendance(
        list(User.objects.filter(pk__in=[line["user"] for line in still])),
        {
            line["user"]: line["in_place_of"]["user"]
            for line in still
            if "in_place_of" in line and sitting[line["user"]] == CommitteeRole.SUBSTITUTE
        },
    )


def pseudonyms_of(call: Call, lines: Sequence[Line]) -> list[str]:
    return [pseudonym_in_call(user_id=line["user"], call_code=call.code) for line in lines]


def _in_place(
    seats: Sequence[CommitteeMember], people: Mapping[int, User], given: Mapping[int, int]
) -> dict[int, dict[str, Any]]:
    """By substitute in whose place; each seat once, and only where its holder is not there."""
    found: dict[int, dict[str, Any]] = {}
    absent = {seat.user_id: seat for seat in _without_holder(seats, people)}
    for seat in seats:
        if seat.user_id not in given or seat.left_at is not None:
            continue
        name, whose = f"in_place_{seat.user_id}", given[seat.user_id]
        if seat.role != CommitteeRole.SUBSTITUTE or seat.user_id not in people:
            words = _("%(name)s is not here as a substitute and sits in nobody’s place.")
            raise Refused(words % {"name": seat.user.name}, field=name)
        if whose not in absent:
            words = _(
                "This seat needs no substitute: its member is here, or another one sits there."
            )
            raise Refused(words, field=name)
        found[seat.user_id] = {"user": whose, "name": absent.pop(whose).user.name}
    return found


def _without_holder(
    seats: Sequence[CommitteeMember], people: Mapping[int, User]
) -> Iterator[CommitteeMember]:
    for seat in seats:
        if seat.left_at is None and seat.role in VOTING and seat.user_id not in people:
            yield seat
    yield from vacant_seats(seats)


def _require_quorum(seats: Sequence[CommitteeMember], lines: Sequence[Line], needs: Words) -> None:
    quorum = quorum_of(seats, lines)
    if not quorum.is_met:
        counts = {"appointed": quorum.appointed, "here": quorum.here, "needed": quorum.needed}
        raise Refused(str(needs) % counts, field="present")
