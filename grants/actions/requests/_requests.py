"""What the acts on requests have in common."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.refusal import Refused
from applicants.selectors import is_without_people
from grants.actions._act import Done
from grants.core.legal_days import DAYS_OF_FICTION
from grants.letters.applicant_readers import writers_for
from grants.models import (
    Attachment,
    PaperAnswer,
    Request,
    RequestedThing,
    RequestKind,
    RequestOutcome,
)
from grants.selectors.may import require_state
from grants.selectors.requests.asked import ANSWERED_BY, RECORDED_BY, open_request
from grants.selectors.requests.legal_time import delivered_on, due_without_delivery
from grants.words.requests import Notice, letter_kind

# How long before the fiction of delivery, and before the last day, somebody is reminded.
_BEFORE_FICTION, _BEFORE_END = timedelta(days=4), timedelta(days=2)
SERVED_BY_POST = gettext_lazy(
    "This is served by post: the time runs from the day on which the letter is delivered."
)


def ask(
    done: Done,
    kind: RequestKind,
    things: Sequence[RequestedThing],
    days: int,
    *,
    by_post: bool = False,
) -> Request:
    """The request with its `things`, which are not saved yet, and its entry; its `days` run from
    the delivery. It is served by post where nobody acts for the applicant in an account. Raises
    Refused.
    """
    done.require()
    application, call = done.application, done.call
    by_post = by_post or is_without_people(application.organisation)
    request = Request(
        application=application,
        kind=kind,
        number=application.requests.count() + 1,
        days=days,
        by_post=by_post,
        due_at=None if by_post else due_without_delivery(call, done.at, days),
        asked_by=done.actor,
        asked_at=done.at,
    )
    for position, one in enumerate(things, 1):
        one.request, one.position = request, position
    request.entry = request.due_entry = done.record(
        pub={},
        payload={
            "application": application.number,
            "number": request.number,
            "days": days,
            "fields": [one.field for one in things],
            **({"by_post": True} if by_post else {}),
        },
        rows={"request": [request], "request due": [request], "requested thing": things},
    )
    request.save()
    RequestedThing.objects.bulk_create(things)
    if by_post:
        return request
    readers = writers_for([application.organisation_id])
    done.tell(letter_kind(kind, Notice.ASKED), request.pk, readers)
    announced = done.at + timedelta(days=DAYS_OF_FICTION)
    before_fiction = announced - _BEFORE_FICTION
    done.tell(letter_kind(kind, Notice.WAITS), request.pk, readers, not_before=before_fiction)
    remind(done, request)
    return request


def remind(done: Done, request: Request) -> None:
    """Before the end of the time, as it is now."""
    if request.due_at is None:
        return
    readers = writers_for([done.application.organisation_id])
    kind = letter_kind(request.kind, Notice.ENDS)
    done.tell(kind, request.pk, readers, not_before=request.due_at - _BEFORE_END)


def tell_answered(done: Done, request: Request) -> None:
    """To whoever asked, while the account is in use."""
    asker = request.asked_by
    if asker.is_active:
        kind = letter_kind(request.kind, Notice.ANSWERED)
        done.tell(kind, request.pk, [(asker.email, asker.language)])


def require_delivered(request: Request, at: datetime, otherwise: str) -> None:
    """Raises Refused, with `otherwise` where it can be taken over in the account."""
    if delivered_on(request, at) is not None:
        return
    raise Refused(SERVED_BY_POST if request.by_post else otherwise)


def lock_open(request: Request, done: Done) -> Request:
    """As it is now, held, with its locked application. Raises Refused once it is closed, where
    another one was asked since, and in states in which its kind is not answered.
    """
    locked = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.outcome != RequestOutcome.OPEN or locked != open_request(done.application):
        raise Refused(_("This request is closed already."))
    require_state(ANSWERED_BY[locked.kind], done.application)
    for steps in (ANSWERED_BY, RECORDED_BY):
        if done.step in steps.values() and steps[locked.kind] != done.step:
            raise Refused(_("Something else is asked of this application now."))
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
    on_paper: Sequence[PaperAnswer] = (),
    said: Mapping[str, object] = MappingProxyType({}),
) -> Request:
    """With the entry that fixes how it ended, and what was answered."""
    request.outcome, request.closed_by, request.closed_at = outcome, done.actor, done.at
    request.closed_because = because
    request.closing_entry = done.record(
        pub={},
        payload={"application": request.application.number, "number": request.number, **said},
        rows={
            "request closed": [request],
            "answered thing": answered,
            "answer file": files,
            "paper answer": on_paper,
        },
    )
    request.save(
        update_fields=["outcome", "closed_by", "closed_at", "closed_because", "closing_entry"]
    )
    return request
