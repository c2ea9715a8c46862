"""A call to supplement: what is proposed, what is asked, what stood there and what stands now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from callfile.fields import Field, Files
from callfile.form.problems import Problem
from grants.formats import text_in
from grants.models import Attachment, Request
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
