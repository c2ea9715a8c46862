"""Days as the law counts them: when a time that is given in days is over.

The day of delivery does not count; every day after it does, free days too. What would end on a day
on which nobody works ends with the next working day (ZUP, articles 100 and 101).

>>> free = {date(2026, 10, 31): "dan reformacije", date(2026, 11, 1): "dan spomina na mrtve"}
>>> last_day(date(2026, 10, 24), 8, free).isoformat()
'2026-11-02'
>>> last_day(date(2026, 10, 8), 8, free).isoformat()
'2026-10-16'
"""

from collections.abc import Container
from datetime import date, datetime, time, timedelta, tzinfo

from callfile.dates.working_days import next_working_day

_DAY = timedelta(days=1)
# What nobody takes over counts as delivered when this many days are over since it was announced
# (ZUP, article 87; of what waits in an account article 86.a).
DAYS_OF_FICTION = 15
# What was posted on the last day is in time (ZUP, article 68): so long it may be on its way.
DAYS_OF_MAIL = 5


def last_day(delivered: date, days: int, holidays: Container[date]) -> date:
    """The last of `days` days after that of the delivery."""
    return next_working_day(delivered + days * _DAY, holidays)


def delivered_by_fiction(announced: date) -> date:
    """The day on which it counts as delivered, also a free one."""
    return announced + DAYS_OF_FICTION * _DAY


def end_of(day: date, zone: tzinfo) -> datetime:
    """Its last moment, which is still in time: 24.00 is the first that is not."""
    return datetime.combine(day, time.max, zone)
