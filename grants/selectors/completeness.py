"""What an application still lacks, as the rules of the form say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grants.core.fields import FieldKind, shown_fields
from grants.core.form import check_answers
from grants.core.form_problems import Problem
from grants.core.lots import grant_of
from grants.models import Application
from grants.sealed_content import SealedContent, SealedFile


@dataclass(frozen=True, slots=True)
class Lacking:
    """All problems of the answers, and the questions of eligibility without an answer."""

    problems: tuple[Problem, ...]
    unanswered: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.problems and not self.unanswered


def lacking(
    application: Application, content: SealedContent, files: tuple[SealedFile, ...]
) -> Lacking:
    lot = application.call.lot_content(application.lot.code)
    known = {one.id: {"type": file_type(one.name), "bytes": one.size} for one in files}
    problems = check_answers(
        lot,
        content.answers,
        grant=grant_of(application.call.content, application.lot.code),
        attachments=known,
    )
    questions = [question["code"] for question in lot.get("eligibility") or []]
    return Lacking(
        problems=tuple(problems),
        unanswered=tuple(code for code in questions if code not in content.eligibility),
    )


def file_type(name: str) -> str:
    return name.rpartition(".")[2].lower()


def answers_that_count(lot: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Without what stands in fields that these answers hide."""
    shown = [field["code"] for field in shown_fields(lot, answers)]
    return {code: answers[code] for code in shown if code in answers}


def files_that_count(
    lot: Mapping[str, Any], answers: Mapping[str, Any], files: tuple[SealedFile, ...]
) -> tuple[SealedFile, ...]:
    """The files that an answer names, in the order of the form."""
    by_id = {one.id: one for one in files}
    found: list[SealedFile] = []
    for field in shown_fields(lot, answers):
        if field.get("kind") == FieldKind.FILE:
            found += [by_id[one] for one in answers.get(field["code"]) or [] if one in by_id]
    return tuple(found)
