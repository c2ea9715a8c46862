"""What of an opened application can be supplemented, and what still has to be asked for."""

from collections.abc import Iterable, Mapping, Sequence

from callfile.fields import Around, Attached, Field
from callfile.form.problems import Problem
from grants.models import Application, Attachment, Call, Finding, RequestedThing, RequestOutcome
from grants.selectors.completeness import file_type, missing_fields
from grants.selectors.computed_checks import Check
from grants.selectors.questions import CheckQuestion


def askable_fields(application: Application) -> list[Field]:
    """All that the form asks of this application; the whole form where nothing of it is read."""
    form = application.call.file.lot(application.lot.code).form
    if application.is_unread:
        return [*form.fields]
    return form.shown(application.answers or {})


def problems_by_field(
    application: Application, files: Sequence[Attachment]
) -> dict[str, list[Problem]]:
    """What the rules of the form find in the answers as they stand."""
    pot = application.call.file.pot(application.lot.code)
    known = {str(row.pk): Attached(file_type(row.name), row.size or 0) for row in files}
    found: dict[str, list[Problem]] = {}
    for problem in pot.lot.form.problems(application.answers or {}, Around(pot.grant, known)):
        found.setdefault(problem.field, []).append(problem)
    return found


def last_article(call: Call) -> Mapping[str, str]:
    """Under which the last thing of this call was asked for; equal cases name the same."""
    things = RequestedThing.objects.filter(request__application__call=call)
    last = things.order_by("-pk").first()
    return last.article if last is not None else {}


def could_be_supplemented(
    application: Application,
    findings: Iterable[Mapping[str, str]],
    questions: Sequence[CheckQuestion],
    checks: Sequence[Check],
) -> list[Field]:
    """Fields that stand against the application, can be supplemented and were never asked for.

    Empty where something stands against it that no supplement would mend, such as a late filing
    or a condition that is not met. Source: ZUP, article 67, and the rules of the call.
    """
    failed = {one["code"] for one in findings if one["result"] == Finding.FAILS}
    at_question = [_field_of(application, one) for one in questions if one.code in failed]
    at_check = [check.field for check in checks if check.holds is False]
    fields = [*at_question, *at_check]
    if not all(fields):
        return []
    open_ = {*fields} - _fields_asked(application)
    return [one for one in askable_fields(application) if one.code in open_]


def never_asked(application: Application) -> list[Field]:
    """What the form requires, what is empty, and what the applicant was never asked for."""
    known = _fields_asked(application)
    return [one for one in missing_fields(application) if one.code not in known]


def _fields_asked(application: Application) -> set[str]:
    asked = RequestedThing.objects.filter(request__application=application)
    asked = asked.exclude(request__outcome=RequestOutcome.TAKEN_BACK)
    return set(asked.values_list("field", flat=True))


def _field_of(application: Application, question: CheckQuestion) -> str:
    """The field that a question is about; empty for a condition."""
    if question.kind == "attachment":
        return question.code.partition(".")[2]
    if question.kind == "evidence" and question.fact is not None:
        return question.fact.evidence or ""
    return ""
