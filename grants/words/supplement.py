"""A call to supplement: what is proposed, what is asked, what stood there and what stands now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from callfile.fields import Field, Files
from callfile.form.problems import Problem
from grants.formats import text_in, write_day
from grants.models import Attachment, Request, RequestOutcome
from grants.selectors.requests.asked import is_lapsed, is_running
from grants.selectors.requests.legal_time import CountedDay
from grants.words.answers import answer_lines
from grants.words.problems import problem_sentence


@dataclass(frozen=True, slots=True)
class Thing:
    """Texts by language, `before` and `after` in lines; no `after` where it was passed over."""

    number: int
    code: str
    label: str
    reason: Mapping[str, str]
    article: Mapping[str, str]
    before: Sequence[str]
    after: Sequence[str] = ()
    is_answered: bool = False
    is_translated: bool = True


def proposed_reason(
    asked: Field, problems: Iterable[Problem], languages: Sequence[str]
) -> dict[str, str]:
    """What the rules of the form say of the field, in each language; empty where nothing."""
    found = list(problems)
    words = {}
    for language in languages:
        with translation.override(language):
            words[language] = " ".join(problem_sentence(asked, one) for one in found)
    return {language: text for language, text in words.items() if text}


def things_of(
    request: Request, fields: Mapping[str, Field], files: Iterable[Attachment]
) -> list[Thing]:
    names = {str(file.pk): file.name for file in files}
    return [
        Thing(
            number=number,
            code=one.field,
            label=text_in(fields[one.field].label),
            reason=one.reason,
            article=one.article,
            is_translated=(translation.get_language() or "") in one.reason,
            before=answer_lines(fields[one.field], one.before, names),
            after=answer_lines(fields[one.field], one.after, names),
            is_answered=one.is_answered,
        )
        for number, one in enumerate(request.things.all(), 1)
    ]


def lines_now(asked: Field, value: object, files: Iterable[Attachment]) -> list[str]:
    """What stands in the application."""
    names = {str(file.pk): file.name for file in files}
    lines = answer_lines(asked, value, names)
    if lines:
        return lines
    return [_("no file") if isinstance(asked, Files) else _("no answer")]


def request_standing(request: Request) -> tuple[str, str]:
    """(shape, sentence) of where the request stands now."""
    closed = request.closed_at or request.asked_at
    if request.outcome == RequestOutcome.ANSWERED:
        return "done", _("Answered on %(day)s") % {"day": write_day(closed, genitive=True)}
    if request.outcome == RequestOutcome.TAKEN_BACK:
        return "none", _("Taken back on %(day)s") % {"day": write_day(closed, genitive=True)}
    last = {"day": write_day(request.due_at, genitive=True)}
    if is_lapsed(request, timezone.now()):
        return "no", _("Not answered; the time ended on %(day)s") % last
    if not is_running(request, timezone.now()):
        return "none", _("The call is cancelled")
    return "wait", _("Open until the end of %(day)s") % last


def weeks_of(days: Iterable[CountedDay]) -> list[list[CountedDay]]:
    """Rows of a calendar, from Monday to Sunday."""
    found = list(days)
    return [found[start : start + 7] for start in range(0, len(found), 7)]
