"""Which sheets calls wait for: by application, the members who have to lock one.

Who scores follows from the seats, the conflicts and the least number of sheets. Where nothing in
an application is left to assessors, no sheet is due: its points follow from its data.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

from grants.models import Application, Call, Lot
from scoring.core.assessors.assessors import AssessorSeat, assessors_of
from scoring.core.points.questions import Judging
from scoring.models import CommitteeMember, ScoreSheet
from scoring.selectors.evaluation import COUNTED_STATES
from scoring.selectors.lot_rules import LotRules, leaves_judging, lot_rules
from scoring.selectors.recusals import recused_from, recused_members

Locked = Set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class DueSheets:
    """Of one application, by keys; `least` is what the call asks for."""

    call: int
    application: int
    number: str
    members: tuple[int, ...]
    least: int
    leaves_judging: bool

    @property
    def is_short(self) -> bool:
        """Too few members without a conflict."""
        return self.leaves_judging and len(self.members) < self.least

    def waits_for(self, locked: Locked) -> bool:
        return any((self.application, member) not in locked for member in self.members)


def due_sheets(calls: Sequence[Call]) -> list[DueSheets]:
    """Of every counted application, by number; the queries grow with nothing."""
    by_key = {call.pk: call for call in calls}
    leaves = Lot.objects.filter(call__in=by_key, is_leaf=True)
    lots = {lot.pk: lot_rules(by_key[lot.call_id], lot.code) for lot in leaves}
    seats, recused, empty = _seats(by_key), recused_members(by_key), _left_nothing(lots)
    least = {pk: lot.minimum_sheets for pk, lot in lots.items()}
    # Most applications have nobody in conflict: who scores them is found once for their lot.
    known: dict[tuple[int, frozenset[int]], tuple[int, ...]] = {}
    found = []
    rows = Application.objects.filter(lot__in=lots, state__in=COUNTED_STATES).order_by("number")
    for pk, number, call, lot in rows.values_list("pk", "number", "call_id", "lot_id"):
        members: tuple[int, ...] = ()
        if pk not in empty:
            out = lot, frozenset(recused.get(pk, ()))
            if out not in known:
                known[out] = assessors_of(seats[call], out[1], least[lot])
            members = known[out]
        found.append(DueSheets(call, pk, number, members, least[lot], pk not in empty))
    return found


def assessors_of_application(application: Application) -> tuple[int, ...]:
    """The same for one application: the members who have to lock a sheet."""
    call, lot = application.call, lot_rules(application.call, application.lot.code)
    if not leaves_judging(application, lot):
        return ()
    seats = _seats([call.pk])[call.pk]
    return assessors_of(seats, recused_from(application), lot.minimum_sheets)


def locked_sheets(calls: Sequence[Call]) -> set[tuple[int, int]]:
    """Pairs of application and member."""
    rows = ScoreSheet.objects.filter(application__call__in=calls, locked_at__isnull=False)
    return set(rows.values_list("application_id", "member_id"))


def _left_nothing(lots: Mapping[int, LotRules]) -> set[int]:
    """Applications that leave nothing to assessors; the data are read where they decide it."""
    rows = Application.objects.filter(state__in=COUNTED_STATES)
    none = [pk for pk, lot in lots.items() if lot.judging is Judging.NONE]
    some = [pk for pk, lot in lots.items() if lot.judging is Judging.SOME]
    found = set(rows.filter(lot__in=none).values_list("pk", flat=True))
    by_data = rows.filter(lot__in=some).prefetch_related("recognised_facts")
    return found | {row.pk for row in by_data if not leaves_judging(row, lots[row.lot_id])}


def _seats(calls: Collection[int]) -> dict[int, list[AssessorSeat]]:
    """By call, in the order of appointment."""
    found: dict[int, list[AssessorSeat]] = defaultdict(list)
    rows = CommitteeMember.objects.filter(committee__call__in=calls).order_by("pk")
    for call, pk, role in rows.values_list("committee__call", "pk", "role"):
        found[call].append(AssessorSeat(pk, role))
    return found
