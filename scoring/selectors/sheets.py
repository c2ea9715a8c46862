"""Score sheets: what each lacks, which are still to be locked.

A member reads own sheets only, until the scores are revealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from grants.exclusion import excluded
from grants.models import Application, Call
from scoring.core.points.questions import Questions
from scoring.models import CommitteeMember, ScoreSheet
from scoring.permissions import SCORING_ROLES
from scoring.selectors.due_sheets import DueSheets, due_sheets, locked_sheets
from scoring.selectors.evaluation import COUNTED_STATES
from scoring.selectors.lot_rules import Answers
from scoring.selectors.recusals import recused_members, said_by


def lacking(questions: Questions, answers: Answers) -> dict[str, str]:
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
class SheetRow:
    """One application in the list of a member; without content where it is closed to the member."""

    application: Application
    state: SheetState
    sheet: ScoreSheet | None


def sheet_rows(member: CommitteeMember) -> list[SheetRow]:
    """The counted applications of the call for this member, in order of number."""
    call = member.committee.call
    due = {one.application: one for one in due_sheets([call])}
    recused = recused_members([call.pk])
    said = said_by(member.user, [call.pk])
    sheets = {sheet.application_id: sheet for sheet in member.score_sheets.all()}
    rows = call.applications.filter(state__in=COUNTED_STATES).select_related("lot")
    closed = set(rows.filter(excluded(member.user)).values_list("pk", flat=True))

    def state_of(row: Application) -> SheetState:
        if member.pk in recused[row.pk]:
            return SheetState.CONFLICT
        if row.pk in closed:
            return SheetState.UNDECLARED
        return _state(due[row.pk], member, said, sheets)

    return [SheetRow(row, state_of(row), sheets.get(row.pk)) for row in rows.order_by("number")]


def _state(
    due: DueSheets,
    member: CommitteeMember,
    said: Mapping[int, bool],
    sheets: Mapping[int, ScoreSheet],
) -> SheetState:
    sheet = sheets.get(due.application)
    if sheet is not None and sheet.locked_at is not None:
        return SheetState.LOCKED
    if due.leaves_judging and member.pk not in due.members:
        return SheetState.NOT_MINE
    if due.application not in said and member.role in SCORING_ROLES:
        return SheetState.UNDECLARED
    if not due.leaves_judging:
        return SheetState.NOTHING
    return SheetState.IN_WORK if sheet is not None else SheetState.TO_DO


@dataclass(frozen=True, slots=True)
class Progress:
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


def sheet_progress(call: Call) -> Progress:
    """Counts only: nobody learns from them what stands on a sheet."""
    due = due_sheets([call])
    locked = locked_sheets([call])
    wanted = [(one.application, member) for one in due for member in one.members]
    return Progress(
        expected=len(wanted),
        locked=len(locked.intersection(wanted)),
        open_numbers=tuple(one.number for one in due if one.waits_for(locked)),
        short_numbers=tuple(one.number for one in due if one.is_short),
        without=sum(not one.leaves_judging for one in due),
    )
