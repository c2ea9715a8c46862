"""Score sheets: what each lacks, which are still to be locked.

A member reads own sheets only, until the scores are revealed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from grants.exclusion import excluded
from grants.models import Application, Call
from scoring.core.points.questions import Questions
from scoring.models import CommitteeMember, ConflictDeclaration, ScoreSheet
from scoring.permissions import SCORING_ROLES, objected_to
from scoring.selectors.committee.recusals import lots_of_members
from scoring.selectors.due_sheets import Due, due_sheets
from scoring.selectors.runs.evaluation import COUNTED_STATES
from scoring.selectors.runs.lot_rules import Answers


def unanswered(questions: Questions, answers: Answers) -> dict[str, str]:
    """What keeps a sheet from being locked: {criterion: `value` or `reason`}."""
    found: dict[str, str] = {}
    for question in questions.asked:
        answer = answers.get(question.code) or {}
        if question.points is None or not answer.get("value"):
            found[question.code] = "value"
        elif question.needs_reason and not answer.get("reason"):
            found[question.code] = "reason"
    return found


class SheetState(StrEnum):
    """Where an application stands for one member."""

    UNDECLARED = "undeclared"
    CONFLICT = "conflict"
    # Its applicant objects to the member, which is not decided yet.
    OBJECTED = "objected"
    NOT_MINE = "not_mine"
    # Its assessors are drawn when the scoring begins.
    TO_DRAW = "to_draw"
    TO_DO = "to_do"
    IN_WORK = "in_work"
    LOCKED = "locked"
    NOTHING = "nothing"


WAITS = (SheetState.TO_DO, SheetState.IN_WORK)
MINE = (SheetState.TO_DO, SheetState.IN_WORK, SheetState.LOCKED)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One application in the list of a member; without content where it is closed to the member."""

    application: Application
    state: SheetState
    sheet: ScoreSheet | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Of one application among those that the member scores, by number; `place` from 1."""

    place: int
    previous: str
    following: str


@dataclass(frozen=True)
class MemberSheets:
    """The counted applications of a call as they stand for a member; a page reads its own rows.

    Keys, numbers and words of all are compared here: to say where each stands within one query
    takes the database twice as long.
    """

    member: CommitteeMember
    due: Due

    @cached_property
    def places(self) -> list[tuple[int, str, SheetState]]:
        """Key, number and state of each application, in order of number; none is read."""
        state_of = self._state_of()
        rows = self._counted.order_by("number").values_list("pk", "number", "lot_id")
        return [(pk, number, state_of(pk, lot)) for pk, number, lot in rows]

    @cached_property
    def counts(self) -> Counter[SheetState]:
        return Counter(state for _pk, _number, state in self.places)

    def rows(self, part: slice = slice(None)) -> list[SheetRow]:
        """Those of one page, with application and sheet."""
        shown = self.places[part]
        keys = [pk for pk, _number, _state in shown]
        sheets = {
            one.application_id: one for one in self.member.score_sheets.filter(application__in=keys)
        }
        rows = Application.objects.select_related("lot").defer("answers", "sealed", "wrapped_key")
        found = rows.in_bulk(keys)
        return [SheetRow(found[pk], state, sheets.get(pk)) for pk, _number, state in shown]

    def neighbours(self, number: str) -> Neighbours | None:
        """None where the member does not score it."""
        numbers = ["", *(one for _pk, one, state in self.places if state in MINE), ""]
        if number not in numbers:
            return None
        place = numbers.index(number)
        return Neighbours(place, numbers[place - 1], numbers[place + 1])

    def waiting_after(self, number: str) -> str:
        """The next number whose sheet the member has not locked, round the list; or nothing."""
        waits = [one for _pk, one, state in self.places if state in WAITS]
        return next((one for one in waits if one > number), waits[0] if waits else "")

    @property
    def _counted(self) -> QuerySet[Application]:
        return self.member.committee.call.applications.filter(state__in=COUNTED_STATES)

    def _state_of(self) -> Callable[[int, int], SheetState]:
        """By key of the application and of its lot."""
        member, call = self.member, self.member.committee.call
        asked = call.applications.order_by()
        said = ConflictDeclaration.objects.filter(user=member.user_id, application__call=call)
        declared = set(said.order_by().values_list("application_id", flat=True))
        conflicts = (
            said.filter(in_conflict=True).order_by().values_list("application_id", flat=True)
        )
        recused = set(conflicts)
        lots = lots_of_members([call.pk]).items()
        applied = {lot for lot, seats in lots if member.pk in seats}
        objected = set(asked.filter(objected_to(member.user)).values_list("pk", flat=True))
        closed = set(asked.filter(excluded(member.user)).values_list("pk", flat=True))
        sheets = member.score_sheets.order_by()
        begun = set(sheets.values_list("application_id", flat=True))
        locked = set(
            sheets.filter(locked_at__isnull=False).values_list("application_id", flat=True)
        )
        special = {one.application: one.due for one in self.due.special}
        is_asked = member.role in SCORING_ROLES

        def state_of(pk: int, lot: int) -> SheetState:
            if pk in recused or lot in applied:
                return SheetState.CONFLICT
            if pk in objected:
                return SheetState.OBJECTED
            if pk in closed:
                return SheetState.UNDECLARED
            if pk in locked:
                return SheetState.LOCKED
            due = special.get(pk) or self.due.lots[lot]
            is_others = due.leaves_judging and member.pk not in due.members
            if is_others and not due.is_to_draw:
                return SheetState.NOT_MINE
            if is_asked and pk not in declared:
                return SheetState.UNDECLARED
            if is_others:
                return SheetState.TO_DRAW
            if not due.leaves_judging:
                return SheetState.NOTHING
            return SheetState.IN_WORK if pk in begun else SheetState.TO_DO

        return state_of


@dataclass(frozen=True, slots=True)
class SheetProgress:
    """Sheets of a call: how many are expected, how many locked, and where assessors lack.

    `without` counts the applications in which nothing is left to assessors.
    """

    expected: int = 0
    locked: int = 0
    short_numbers: tuple[str, ...] = ()
    without: int = 0

    @property
    def waiting(self) -> int:
        return self.expected - self.locked

    @property
    def is_complete(self) -> bool:
        return not self.waiting and not self.short_numbers


def sheet_progress(call: Call, known: Due | None = None) -> SheetProgress:
    """Counts only: nobody learns from them what stands on a sheet. `known` are its due sheets."""
    return progress_of_calls([call], known)[call.pk]


def progress_of_calls(calls: Sequence[Call], known: Due | None = None) -> dict[int, SheetProgress]:
    """By the call's key; counted in the database."""
    due = due_sheets(calls) if known is None else known
    locked: Counter[int] = Counter(
        dict(due.locked_usual.values_list("application__call").annotate(number=Count("pk")))
    )
    expected: Counter[int] = Counter()
    without: Counter[int] = Counter()
    for pk, number in due.usual.order_by().values_list("lot").annotate(number=Count("pk")):
        lot = due.lots[pk]
        expected[lot.call] += number * len(lot.members)
        without[lot.call] += number * (not lot.leaves_judging)
    pairs = due.locked_special()
    for one in due.special:
        wanted = [(one.application, member) for member in one.due.members]
        expected[one.due.call] += len(wanted)
        locked[one.due.call] += len(pairs.intersection(wanted))
        without[one.due.call] += not one.due.leaves_judging
    short = _short_numbers(due)
    return {
        call.pk: SheetProgress(
            expected[call.pk], locked[call.pk], tuple(sorted(short[call.pk])), without[call.pk]
        )
        for call in calls
    }


