"""Which sheets calls wait for: by application, the members who have to lock one.

Who scores follows from the seats, the conflicts and the least number of sheets; where the call has
assessors drawn, from the draw, and before it nobody does. Where nothing in an application is left
to assessors, no sheet is due: its points follow from its data.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from grants.models import Application, Call, Lot
from scoring.core.assessors import AssessorSeat, assessors_of
from scoring.core.draw import assessors_drawn
from scoring.core.points.questions import Judging
from scoring.models import COUNTS, SITS, CommitteeMember, ScoreSheet
from scoring.selectors.committee.recusals import (
    SEAT,
    declared_in_seats,
    lots_of_members,
    recused_from,
)
from scoring.selectors.drawn import begun_sheets, draws_of
from scoring.selectors.runs.evaluation import COUNTED_STATES
from scoring.selectors.runs.lot_rules import LotRules, leaves_judging, lot_rules

Locked = Set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class DueInLot:
    """What the applications of a lot wait for; keys of members, `least` is what the call asks."""

    call: int
    members: tuple[int, ...]
    least: int
    leaves_judging: bool
    is_to_draw: bool = False

    @property
    def is_short(self) -> bool:
        """Too few members without a conflict."""
        return self.leaves_judging and not self.is_to_draw and len(self.members) < self.least


@dataclass(frozen=True, slots=True)
class DueSheets:
    """The same of one application."""

    application: int
    number: str
    due: DueInLot

    def waits_for(self, locked: Locked) -> bool:
        return any((self.application, member) not in locked for member in self.due.members)


@dataclass(frozen=True, slots=True)
class Due:
    """Of counted applications: what each lot waits for, and each one that differs from its lot.

    Those are the ones with a declared conflict, and all of a lot (`one_by_one`) where the data
    decide whether anything is left to assessors, or where assessors were drawn.
    """

    calls: tuple[int, ...]
    lots: Mapping[int, DueInLot]
    one_by_one: tuple[int, ...]
    special: Sequence[DueSheets]

    @property
    def usual(self) -> QuerySet[Application]:
        """Those that wait for what their lot waits for."""
        return counted_in(self.lots).exclude(pk__in=_with_conflict(self.calls))

    @property
    def locked_usual(self) -> QuerySet[ScoreSheet]:
        """Locked sheets of those, as far as they are due."""
        return _locked().filter(self._due_to_members(), application__in=self.usual.values("pk"))

    def locked_special(self) -> set[tuple[int, int]]:
        """Pairs of application and member."""
        if not self.special:
            return set()
        rows = counted_in((*self.lots, *self.one_by_one)).filter(
            Q(lot__in=self.one_by_one) | Q(pk__in=_with_conflict(self.calls))
        )
        found = _locked().filter(application__in=rows.values("pk"))
        return set(found.values_list("application_id", "member_id"))

    def lots_of(self, members: tuple[int, ...]) -> list[int]:
        return [pk for pk, lot in self.lots.items() if lot.members == members]

    def _due_to_members(self) -> Q:
        found = Q(pk__in=[])
        for members in {lot.members for lot in self.lots.values() if lot.members}:
            found |= Q(application__lot__in=self.lots_of(members), member__in=members)
        return found


def due_sheets(calls: Sequence[Call]) -> Due:
    """A fixed number of queries; read is only what differs from its lot."""
    by_key = {call.pk: call for call in calls}
    leaves = Lot.objects.filter(call__in=by_key, is_leaf=True).order_by("pk")
    rules = {lot.pk: lot_rules(by_key[lot.call_id], lot.code) for lot in leaves}
    call_of = {lot.pk: lot.call_id for lot in leaves}
    members = lots_of_members(by_key)
    by_data = [pk for pk, lot in rules.items() if lot.judging is Judging.SOME]
    scorers = _Scorers(by_key, rules)
    usual = {
        pk: scorers.due(call_of[pk], pk, members[pk], is_left=lot.judging is Judging.ALL)
        for pk, lot in rules.items()
        if pk not in by_data and pk not in scorers.drawn_lots
    }
    one_by_one = tuple(pk for pk in rules if pk not in usual)
    declared = _declared(by_key)
    empty = _left_nothing({pk: rules[pk] for pk in by_data})
    rows = counted_in(rules).filter(Q(lot__in=one_by_one) | Q(pk__in=declared))
    special = [
        DueSheets(
            pk,
            number,
            scorers.due(
                call_of[lot],
                lot,
                members[lot] | declared.get(pk, set()),
                is_left=pk not in empty and rules[lot].judging is not Judging.NONE,
                application=(pk, number),
            ),
        )
        for pk, number, lot in rows.order_by("number").values_list("pk", "number", "lot_id")
    ]
    return Due(tuple(by_key), usual, one_by_one, special)


def newly_due(before: Due, after: Due) -> set[int]:
    """Members who have to lock a sheet of an application that was not theirs before."""
    found = {
        member
        for pk, lot in after.lots.items()
        for member in lot.members
        if pk in before.lots and member not in before.lots[pk].members
    }
    special = [{one.application: one.due.members for one in due.special} for due in (before, after)]
    keys = {*special[0], *special[1]}
    lot_of = dict(Application.objects.filter(pk__in=keys).values_list("pk", "lot_id"))
    for key in keys:
        was, now = (
            own[key] if key in own else due.lots[lot_of[key]].members
            for own, due in zip(special, (before, after), strict=True)
        )
        found |= {*now} - {*was}
    return found


class _Scorers:
    """Who scores in some calls: by their seats, or as was drawn. A fixed number of queries.

    `drawn_lots` are those in which each application has its own; `only` one application is asked.
    """

    def __init__(
        self,
        calls: Collection[int],
        rules: Mapping[int, LotRules],
        only: Application | None = None,
    ) -> None:
        self._rules, self._seats = rules, _seats(calls)
        wanting = {pk for pk, lot in rules.items() if lot.assessors is not None}
        self._draws = draws_of(calls) if wanting else {}
        lots = Lot.objects.filter(pk__in=wanting, call__in=self._draws) if self._draws else ()
        self.drawn_lots = {lot.pk for lot in lots}
        which = {"application__lot__in": self.drawn_lots} if only is None else {"application": only}
        self._begun = begun_sheets(**which) if self.drawn_lots else {}

    def due(
        self,
        call: int,
        lot: int,
        recused: Set[int],
        *,
        is_left: bool,
        application: tuple[int, str] | None = None,
    ) -> DueInLot:
        """`application` is key and number, of one that may differ from its lot."""
        rules = self._rules[lot]
        is_to_draw = is_left and rules.assessors is not None and call not in self._draws
        found: tuple[int, ...] = ()
        if is_left and not is_to_draw:
            found = self._members(call, rules, recused, application)
        return DueInLot(call, found, rules.minimum_sheets, is_left, is_to_draw)

    def _members(
        self,
        call: int,
        rules: LotRules,
        recused: Set[int],
        application: tuple[int, str] | None,
    ) -> tuple[int, ...]:
        seats = self._seats[call]
        if rules.assessors is None or application is None:
            return assessors_of(seats, recused, rules.minimum_sheets)
        key, number = application
        able = {seat.pk for seat in seats} - recused
        order, begun = self._draws[call].order(number), self._begun.get(key, set())
        return assessors_drawn(order, able, begun, rules.assessors)


def counted_in(lots: Collection[int]) -> QuerySet[Application]:
    return Application.objects.filter(lot__in=lots, state__in=COUNTED_STATES)


def assessors_of_application(application: Application) -> tuple[int, ...]:
    """The same for one application: the members who have to lock a sheet."""
    call, lot = application.call, lot_rules(application.call, application.lot.code)
    if not leaves_judging(application, lot):
        return ()
    scorers = _Scorers([call.pk], {application.lot_id: lot}, application)
    which = (application.pk, application.number)
    out = recused_from(application)
    due = scorers.due(call.pk, application.lot_id, out, is_left=True, application=which)
    return due.members


def has_locked_sheets(call: Call) -> bool:
    """Of somebody who sits in the committee."""
    return ScoreSheet.objects.filter(COUNTS, application__call=call).exists()


def _locked() -> QuerySet[ScoreSheet]:
    return ScoreSheet.objects.filter(locked_at__isnull=False).order_by()


def _with_conflict(calls: Collection[int]) -> QuerySet[Any]:
    rows = declared_in_seats(application__call__in=calls)
    return rows.order_by().values("application_id")


def _declared(calls: Collection[int]) -> dict[int, set[int]]:
    """Seats by application."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = declared_in_seats(application__call__in=calls).order_by()
    for application, seat in rows.values_list("application_id", SEAT):
        found[application].add(seat)
    return dict(found)


def _left_nothing(lots: Mapping[int, LotRules]) -> set[int]:
    """Applications of these lots that leave nothing to assessors, by their data."""
    rows = counted_in(lots).prefetch_related("recognised_facts")
    return {row.pk for row in rows if not leaves_judging(row, lots[row.lot_id])} if lots else set()


def _seats(calls: Collection[int]) -> dict[int, list[AssessorSeat]]:
    """By call, in the order of appointment."""
    found: dict[int, list[AssessorSeat]] = defaultdict(list)
    rows = CommitteeMember.objects.filter(SITS, committee__call__in=calls).order_by("pk")
    for call, pk, role in rows.values_list("committee__call", "pk", "role"):
        found[call].append(AssessorSeat(pk, role))
    return found
