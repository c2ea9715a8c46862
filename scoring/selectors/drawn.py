"""What the assessors of a call are drawn from, and who is drawn for an application today.

Seats have numbers in a draw. Their order is that of pseudonyms which stand nowhere else, so that
what is published does not say whose they are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from audit.keys.pseudonyms import pseudonym_of_seat
from grants.models import Application, Call
from grants.selectors.may import Fault
from scoring.core.draw import Seats, ToDraw, seats_in_order
from scoring.models import (
    SITS,
    AssessorDraw,
    CommitteeMember,
    CommitteeRole,
    ScoreSheet,
)
from scoring.permissions import SCORING_ROLES
from scoring.selectors.committee.recusals import SEAT, declared_in_seats, lots_of_members
from scoring.selectors.runs.evaluation import COUNTED_STATES
from scoring.selectors.runs.lot_rules import LotRules, leaves_judging, lot_rules, rules_of_lots


@dataclass(frozen=True, slots=True)
class DrawnFrom:
    """Everything that a draw depends on besides its seed. `keys` are those of the seats by number;
    `rows` as they are published, without their order.
    """

    keys: tuple[int, ...]
    seats: Seats
    applications: tuple[ToDraw, ...]
    rows: tuple[Mapping[str, Any], ...]

    @property
    def said(self) -> dict[str, Any]:
        return {
            "seats": len(self.keys),
            "substitutes": list(self.seats.substitutes),
            "applications": list(self.rows),
        }


def most_drawn(call: Call) -> int:
    """The most that a lot draws for an application; 0 where none does."""
    lots = [lot for lot in call.file.leaves if lot.aggregation.assessors is not None]
    return max((lot_rules(call, lot.code).assessors or 0 for lot in lots), default=0)


def too_few_to_draw(call: Call, at: datetime | None) -> Fault:
    """Why the scoring cannot begin: fewer seats than are drawn for an application."""
    wanted = most_drawn(call)
    seats = CommitteeMember.objects.filter(SITS, committee__call=call, role__in=SCORING_ROLES)
    if seats.count() >= wanted:
        return None
    words = gettext(
        "The call has %(count)d members drawn for each application, and fewer sit in the committee."
    )
    return words % {"count": wanted}


def drawn_from(call: Call) -> DrawnFrom | None:
    """As of this moment; None where nothing is drawn."""
    rules = {pk: lot for pk, lot in rules_of_lots(call).items() if lot.assessors is not None}
    if not rules:
        return None
    members = CommitteeMember.objects.filter(SITS, committee__call=call, role__in=SCORING_ROLES)
    rows = sorted(
        members.values_list("pk", "user_id", "role"),
        key=lambda row: pseudonym_of_seat(user_id=row[1], call_code=call.code),
    )
    number_of = {pk: str(place) for place, (pk, _user, _role) in enumerate(rows, 1)}
    last = [number_of[pk] for pk, _user, role in rows if role == CommitteeRole.SUBSTITUTE]
    first = [number for number in number_of.values() if number not in last]
    found = [
        (row, rules[row.lot_id], {number_of[pk] for pk in out if pk in number_of})
        for row, out in _with_recused(call, rules)
    ]
    return DrawnFrom(
        tuple(number_of),
        Seats(tuple(first), tuple(last)),
        tuple(ToDraw(row.number, lot.assessors or 0, out) for row, lot, out in found),
        tuple(
            {"number": row.number, "lot": row.lot.code, "out": sorted(out, key=int)}
            for row, _lot, out in found
        ),
    )


def _with_recused(
    call: Call, rules: Mapping[int, LotRules]
) -> Iterable[tuple[Application, set[int]]]:
    """The applications of these lots that leave something to assessors, by number, each with the
    seats that step out.
    """
    applied = lots_of_members([call.pk])
    declared: dict[int, set[int]] = defaultdict(set)
    said = declared_in_seats(application__call=call).order_by()
    for application, seat in said.values_list("application_id", SEAT):
        declared[application].add(seat)
    rows = call.applications.filter(state__in=COUNTED_STATES, lot__in=rules).order_by("number")
    rows = rows.select_related("lot").prefetch_related("recognised_facts")
    for row in rows.defer("sealed", "wrapped_key"):
        row.call = call
        if leaves_judging(row, rules[row.lot_id]):
            yield row, applied[row.lot_id] | declared[row.pk]


@dataclass(frozen=True)
class CallDraw:
    """The draw of a call as it holds today: whoever has taken a seat has its place in it."""

    seed: str
    seats: Seats
    holders: Mapping[str, int | None]
    orders: Mapping[str, Sequence[str]]

    def order(self, number: str) -> list[int]:
        """Keys of seats; of an application that was not there by the same seed."""
        found = self.orders.get(number) or seats_in_order(self.seed, number, self.seats)
        return [seat for one in found if (seat := self.holders[one]) is not None]


def draws_of(calls: Collection[int]) -> dict[int, CallDraw]:
    """By call; without those in which nothing was drawn yet. Two queries."""
    kept = list(AssessorDraw.objects.filter(call__in=calls).order_by("call"))
    if not kept:
        return {}
    members = CommitteeMember.objects.filter(committee__call__in=[one.call_id for one in kept])
    heir = {
        before: pk for pk, before in members.values_list("pk", "in_place_of") if before is not None
    }
    sits = set(members.filter(SITS).values_list("pk", flat=True))

    def holder(seat: int) -> int | None:
        while seat not in sits and seat in heir:
            seat = heir[seat]
        return seat if seat in sits else None

    return {one.call_id: _read(one, [holder(seat) for seat in one.seats]) for one in kept}


def _read(kept: AssessorDraw, holders: Sequence[int | None]) -> CallDraw:
    names = [str(place) for place in range(1, len(holders) + 1)]
    last = kept.draw["substitutes"]
    return CallDraw(
        kept.seed,
        Seats(tuple(name for name in names if name not in last), tuple(last)),
        dict(zip(names, holders, strict=True)),
        {row["number"]: row["order"] for row in kept.draw["applications"]},
    )


def begun_sheets(**which: Any) -> dict[int, set[int]]:
    """By application the members who have begun its sheet."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = ScoreSheet.objects.filter(**which).order_by()
    for application, member in rows.values_list("application_id", "member_id"):
        found[application].add(member)
    return found