def progress_of_members(call: Call) -> dict[int, tuple[int, int]]:
    """By seat: how many sheets it has locked of those that are due from it."""
    due = due_sheets([call])
    locked = Counter(dict(due.locked_usual.values_list("member").annotate(number=Count("pk"))))
    expected: Counter[int] = Counter()
    for lot, number in due.usual.order_by().values_list("lot").annotate(number=Count("pk")):
        for member in due.lots[lot].members:
            expected[member] += number
    pairs = due.locked_special()
    for one in due.special:
        for member in one.due.members:
            expected[member] += 1
            locked[member] += (one.application, member) in pairs
    return {member: (locked[member], number) for member, number in expected.items()}


def _short_numbers(due: Due) -> dict[int, list[str]]:
    """Of applications for which too few members are left, by call."""
    found: dict[int, list[str]] = defaultdict(list)
    for one in due.special:
        if one.due.is_short:
            found[one.due.call].append(one.number)
    lots = [pk for pk, lot in due.lots.items() if lot.is_short]
    if lots:
        rows = due.usual.filter(lot__in=lots).order_by()
        for call, number in rows.values_list("call_id", "number"):
            found[call].append(number)
    return found


def open_numbers(call: Call) -> list[str]:
    """Of applications with a sheet that is due and not locked, in order."""
    due = due_sheets([call])
    pairs = due.locked_special()
    found = [one.number for one in due.special if one.waits_for(pairs)]
    for members in {lot.members for lot in due.lots.values()}:
        is_locked = Q(score_sheets__locked_at__isnull=False, score_sheets__member__in=members)
        rows = due.usual.filter(lot__in=due.lots_of(members)).order_by()
        counted = rows.annotate(locked=Count("score_sheets", filter=is_locked))
        found += counted.filter(locked__lt=len(members)).values_list("number", flat=True)
    return sorted(found)
