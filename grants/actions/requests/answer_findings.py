"""Answer what was found: once, fact by fact. Nothing of the application changes by it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.checking._checking import MOST_CHARACTERS
from grants.actions.requests._requests import (
    close,
    lock_open,
    require_delivered,
    tell_answered,
)
from grants.core.workflow import ApplicationWork
from grants.models import Request, RequestedThing, RequestOutcome


@dataclass(frozen=True, slots=True)
class Statement:
    """Whether the applicant agrees, None where it does not say, and what it says."""

    agrees: bool | None = None
    text: str = ""


def answer_findings(
    *, request: Request, statements: Mapping[str, Statement], actor: User
) -> Request:
    """The answered request; facts that `statements` pass over stay unanswered. Raises Refused."""
    with act(request.application, ApplicationWork.ANSWER_FINDINGS, actor) as done:
        done.require()
        locked = lock_open(request, done)
        done.require_moment()
        otherwise = _("Take it over first: then you see what was found.")
        require_delivered(locked, done.at, otherwise)
        things = {thing.field: thing for thing in locked.things.all()}
        given = {code: _cleaned(code, one, things) for code, one in statements.items()}
        answered = [_answered(things[code], one) for code, one in given.items() if one is not None]
        if not answered:
            raise Refused(_("Say of at least one fact whether you agree, or write about it."))
        said = {"fields": sorted(one.field for one in answered)}
        close(done, locked, RequestOutcome.ANSWERED, answered=answered, said=said)
        RequestedThing.objects.bulk_update(answered, ["after", "is_answered"])
        tell_answered(done, locked)
        return locked


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
