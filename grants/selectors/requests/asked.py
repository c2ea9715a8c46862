"""What an applicant is asked for, and what was answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from callfile.numbers.money import cents
from grants.core import application_stages, call_stages
from grants.models import Application, Call, Request, RequestedThing, RequestOutcome


def open_request(application: Application) -> Request | None:
    """The one that is neither answered nor taken back, whether or not its time is over."""
    rows = application.requests.filter(outcome=RequestOutcome.OPEN)
    return rows.order_by("number").last()


def newest_request(application: Application) -> Request | None:
    """The last one that was not taken back, whether or not it was answered."""
    rows = application.requests.exclude(outcome=RequestOutcome.TAKEN_BACK)
    return rows.order_by("number").last()


def until_when_asked(at: datetime) -> Subquery:
    """For rows of applications: the end of the time in which one may still be supplemented."""
    rows = Request.objects.filter(
        application=OuterRef("pk"),
        outcome=RequestOutcome.OPEN,
        application__state__in=application_stages.TO_CHECK,
        application__call__state__in=call_stages.IN_CHECK,
    )
    return Subquery(rows.filter(due_at__gte=at).order_by("-number").values("due_at")[:1])


def is_running(request: Request, at: datetime) -> bool:
    """It may still be answered: nobody has, its time lasts, and its application is checked."""
    application = request.application
    return (
        request.outcome == RequestOutcome.OPEN
        and not is_lapsed(request, at)
        and application.state in application_stages.TO_CHECK
        and application.call.state in call_stages.IN_CHECK
    )


def is_lapsed(request: Request, at: datetime) -> bool:
    """Nobody has answered in time; the last moment itself is in time."""
    return request.outcome == RequestOutcome.OPEN and at > request.due_at


def with_answers(rows: QuerySet[Application]) -> QuerySet[Application]:
    """With all that `answered_things` reads, in two queries for all."""
    answered = Request.objects.filter(outcome=RequestOutcome.ANSWERED).order_by("-number")
    things = Prefetch("things", RequestedThing.objects.filter(is_answered=True))
    requests = Prefetch("requests", answered.prefetch_related(things), to_attr="answered_requests")
    return rows.prefetch_related(requests)


def answered_things(application: Any) -> list[RequestedThing]:
    """Of a row of `with_answers`, the newest answer first."""
    return [thing for request in application.answered_requests for thing in request.things.all()]


def requested_as_sent(call: Call) -> dict[int, int]:
    """What was requested before a supplement, in cents, by the application that has one."""
    rows = call.applications.filter(requests__outcome=RequestOutcome.ANSWERED).distinct()
    found = {}
    for row in with_answers(rows.select_related("lot")):
        form = call.file.lot(row.lot.code).form
        sent = without_supplements(row.answers or {}, answered_things(row))
        found[row.pk] = cents(form.facts(sent).get("requested")) or 0
    return found


def without_supplements(
    answers: Mapping[str, Any], things: Iterable[RequestedThing]
) -> dict[str, Any]:
    """The answers as they were sent; `things` are those that were answered, the newest first."""
    found = dict(answers)
    for thing in things:
        found.pop(thing.field, None)
        if thing.before is not None:
            found[thing.field] = thing.before
    return found
