"""Score sheets: what each asks, what is answered, which are still to be locked.

A member reads own sheets only, until the scores are revealed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from grants.core.check_form import check_form
from grants.core.money import money_text
from grants.core.ranges import highest
from grants.core.reach import node_list, reach_of
from grants.core.shape import Inspection
from grants.models import Application, Call
from scoring.core.questions import Questions, read_questions
from scoring.core.score import Rules, read_rules
from scoring.core.sheets import Method
from scoring.models import CommitteeMember, ConflictDeclaration, ScoreSheet
from scoring.selectors.evaluation import COUNTED_STATES, recognised_facts_of
from scoring.selectors.seats import assessors_by_application

Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class LotRules:
    """What a lot says about scoring, read once for all its applications."""

    content: dict[str, Any]
    rules: Rules

    @property
    def is_agreed(self) -> bool:
        return self.rules.aggregation.method is Method.AGREED

    @property
    def decimals(self) -> int | None:
        return self.rules.aggregation.decimals

    def node(self, code: str) -> Mapping[str, Any]:
        """The criterion as published; empty where there is none."""
        nodes = node_list(self.content["rubric"])
        return next((node for node in nodes if node.get("code") == code), {})

    def maxima(self) -> dict[str, Fraction | None]:
        """The most points of every node over all allowed answers; None where there is no end."""
        facts = check_form(Inspection(), self.content, "").facts
        reach = reach_of(self.content["rubric"], facts)
        return {code: highest(found.points) for code, found in reach.items()}


def rules_of_lots(call: Call) -> dict[int, LotRules]:
    """By the lot's key."""
    return {row.pk: lot_rules(call, row.code) for row in call.lots.filter(is_leaf=True)}


# What `read_rules` reads of a lot.
_SCORED_BY = ("rubric", "aggregation", "threshold", "tie_break")


def lot_rules(call: Call, code: str) -> LotRules:
    content = call.lot_content(code)
    parts = {key: content[key] for key in _SCORED_BY if key in content}
    return LotRules(content, _rules_of(json.dumps(parts, sort_keys=True)))


@lru_cache(maxsize=64)
def _rules_of(parts: str) -> Rules:
    """Every saved sheet asks for the same rules: read once for each text, never changed."""
    return read_rules(json.loads(parts))


def questions_of(application: Application, lot: LotRules, answers: Answers) -> Questions:
    """The criteria of one sheet with these answers."""
    values = {code: answer["value"] for code, answer in answers.items() if answer.get("value")}
    entry = {
        "number": application.number,
        "facts": recognised_facts_of(application, lot.content),
        "requested": money_text(application.requested_cents or 0),
        "eligible_cost": money_text(application.eligible_cents or 0),
    }
    return read_questions(lot.content, entry, values, lot.rules)


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


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One application in the list of a member; without content where the member is in conflict."""

    application: Application
    state: SheetState
    sheet: ScoreSheet | None


def sheet_rows(member: CommitteeMember) -> list[SheetRow]:
    """The counted applications of the call for this member, in order of number."""
    call = member.committee.call
    expected = assessors_by_application(call)
    said = dict(
        ConflictDeclaration.objects.filter(member=member).values_list(
            "application_id", "in_conflict"
        )
    )
    sheets = {sheet.application_id: sheet for sheet in member.score_sheets.all()}
    rows = call.applications.filter(state__in=COUNTED_STATES).select_related("lot")
    return [
        SheetRow(row, _state(row.pk, member, expected, said, sheets), sheets.get(row.pk))
        for row in rows.order_by("number")
    ]


def _state(
    pk: int,
    member: CommitteeMember,
    expected: Mapping[int, tuple[int, ...]],
    said: Mapping[int, bool],
    sheets: Mapping[int, ScoreSheet],
) -> SheetState:
    if said.get(pk):
        return SheetState.CONFLICT
    sheet = sheets.get(pk)
    if sheet is not None and sheet.locked_at is not None:
        return SheetState.LOCKED
    if member.pk not in expected.get(pk, ()):
        return SheetState.NOT_MINE
    if pk not in said:
        return SheetState.UNDECLARED
    return SheetState.IN_WORK if sheet is not None else SheetState.TO_DO


@dataclass(frozen=True, slots=True)
class Progress:
    """Sheets of a call: how many are expected, how many locked, and where assessors lack."""

    expected: int
    locked: int
    open_numbers: tuple[str, ...]
    short_numbers: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.open_numbers and not self.short_numbers


def sheet_progress(call: Call) -> Progress:
    """Counts only: nobody learns from them what stands on a sheet."""
    expected = assessors_by_application(call)
    locked = set(
        ScoreSheet.objects.filter(application__call=call, locked_at__isnull=False).values_list(
            "application_id", "member_id"
        )
    )
    least = {pk: lot.rules.aggregation.minimum_sheets for pk, lot in rules_of_lots(call).items()}
    rows = call.applications.filter(state__in=COUNTED_STATES).order_by("number")
    waiting, short = [], []
    for pk, lot, number in rows.values_list("pk", "lot_id", "number"):
        if any((pk, member) not in locked for member in expected[pk]):
            waiting.append(number)
        if len(expected[pk]) < least[lot]:
            short.append(number)
    wanted = [(pk, member) for pk, members in expected.items() for member in members]
    return Progress(
        expected=len(wanted),
        locked=sum(1 for pair in wanted if pair in locked),
        open_numbers=tuple(waiting),
        short_numbers=tuple(short),
    )
