"""What an applicant is asked for, and what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.permissions import Person
from callfile.numbers.money import cents
from grants.core.legal_days import DAYS_OF_MAIL
from grants.core.tables import row_of
from grants.core.workflow import ApplicationWork
from grants.models import (
    Application,
    Call,
    Channel,
    LateAnswer,
    Request,
    RequestedThing,
    RequestKind,
    RequestOutcome,
)
from grants.selectors.may import is_state_for, takes
from grants.selectors.requests.legal_time import delivered_on

# The step that answers a request of each kind: it runs in the states of that row.
ANSWERED_BY: Mapping[str, ApplicationWork] = {
    RequestKind.SUPPLEMENT: ApplicationWork.ANSWER_REQUEST,
    RequestKind.HEARING: ApplicationWork.ANSWER_FINDINGS,
}
# The step that records an answer that came on paper.
RECORDED_BY: Mapping[str, ApplicationWork] = {
    RequestKind.SUPPLEMENT: ApplicationWork.RECORD_ANSWER,
    RequestKind.HEARING: ApplicationWork.RECORD_STATEMENTS,
}

# Its answers take the place of what was sent.
was_supplemented = Q(
    kind__in=[kind for kind, step in ANSWERED_BY.items() if step is ApplicationWork.ANSWER_REQUEST],
    outcome=RequestOutcome.ANSWERED,
)


def open_request(application: Application) -> Request | None:
    """The one that is neither answered nor taken back, whether or not its time is over."""
    rows = application.requests.filter(outcome=RequestOutcome.OPEN)
    return rows.order_by("number").last()


def standing_requests(application: Application) -> QuerySet[Request]:
    """Those that were not taken back, the first that was asked first."""
    rows = application.requests.exclude(outcome=RequestOutcome.TAKEN_BACK)
    return rows.order_by("number")


def newest_request(application: Application, kind: RequestKind) -> Request | None:
    """The last one of the kind that was not taken back, whether or not it was answered."""
    return standing_requests(application).filter(kind=kind).last()


def with_running_request(rows: QuerySet[Application], at: datetime) -> QuerySet[Application]:
    """With `asked_until`, the end of the time in which something may still be answered, and
    `asked_kind`; both are None where nothing runs. While a letter is on its way there is no end.
    """
    running = _running(at).filter(application=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        asked_until=Subquery(running.values("due_at")[:1]),
        asked_kind=Subquery(running.values("kind")[:1]),
    )


def nothing_running(rows: QuerySet[Application], at: datetime) -> QuerySet[Application]:
    """Those of which nothing is asked at the moment, and no answer may be on its way by post."""
    posted = _running(at - timedelta(days=DAYS_OF_MAIL)).filter(by_post=True)
    rows = rows.exclude(pk__in=posted.values("application"))
    return rows.exclude(pk__in=_running(at).values("application"))


def _running(at: datetime) -> QuerySet[Request]:
    answerable = Q()
    for kind, step in ANSWERED_BY.items():
        row = row_of(step)
        answerable |= Q(
            kind=kind, application__state__in=row.sources, application__call__state__in=row.calls
        )
    in_time = Q(due_at__gte=at) | Q(due_at=None)
    return Request.objects.filter(answerable, in_time, outcome=RequestOutcome.OPEN)


def is_running(request: Request, at: datetime) -> bool:
    """It may still be answered: nobody has, its time lasts, and its application is checked."""
    return (
        request.outcome == RequestOutcome.OPEN
        and not is_lapsed(request, at)
        and is_state_for(ANSWERED_BY[request.kind], request.application)
    )


def may_record_answer(request: Request, application: Application, person: Person) -> bool:
    """Whether an answer on paper may be recorded: the request has reached the applicant and is not
    closed; whether it was posted in time, the act asks.
    """
    is_reached = delivered_on(request, timezone.now()) is not None
    step = RECORDED_BY[request.kind]
    return not request.outcome and is_reached and takes(step, application, person)


def may_record_late(request: Request, application: Application, person: Person) -> bool:
    """Whether something may be recorded that was posted after the time of the request."""
    is_over = request.due_at is not None and timezone.now() > request.due_at
    is_over = is_over and request.outcome != RequestOutcome.TAKEN_BACK
    return is_over and takes(ApplicationWork.RECORD_LATE_ANSWER, application, person)


@dataclass(frozen=True, slots=True)
class RepliesOnPaper:
    """What came too late in answer to a request, and whether anything may be recorded now."""

    request: Request
    late: Sequence[LateAnswer]
    may_record: bool


def replies_on_paper(
    application: Application, kind: RequestKind, person: Person
) -> list[RepliesOnPaper]:
    """Of each request of the kind the newest first, those taken back too: what is on record of an
    earlier one is read, and still comes, once another is sent.
    """
    rows = application.requests.filter(kind=kind).prefetch_related("late_answers")
    return [
        RepliesOnPaper(
            one,
            list(one.late_answers.all()),
            may_record_answer(one, application, person)
            or may_record_late(one, application, person),
        )
        for one in rows.order_by("-number")
    ]


def is_lapsed(request: Request, at: datetime) -> bool:
    """Nobody has answered in time; the last moment itself is in time. While a letter is on its way
    no time runs.
    """
    is_over = request.due_at is not None and at > request.due_at
    return request.outcome == RequestOutcome.OPEN and is_over


def waited_until(request: Request) -> datetime | None:
    """The last moment in which an answer that is in time may come; None while no time runs."""
    if request.due_at is None or not request.by_post:
        return request.due_at
    return request.due_at + timedelta(days=DAYS_OF_MAIL)


def is_waited_for(request: Request, at: datetime) -> bool:
    """The time to answer lasts, or what was posted in it may still come: nobody is judged yet."""
    last = waited_until(request)
    return request.outcome == RequestOutcome.OPEN and (last is None or at <= last)


def with_answers(rows: QuerySet[Application]) -> QuerySet[Application]:
    """With all that `answered_things` reads, in two queries for all."""
    answered = Request.objects.filter(was_supplemented).order_by("-number")
    things = Prefetch("things", RequestedThing.objects.filter(is_answered=True))
    requests = Prefetch("requests", answered.prefetch_related(things), to_attr="answered_requests")
    return rows.prefetch_related(requests)


def answered_things(application: Any) -> list[RequestedThing]:
    """Of a row of `with_answers`, the newest answer first."""
    return [thing for request in application.answered_requests for thing in request.things.all()]


def requested_as_sent(call: Call) -> dict[int, int]:
    """What was requested at the opening, in cents, by the application of which something else is
    read now: one that was supplemented, or one on paper, of which nothing was read then.
    """
    supplemented = Request.objects.filter(was_supplemented).values("application")
    changed = Q(pk__in=supplemented) | Q(channel=Channel.PAPER)
    found = {}
    for row in with_answers(call.applications.filter(changed).select_related("lot")):
        form = call.file.lot(row.lot.code).form
        sent = without_supplements(row.answers or {}, answered_things(row))
        is_paper = row.channel == Channel.PAPER
        found[row.pk] = 0 if is_paper else cents(form.facts(sent).get("requested")) or 0
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
