"""Ask an applicant to supplement named things of an opened application until a time.

The reason and the article of the rules are written in every language of the call: a request that
names no ground would not stand, and nobody is asked for more than the form asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions._checking import in_every_language
from grants.core.workflow import ApplicationWork
from grants.models import Application, Request, RequestedThing, RequestKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of the form, and why it is asked for: {language: text}."""

    field: str
    reason: Mapping[str, str]


def request_supplement(
    *,
    application: Application,
    things: Sequence[Wanted],
    due_at: datetime,
    reason: Mapping[str, str],
    article: Mapping[str, str],
    actor: User,
) -> Request:
    """The request, open until `due_at`. Raises Refused: a field that the form does not ask, a time
    that is past, a text that is missing, a request that is open already.
    """
    with act(application, ApplicationWork.REQUEST_SUPPLEMENT, actor, holding_call=True) as done:
        done.require()
        locked, call = done.application, done.call
        _refuse_unknown(locked, things)
        grounds = {
            "reason": in_every_language(
                call, reason, _("Write the reason in every official language."), field="reason"
            ),
            "article": in_every_language(
                call,
                article,
                _("Name the article of the rules under which the supplement is asked for."),
                field="article",
            ),
        }
        if due_at <= done.at:
            raise Refused(_("The time to answer lies in the past."), field="due_at")
        request = Request(
            application=locked,
            kind=RequestKind.SUPPLEMENT,
            number=locked.requests.count() + 1,
            due_at=due_at,
            asked_by=actor,
            asked_at=done.at,
            **grounds,
        )
        wanted = [_thing(request, position, one) for position, one in enumerate(things, 1)]
        request.entry = done.record(
            pub={},
            payload={
                "application": locked.number,
                "number": request.number,
                "due_at": due_at.isoformat(),
                "fields": [one.field for one in things],
            },
            rows={"request": [request], "requested thing": wanted},
        )
        request.save()
        RequestedThing.objects.bulk_create(wanted)
        return request


def _thing(request: Request, position: int, one: Wanted) -> RequestedThing:
    call, answers = request.application.call, request.application.answers or {}
    why = in_every_language(call, one.reason, _("Write why this is asked for."), field=one.field)
    return RequestedThing(
        request=request,
        position=position,
        field=one.field,
        reason=why,
        before=answers.get(one.field),
    )


def _refuse_unknown(application: Application, things: Sequence[Wanted]) -> None:
    form = application.call.file.lot(application.lot.code).form
    asked = {field.code for field in form.shown(application.answers or {})}
    named = [one.field for one in things]
    if not named:
        raise Refused(_("Choose at least one thing that is to be supplemented."), field="things")
    if len(set(named)) != len(named) or not asked.issuperset(named):
        raise Refused(_("The form of this application does not ask for this."), field="things")
