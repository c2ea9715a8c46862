"""On which days an office works.

>>> free = {date(2026, 12, 25)}
>>> next_working_day(date(2026, 12, 25), free).isoformat()
'2026-12-28'
"""

from collections.abc import Container
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Neither a Saturday or a Sunday, on which the office does not work, nor a holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def next_working_day(day: date, holidays: Container[date]) -> date:
    """The day itself where it is one."""
    while not is_working_day(day, holidays):
        day += _DAY
    return day
