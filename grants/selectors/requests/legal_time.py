"""The legal time of a call: which days are free where its funder works, and when a time is over."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

import holidays as calendar
from django.utils import timezone

from callfile.dates.working_days import is_working_day
from grants.core.legal_days import delivered_by_fiction, end_of, last_day
from grants.models import Call, Request


@dataclass(frozen=True, slots=True)
class CountedDay:
    """`number` is its place in the time that runs, 0 before and after it."""

    day: date
    number: int
    is_free: bool
    is_delivery: bool
    is_last: bool


def days_to_be_heard(call: Call) -> int:
    """For an answer to what was found. No law sets a number, so the authority does (ZUP, article
    99): the equal time that the call gives to all for a supplement.
    """
    return call.file.supplement_days


@cache
def holidays_in(country: str) -> Container[date]:
    """Days that the law of a country (ISO 3166-1) makes free, whatever day of the week.

    Where Italian is an official language too, the acts are those of Slovenia: an Italian holiday
    moves no deadline of theirs. Source: ZPDPD, articles 1 and 2; legge 260/1949.
    """
    return calendar.country_holidays(country)


def holidays_of(call: Call) -> Container[date]:
    """Days that the law of the funder's country makes free, whatever day of the week."""
    return holidays_in(call.funder.country)


def due_after(call: Call, delivered: date, days: int) -> datetime:
    """The last moment in which what takes `days` from its delivery is in time."""
    zone = timezone.get_default_timezone()
    return end_of(last_day(delivered, days, holidays_of(call)), zone)


def due_without_delivery(call: Call, announced: datetime, days: int) -> datetime:
    """The same where nobody takes over what was announced."""
    return due_after(call, delivered_by_fiction(timezone.localdate(announced)), days)


def delivered_on(request: Request, at: datetime) -> date | None:
    """The day of the delivery, by hand or by the law; None where neither has come.

    Of a letter on paper only the slip says it, because there the law counts from the notice of the
    post; of one that found no address the public notice does (ZUP, articles 96 to 98).
    """
    if request.delivered_at is not None:
        return timezone.localdate(request.delivered_at)
    announced = request.announced_on if request.by_post else timezone.localdate(request.asked_at)
    if announced is None:
        return None
    by_law = delivered_by_fiction(announced)
    return by_law if timezone.localdate(at) > by_law else None


def counted_days(call: Call, delivered: date, days: int) -> Iterator[CountedDay]:
    """Whole weeks, from the Monday before the delivery to the Sunday after the last day."""
    free = holidays_of(call)
    last = last_day(delivered, days, free)
    day = delivered - timedelta(days=delivered.weekday())
    while day <= last or day.weekday():
        number = (day - delivered).days
        yield CountedDay(
            day=day,
            number=number if 0 < number <= days else 0,
            is_free=not is_working_day(day, free),
            is_delivery=day == delivered,
            is_last=day == last,
        )
        day += timedelta(days=1)
