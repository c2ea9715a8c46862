"""Score sheets: what each lacks, which are still to be locked.

A member reads own sheets only, until the scores are revealed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import BooleanField, ExpressionWrapper, Q

from grants.exclusion import excluded
from grants.models import Application, Call
from scoring.core.points.questions import Questions
from scoring.models import CommitteeMember, ScoreSheet
from scoring.permissions import SCORING_ROLES
from scoring.selectors.due_sheets import DueSheets, due_sheets, locked_sheets
from scoring.selectors.evaluation import COUNTED_STATES
from scoring.selectors.lot_rules import Answers
from scoring.selectors.recusals import recused_members, said_by


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
    NOT_MINE = "not_mine"
    TO_DO = "to_do"
    IN_WORK = "in_work"
    LOCKED = "locked"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where one application stands for a member, by its key and number."""

    application: int
    number: str
    state: SheetState


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One application in the list of a member; without content where it is closed to the member."""

    application: Application
    state: SheetState
    sheet: ScoreSheet | None


def sheet_places(member: CommitteeMember, due: Sequence[DueSheets]) -> list[SheetPlace]:
    """The counted applications of the call for this member, in order of number; none is read."""
    call = member.committee.call
    recused = recused_members([call.pk])
    said = said_by(member.user, [call.pk])
    is_locked = dict(
        member.score_sheets.values_list("application_id").annotate(
            locked=ExpressionWrapper(Q(locked_at__isnull=False), BooleanField())
        )
    )
    rows = call.applications.filter(state__in=COUNTED_STATES)
    closed = set(rows.filter(excluded(member.user)).order_by().values_list("pk", flat=True))

    def state_of(one: DueSheets) -> SheetState:
        if member.pk in recused.get(one.application, ()):
            return SheetState.CONFLICT
        if one.application in closed:
            return SheetState.UNDECLARED
        return _state(one, member, said, is_locked)

    return [SheetPlace(one.application, one.number, state_of(one)) for one in due]


def sheet_rows(
    member: CommitteeMember, chosen: Sequence[SheetPlace] | None = None
) -> list[SheetRow]:
    """The chosen ones, or all, with application and sheet, in their order."""
    if chosen is None:
        chosen = sheet_places(member, due_sheets([member.committee.call]))
    keys = [place.application for place in chosen]
    sheets = {one.application_id: one for one in member.score_sheets.filter(application__in=keys)}
    rows = Application.objects.select_related("lot").defer("answers", "sealed", "wrapped_key")
    found = rows.in_bulk(keys)
    return [
        SheetRow(found[place.application], place.state, sheets.get(place.application))
        for place in chosen
    ]


def _state(
    due: DueSheets,
    member: CommitteeMember,
    said: Mapping[int, bool],
    is_locked: Mapping[int, bool],
) -> SheetState:
    """`is_locked` has every application on which the member has begun a sheet."""
    if is_locked.get(due.application):
        return SheetState.LOCKED
    if due.leaves_judging and member.pk not in due.members:
        return SheetState.NOT_MINE
    if due.application not in said and member.role in SCORING_ROLES:
        return SheetState.UNDECLARED
    if not due.leaves_judging:
        return SheetState.NOTHING
    return SheetState.IN_WORK if due.application in is_locked else SheetState.TO_DO


@dataclass(frozen=True, slots=True)
class SheetProgress:
    """Sheets of a call: how many are expected, how many locked, and where assessors lack.

    `without` counts the applications in which nothing is left to assessors.
    """

    expected: int
    locked: int
    open_numbers: tuple[str, ...]
    short_numbers: tuple[str, ...]
    without: int

    @property
    def is_complete(self) -> bool:
        return not self.open_numbers and not self.short_numbers


def sheet_progress(call: Call, known: Sequence[DueSheets] | None = None) -> SheetProgress:
    """Counts only: nobody learns from them what stands on a sheet. `known` are its due sheets."""
    due = due_sheets([call]) if known is None else known
    locked = locked_sheets([call])
    wanted = [(one.application, member) for one in due for member in one.members]
    return SheetProgress(
        expected=len(wanted),
        locked=len(locked.intersection(wanted)),
        open_numbers=tuple(one.number for one in due if one.waits_for(locked)),
        short_numbers=tuple(one.number for one in due if one.is_short),
        without=sum(not one.leaves_judging for one in due),
    )
