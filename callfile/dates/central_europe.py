"""The clock of Central Europe by its rule, for where no table of zones is installed.

An hour ahead in summer: from the last Sunday of March to the last Sunday of October, at 1:00 UTC
(directive 2000/84/EC).

>>> [datetime(2026, 10, day, 12, tzinfo=CENTRAL_EUROPE).isoformat()[-6:] for day in (24, 25)]
['+02:00', '+01:00']
"""

from datetime import UTC, datetime, timedelta, tzinfo

_HOUR = timedelta(hours=1)
_MARCH, _OCTOBER = 3, 10


class _CentralEurope(tzinfo):
    """`fold` tells the hour that comes twice apart, as everywhere."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        return _HOUR + self.dst(moment)

    def dst(self, moment: datetime | None) -> timedelta:
        if moment is None:
            return timedelta(0)
        # Clocks are compared with each other, so all of them bear the same zone.
        clock = moment.replace(tzinfo=UTC, fold=0)
        # At 2:00 the clocks go forward, at 3:00 of summer back to 2:00.
        begins = _last_sunday(clock.year, _MARCH) + 2 * _HOUR
        ends = _last_sunday(clock.year, _OCTOBER) + (2 if moment.fold else 3) * _HOUR
        return _HOUR if begins <= clock < ends else timedelta(0)

    def tzname(self, moment: datetime | None) -> str:
        return "CEST" if self.dst(moment) else "CET"


def _last_sunday(year: int, month: int) -> datetime:
    """Of March or October, which have 31 days."""
    last = datetime(year, month, 31, tzinfo=UTC)
    return last - timedelta(days=last.isoweekday() % 7)


CENTRAL_EUROPE = _CentralEurope()
