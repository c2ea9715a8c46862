"""What an application still lacks, as the rules of the form say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from callfile.as_written import grant_of
from callfile.form.fields import FieldKind, fields_of, shown_fields
from callfile.form.form import check_answers
from callfile.form.problems import Problem, ProblemCode
from grants.models import Application
from grants.sealed_content import SealedContent, SealedFile

# A draft may hold these; the applicant sees them, and only the submit insists.
TOLERATED = frozenset(
    {
        ProblemCode.MISSING,
        ProblemCode.TOO_MANY_WORDS,
        ProblemCode.BELOW_RANGE,
        ProblemCode.ABOVE_RANGE,
        ProblemCode.PERIOD_ORDER,
        ProblemCode.NOT_POSITIVE,
        ProblemCode.NOT_BALANCED,
        ProblemCode.TOO_MANY_FILES,
        ProblemCode.REQUESTED_ABOVE_MAXIMUM,
        ProblemCode.REQUESTED_ABOVE_SHARE,
        ProblemCode.REQUESTED_BELOW_MINIMUM,
    }
)


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


def unfit_problems(lot: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Problem]:
    """What no draft can hold, looked at whether or not the field is shown at the moment."""
    known = {str(field["code"]): field for field in fields_of(lot)}
    always = [
        {key: value for key, value in known[code].items() if key != "shown_if"}
        for code in answers
        if code in known
    ]
    problems = check_answers({"form": {"sections": [{"fields": always}]}}, answers, grant={})
    return [problem for problem in problems if problem.code not in TOLERATED]


def file_limits(application: Application, field: str) -> dict[str, Any]:
    """What `check_file` asks of a file in this field. Raises Refused where none belongs there."""
    asked = _file_field(application, field)
    return {"types": asked.get("types") or [], "most_mb": asked.get("max_mb")}


def most_files(application: Application, field: str) -> int:
    """Raises Refused where none belongs there."""
    return int(_file_field(application, field).get("max_files") or 1)


def _file_field(application: Application, field: str) -> Mapping[str, Any]:
    lot = application.call.lot_content(application.lot.code)
    asked = next((one for one in fields_of(lot) if one["code"] == field), None)
    if asked is None or asked.get("kind") != FieldKind.FILE:
        raise Refused(_("The form has no such place for a file."), field=field)
    return asked


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
