"""Dates of a template: days after its publication, at an hour of the local clock.

>>> from callfile.dates.central_europe import CENTRAL_EUROPE
>>> moment_after("+39 days 12:00", date(2026, 9, 21), CENTRAL_EUROPE)
'2026-10-30T12:00:00+01:00'
>>> moment_after("30. 10.", date(2026, 9, 21), CENTRAL_EUROPE)
'30. 10.'
"""

import re
from datetime import date, datetime, time, timedelta, tzinfo

_AFTER = re.compile(
    r"(?P<days>[+-][0-9]{1,3}) days? (?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])", re.ASCII
)


def moment_after(text: str, published: date, zone: tzinfo) -> str:
    """The moment as a call writes it; what says none stays as it is, for the check to name."""
    found = _AFTER.fullmatch(text)
    if found is None:
        return text
    try:
        day = published + timedelta(days=int(found["days"]))
    except OverflowError:
        return text
    clock = time(int(found["hour"]), int(found["minute"]))
    return datetime.combine(day, clock, zone).isoformat()
