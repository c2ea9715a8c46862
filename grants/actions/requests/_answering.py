"""What an answer changes, whether it came through the account or on paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.refusal import Refused
from callfile.form.values import is_blank
from grants.actions._act import Done
from grants.actions._opened import keep_answers
from grants.actions.checking._checking import MOST_CHARACTERS
from grants.actions.requests._requests import close, tell_answered
from grants.models import Attachment, PaperAnswer, Request, RequestedThing, RequestOutcome


@dataclass(frozen=True, slots=True)
class Statement:
    """Whether the applicant agrees, None where it does not say, and what it says."""

    agrees: bool | None = None
    text: str = ""


def refuse_unasked(request: Request, fields: Iterable[str]) -> None:
    """Raises Refused for a field that the request does not name."""
    named = set(request.things.values_list("field", flat=True))
    for field in fields:
        if field not in named:
            raise Refused(_("The request does not name this: it stays as it is."), field=field)


def without_blanks(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in answers.items() if not is_blank(value)}


def keep_supplement(
    done: Done,
    request: Request,
    given: Mapping[str, Any],
    *,
    files: Sequence[Attachment] = (),
    on_paper: Sequence[PaperAnswer] = (),
) -> Request:
    """What is given takes the place of what stood in the application; the request is closed."""
    application = done.application
    application.answers = {**(application.answers or {}), **given}
    keep_answers(application)
    answered = []
    for thing in request.things.filter(field__in=given):
        thing.after, thing.is_answered = given[thing.field], True
        answered.append(thing)
    return _keep(done, request, answered, files, on_paper)


def keep_statements(
    done: Done,
    request: Request,
    statements: Mapping[str, Statement],
    *,
    files: Sequence[Attachment] = (),
    on_paper: Sequence[PaperAnswer] = (),
) -> Request:
    """What is said of each fact; facts that are passed over stay unanswered. Raises Refused."""
    things = {thing.field: thing for thing in request.things.all()}
    given = {code: _cleaned(code, one, things) for code, one in statements.items()}
    answered = [_answered(things[code], one) for code, one in given.items() if one is not None]
    if not answered:
        raise Refused(_("Say of at least one fact whether you agree, or write about it."))
    return _keep(done, request, answered, files, on_paper)


def _keep(
    done: Done,
    request: Request,
    answered: Sequence[RequestedThing],
    files: Sequence[Attachment],
    on_paper: Sequence[PaperAnswer],
) -> Request:
    close(
        done,
        request,
        RequestOutcome.ANSWERED,
        answered=answered,
        files=files,
        on_paper=on_paper,
        said={"fields": sorted(one.field for one in answered)},
    )
    RequestedThing.objects.bulk_update(answered, ["after", "is_answered"])
    tell_answered(done, request)
    return request


def _cleaned(
    code: str, statement: Statement, things: Mapping[str, RequestedThing]
) -> Statement | None:
    """None where nothing is said. Raises Refused."""
    if code not in things:
        raise Refused(_("This was not told: it stays as it is."), field=code)
    text = clean_text(statement.text)
    if len(text) > MOST_CHARACTERS:
        raise Refused(_("Write it shorter."), field=f"text_{code}")
    if statement.agrees is False and not text:
        raise Refused(_("Write why you do not agree."), field=f"text_{code}")
    if statement.agrees is None and not text:
        return None
    return Statement(statement.agrees, text)


def _answered(thing: RequestedThing, statement: Statement) -> RequestedThing:
    thing.after = {"agrees": statement.agrees, "text": statement.text}
    thing.is_answered = True
    return thing
