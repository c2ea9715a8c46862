"""A draw as its page shows it: whom each application had drawn, and who scores it today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from audit.core import canonical
from audit.core.canonical import digest
from grants.models import Call
from scoring.models import AssessorDraw, CommitteeMember
from scoring.permissions import view_ranking
from scoring.selectors.drawn import most_drawn
from scoring.selectors.due_sheets import due_sheets
from scoring.selectors.runs.lot_rules import lot_rules
from scoring.selectors.sheets import progress_of_members


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """Of one application the seats that were drawn, and those that have to score it now."""

    number: str
    drawn: Sequence[CommitteeMember]
    now: Sequence[CommitteeMember]

    @property
    def has_changed(self) -> bool:
        return {one.pk for one in self.drawn} != {one.pk for one in self.now}


@dataclass(frozen=True, slots=True)
class SeatLoad:
    member: CommitteeMember
    drawn: int
    locked: int
    due: int


def draw_of(call: Call) -> AssessorDraw | None:
    return AssessorDraw.objects.filter(call=call).select_related("entry").first()


def draw_in_short(call: Call, user: User) -> dict[str, Any] | None:
    """{count, draw, may_read}: what the desk of the scoring says of it; None where nobody is drawn.

    `draw` comes without what was drawn; nothing before the scoring.
    """
    count = most_drawn(call)
    if not count:
        return None
    draw = AssessorDraw.objects.filter(call=call).defer("draw", "seats").first()
    return {"count": count, "draw": draw, "may_read": view_ranking.allows(user, call)}


def draw_digest(draw: AssessorDraw) -> str:
    """As the ledger has it."""
    return digest(draw.draw)


def draw_file(draw: AssessorDraw) -> bytes:
    """An evaluation without sheets: with the published call all that `./merila draw` needs."""
    version = draw.call.versions.latest("number")
    said = {
        "merila": "evaluation/1",
        "call": version.sha256,
        "draw": draw.draw,
        "applications": [],
    }
    return canonical.dumps(said)


def drawn_rows(draw: AssessorDraw) -> list[dict[str, Any]]:
    """{number, lot, out, order} of each application, in order of number."""
    rows: list[dict[str, Any]] = draw.draw["applications"]
    return rows


def drawn_lines(draw: AssessorDraw, part: Sequence[dict[str, Any]]) -> list[DrawnLine]:
    """Of some of `drawn_rows`."""
    seats, call = _seats(draw), draw.call
    by_number = {str(place): seats[pk] for place, pk in enumerate(draw.seats, 1)}
    now = {one.number: one.due.members for one in due_sheets([call]).special}
    return [
        DrawnLine(
            row["number"],
            [by_number[seat] for seat in row["order"][: _count(call, row)]],
            [seats[pk] for pk in now.get(row["number"], ())],
        )
        for row in part
    ]


def seat_loads(draw: AssessorDraw) -> list[SeatLoad]:
    """Of everybody who was drawn or scores now, in the order of appointment."""
    seats, drawn = _seats(draw), dict.fromkeys(draw.seats, 0)
    for row in drawn_rows(draw):
        for seat in row["order"][: _count(draw.call, row)]:
            drawn[draw.seats[int(seat) - 1]] += 1
    now = progress_of_members(draw.call)
    found = [
        SeatLoad(member, drawn.get(pk, 0), *now.get(pk, (0, 0))) for pk, member in seats.items()
    ]
    return [one for one in found if one.drawn or one.due]


def _count(call: Call, row: dict[str, Any]) -> int:
    return lot_rules(call, row["lot"]).assessors or 0


def _seats(draw: AssessorDraw) -> dict[int, CommitteeMember]:
    """Also of who has left."""
    rows = CommitteeMember.objects.filter(committee__call=draw.call_id).select_related("user")
    return {one.pk: one for one in rows.order_by("pk")}
