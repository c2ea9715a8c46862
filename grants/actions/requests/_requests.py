"""What the acts on requests have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from grants.actions._act import Done
from grants.actions.checking._checking import in_every_language
from grants.models import (
    Application,
    Attachment,
    Request,
    RequestedThing,
    RequestKind,
    RequestOutcome,
)

# A call waits for the answer, and nobody is kept waiting longer.
LONGEST_TIME = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of the form, and why it is asked for: {language: text}."""

    field: str
    reason: Mapping[str, str]


def ask(
    done: Done,
    kind: RequestKind,
    things: Sequence[Wanted],
    due_at: datetime,
    *,
    reason: Mapping[str, str],
    article: Mapping[str, str],
) -> Request:
    """The request with its entry, open until `due_at`. Raises Refused."""
    done.require()
    application, call = done.application, done.call
    _refuse_unknown(application, things)
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
    if due_at > done.at + LONGEST_TIME:
        raise Refused(_("The time to answer lies more than a year away."), field="due_at")
    request = Request(
        application=application,
        kind=kind,
        number=application.requests.count() + 1,
        due_at=due_at,
        asked_by=done.actor,
        asked_at=done.at,
        **grounds,
    )
    wanted = [_thing(request, position, one) for position, one in enumerate(things, 1)]
    request.entry = done.record(
        pub={},
        payload={
            "application": application.number,
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


def lock_open(request: Request, done: Done) -> Request:
    """As it is now, held, with its locked application. Raises Refused once it is closed."""
    locked = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.outcome != RequestOutcome.OPEN:
        raise Refused(_("This request is closed already."))
    locked.application = done.application
    return locked


def close(
    done: Done,
    request: Request,
    outcome: RequestOutcome,
    *,
    because: str = "",
    answered: Sequence[RequestedThing] = (),
    files: Sequence[Attachment] = (),
    said: Mapping[str, object] = MappingProxyType({}),
) -> Request:
    """With the entry that fixes how it ended, and what was answered."""
    request.outcome, request.closed_by, request.closed_at = outcome, done.actor, done.at
    request.closed_because = because
    request.closing_entry = done.record(
        pub={},
        payload={"application": request.application.number, "number": request.number, **said},
        rows={"request closed": [request], "answered thing": answered, "attachment": files},
    )
    request.save(
        update_fields=["outcome", "closed_by", "closed_at", "closed_because", "closing_entry"]
    )
    return request
