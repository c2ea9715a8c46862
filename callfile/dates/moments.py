"""What a second look at the calendar finds: nothing here is wrong by itself, so all are warnings.

Dates that are past, a deadline that leaves hardly any time, a deadline or an opening on a day on
which nobody works. Unlike the rest of the set-up check this depends on the moment, so it is never
kept with a version.

>>> from datetime import datetime
>>> now = datetime.fromisoformat("2026-12-20T10:00:00+01:00")
>>> call = {"dates": {"published": "2026-12-19T08:00:00+01:00",
...     "opens": "2026-12-21T08:00:00+01:00", "deadline": "2026-12-25T12:00:00+01:00"}}
>>> [fault.place + " " + fault.code.value for fault in check_moments(call, now)]
['dates.published date_past', 'dates.deadline free_day', 'dates.deadline short_time']
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from callfile.dates.call_dates import ORDER, read_moment
from callfile.dates.legal_days import is_free
from callfile.faults import Fault, FaultCode

# Less than a week and a day is not enough to gather documents from a court register.
SHORTEST = timedelta(days=8)
_ON_WORKING_DAYS = ("deadline", "opening")


def check_moments(call: Mapping[str, Any], now: datetime) -> list[Fault]:
    """The warnings about the dates of a call that can be read, in their order.

    Days are those of the zone of `now`, in which the readers live, whichever zone is written.
    """
    dates = call.get("dates")
    if not isinstance(dates, Mapping):
        return []
    read = {name: read_moment(dates.get(name)) for name in ORDER}
    moments = {name: moment for name, moment in read.items() if moment is not None}
    found = [_fault(name, FaultCode.DATE_PAST) for name in moments if moments[name] < now]
    found += [
        _fault(name, FaultCode.FREE_DAY)
        for name in _ON_WORKING_DAYS
        if name in moments and is_free(moments[name].astimezone(now.tzinfo).date())
    ]
    deadline = moments.get("deadline")
    if deadline is not None and now <= deadline < max(now, moments.get("opens", now)) + SHORTEST:
        found.append(_fault("deadline", FaultCode.SHORT_TIME, days=SHORTEST.days))
    return found


def _fault(name: str, code: FaultCode, **args: int) -> Fault:
    return Fault(f"dates.{name}", code, args)
