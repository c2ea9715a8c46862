"""Until when questions about a call are taken, and by when one is answered.

A call file names no such days, so they are the same for every call: whoever asks has the answer
while there is still time to apply. Moments are on the clock of the installation.

>>> from datetime import UTC
>>> noon = datetime(2026, 9, 22, 12, tzinfo=UTC)
>>> questions_until(noon).isoformat(timespec="minutes")
'2026-09-17T23:59+00:00'
>>> asked = datetime(2026, 9, 4, 9, tzinfo=UTC)
>>> answer_due(asked, noon, ()).isoformat(timespec="minutes")
'2026-09-10T23:59+00:00'
>>> answer_due(asked, noon, {date(2026, 9, 8)}).isoformat(timespec="minutes")
'2026-09-11T23:59+00:00'
>>> answer_due(datetime(2026, 9, 17, 9, tzinfo=UTC), noon, ()).isoformat(timespec="minutes")
'2026-09-21T23:59+00:00'
"""

from collections.abc import Container
from datetime import UTC, date, datetime, timedelta
from typing import Final

from callfile.dates.working_days import is_working_day
from grants.core.legal_days import end_of

DAYS_BEFORE_DEADLINE: Final = 5
WORKING_DAYS_TO_ANSWER: Final = 4

_DAY = timedelta(days=1)


def questions_until(deadline: datetime) -> datetime:
    """The last moment for a question: the end of the fifth day before the deadline."""
    return _end_of_day(deadline - DAYS_BEFORE_DEADLINE * _DAY)


def answer_due(asked: datetime, deadline: datetime, holidays: Container[date]) -> datetime:
    """The end of the fourth working day after the question, or of the day before the deadline."""
    day, left = asked, WORKING_DAYS_TO_ANSWER
    while left:
        day += _DAY
        left -= is_working_day(day.date(), holidays)
    return min(_end_of_day(day), _end_of_day(deadline - _DAY))


def _end_of_day(moment: datetime) -> datetime:
    return end_of(moment.date(), moment.tzinfo or UTC)
