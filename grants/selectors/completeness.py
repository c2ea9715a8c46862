"""What an application still lacks, as the rules of the form say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from callfile.fields import Around, Attached, Field, Files
from callfile.fields.form import Form
from callfile.form.problems import Problem, ProblemCode
from grants.models import Application
from grants.submission_document import SealedContent, SealedFile

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
    pot = application.call.file.pot(application.lot.code)
    known = {one.id: Attached(file_type(one.name), one.size) for one in files}
    problems = pot.lot.form.problems(content.answers, Around(pot.grant, known))
    questions = [condition.code for condition in pot.lot.eligibility]
    return Lacking(
        problems=tuple(problems),
        unanswered=tuple(code for code in questions if code not in content.eligibility),
    )


def missing_fields(application: Application) -> list[Field]:
    """What the form requires of an opened application and what is empty in it: no application is
    complete without it, and nobody is dismissed for it who was not asked.
    """
    form = application.call.file.lot(application.lot.code).form
    return form.unanswered(application.answers or {})


def unfit_problems(form: Form, answers: Mapping[str, Any]) -> list[Problem]:
    """What no draft can hold, looked at whether or not the field is shown at the moment."""
    asked = [field for field in form.fields if field.code in answers]
    problems = [one for field in asked for one in field.problems(answers[field.code])]
    problems += form.answers_to_nothing(answers)
    return [problem for problem in problems if problem.code not in TOLERATED]


def file_limits(application: Application, field: str) -> dict[str, Any]:
    """What `check_file` asks of a file in this field. Raises Refused where none belongs there."""
    asked = _file_field(application, field)
    return {"types": asked.types, "most_mb": asked.max_mb}


def most_files(application: Application, field: str) -> int:
    """Raises Refused where none belongs there."""
    return _file_field(application, field).max_files


def _file_field(application: Application, field: str) -> Files:
    asked = application.call.file.lot(application.lot.code).form.field(field)
    if not isinstance(asked, Files):
        raise Refused(_("The form has no such place for a file."), field=field)
    return asked


def file_type(name: str) -> str:
    return name.rpartition(".")[2].lower()


def answers_that_count(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Without what stands in fields that these answers hide."""
    shown = [field.code for field in form.shown(answers)]
    return {code: answers[code] for code in shown if code in answers}


def files_that_count(
    form: Form, answers: Mapping[str, Any], files: tuple[SealedFile, ...]
) -> tuple[SealedFile, ...]:
    """The scan of a paper application, which answers no field; then the files that an answer names,
    in the order of the form.
    """
    by_id = {one.id: one for one in files}
    found = [one for one in files if not one.field]
    for field in form.shown(answers):
        if isinstance(field, Files):
            named = [by_id[one] for one in answers.get(field.code) or [] if one in by_id]
            found += [one for one in named if one.field]
    return tuple(found)
