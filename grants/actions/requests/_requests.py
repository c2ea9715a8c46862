"""What the acts on requests have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from grants.actions._act import Done
from grants.actions.checking._checking import in_an_official_language
from grants.core.legal_days import DAYS_OF_FICTION
from grants.letters.applicant_readers import writers_for
from grants.letters.supplement import ASKED, ENDS, WAITS
from grants.models import (
    Application,
    Attachment,
    Request,
    RequestedThing,
    RequestKind,
    RequestOutcome,
)
from grants.selectors.requests.legal_time import due_without_delivery

# How long before the fiction of delivery, and before the last day, somebody is reminded.
_BEFORE_FICTION, _BEFORE_END = timedelta(days=4), timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of the form, why it is asked for and under which article: {language: text}."""

    field: str
    reason: Mapping[str, str]
    article: Mapping[str, str]


def ask(
    done: Done,
    kind: RequestKind,
    things: Sequence[Wanted],
    days: int,
) -> Request:
    """The request with its entry; its `days` run from the delivery. Raises Refused."""
    done.require()
    application, call = done.application, done.call
    _refuse_unknown(application, things)
    request = Request(
        application=application,
        kind=kind,
        number=application.requests.count() + 1,
        days=days,
        due_at=due_without_delivery(call, done.at, days),
        asked_by=done.actor,
        asked_at=done.at,
    )
    wanted = [_thing(request, position, one) for position, one in enumerate(things, 1)]
    request.entry = request.due_entry = done.record(
        pub={},
        payload={
            "application": application.number,
            "number": request.number,
            "days": days,
            "fields": [one.field for one in things],
        },
        rows={"request": [request], "request due": [request], "requested thing": wanted},
    )
    request.save()
    RequestedThing.objects.bulk_create(wanted)
    readers = writers_for([application.organisation_id])
    done.tell(ASKED, request.pk, readers)
    announced = done.at + timedelta(days=DAYS_OF_FICTION)
    done.tell(WAITS, request.pk, readers, not_before=announced - _BEFORE_FICTION)
    remind(done, request)
    return request


def remind(done: Done, request: Request) -> None:
    """Before the end of the time, as it is now."""
    readers = writers_for([done.application.organisation_id])
    done.tell(ENDS, request.pk, readers, not_before=request.due_at - _BEFORE_END)


def _thing(request: Request, position: int, one: Wanted) -> RequestedThing:
    call, answers = request.application.call, request.application.answers or {}
    why = in_an_official_language(
        call,
        one.reason,
        _("Write what is to be supplemented, in one official language at least."),
        field=f"reason_{one.field}",
    )
    article = in_an_official_language(
        call,
        one.article,
        _("Name the article of the rules under which this is asked for."),
        field=f"article_{one.field}",
    )
    return RequestedThing(
        request=request,
        position=position,
        field=one.field,
        reason=why,
        article=article,
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
