"""What the calendar says against publishing a call now: its dates, and the days between them.

Dates that are past, a deadline that leaves hardly any time, a deadline or an opening on a day on
which nobody works. Nothing here is wrong by itself, so a call file with such dates is warned of;
but it is not published. Unlike the rest of the set-up check this depends on the moment, so it is
never kept with a version. A call that is to be published earlier on the same day is published now;
one that is to be published later stands frozen until then.

>>> now = datetime.fromisoformat("2026-12-20T10:00:00+01:00")
>>> call = {"dates": {"published": "2026-12-19T08:00:00+01:00",
...     "opens": "2026-12-21T08:00:00+01:00", "deadline": "2026-12-25T12:00:00+01:00"}}
>>> faults = check_moments(call, now, {date(2026, 12, 25)})
>>> [fault.place + " " + fault.code.value for fault in faults]
['dates.published date_past', 'dates.deadline free_day', 'dates.deadline short_time']
"""

from collections.abc import Container, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final

from callfile.dates.call_dates import ORDER, read_moment
from callfile.dates.working_days import is_working_day, next_working_day
from callfile.faults import Fault, FaultCode

# Less than a week and a day is not enough to gather documents from a court register.
SHORTEST: Final = timedelta(days=8)
_ON_WORKING_DAYS = ("deadline", "opening")
# What may have been earlier on the day of the publication.
_BY_DAY = ("published", "opens")


def check_moments(call: Mapping[str, Any], now: datetime, holidays: Container[date]) -> list[Fault]:
    """What is against the dates of a call that can be read, in their order.

    Days are those of the zone of `now`, in which the readers live, whichever zone is written.
    """
    dates = call.get("dates")
    if not isinstance(dates, Mapping):
        return []
    read = {name: read_moment(dates.get(name)) for name in ORDER}
    moments = {
        name: moment.astimezone(now.tzinfo) for name, moment in read.items() if moment is not None
    }
    found = [_fault(name, FaultCode.DATE_PAST) for name in moments if _is_past(name, moments, now)]
    found += [
        _fault(name, FaultCode.FREE_DAY)
        for name in _ON_WORKING_DAYS
        if name in moments and not is_working_day(moments[name].date(), holidays)
    ]
    deadline = moments.get("deadline")
    starts = (moments.get(name, now) for name in _BY_DAY)
    if deadline is not None and now <= deadline < max(now, *starts) + SHORTEST:
        found.append(_fault("deadline", FaultCode.SHORT_TIME, days=SHORTEST.days))
    return found


def on_working_days(
    call: Mapping[str, Any], zone: tzinfo, holidays: Container[date]
) -> dict[str, Any]:
    """The call with deadline and opening moved to the next day on which somebody works, at the same
    hour; the opening stays on a day after the deadline.

    >>> from datetime import UTC
    >>> dates = {"deadline": "2026-12-25T12:00:00+00:00", "opening": "2026-12-28T09:00:00+00:00"}
    >>> on_working_days({"dates": dates}, UTC, {date(2026, 12, 25)})["dates"]
    {'deadline': '2026-12-28T12:00:00+00:00', 'opening': '2026-12-29T09:00:00+00:00'}
    """
    dates = call.get("dates")
    if not isinstance(dates, Mapping):
        return dict(call)
    moved, earliest = dict(dates), date.min
    for name in _ON_WORKING_DAYS:
        moment = read_moment(dates.get(name))
        if moment is not None:
            local = moment.astimezone(zone)
            day = next_working_day(max(local.date(), earliest), holidays)
            moved[name] = datetime.combine(day, local.time(), zone).isoformat()
            earliest = day + timedelta(days=1)
    return {**call, "dates": moved}


def _is_past(name: str, moments: Mapping[str, datetime], now: datetime) -> bool:
    moment = moments[name]
    return moment.date() < now.date() if name in _BY_DAY else moment < now


def _fault(name: str, code: FaultCode, **args: int) -> Fault:
    return Fault(f"dates.{name}", code, args)
