"""Hours that the clocks of a place skip in spring, or show twice in autumn.

>>> from zoneinfo import ZoneInfo
>>> zone = ZoneInfo("Europe/Ljubljana")
>>> [len(readings(datetime(2027, *day, 2, 30), zone)) for day in ((3, 28), (10, 31), (5, 8))]
[0, 2, 1]
"""

from datetime import UTC, datetime, tzinfo

from callfile.faults import FaultCode


def readings(clock: datetime, zone: tzinfo) -> list[datetime]:
    """The moments at which clocks in `zone` show `clock` (without a zone), the earlier first.

    Raises OverflowError in the first and the last hours that a date can have.
    """
    both = [clock.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    moments = {moment.astimezone(UTC) for moment in both}
    return sorted(one for one in moments if _shown(one, zone) == clock.replace(fold=0))


def clock_fault(moment: datetime, zone: tzinfo) -> FaultCode | None:
    """Why readers in `zone` cannot know what is meant by a moment as it is written.

    With the offset of the zone, the hour as written counts; with another one (Z), what it becomes.
    """
    try:
        return _fault(moment, zone)
    except OverflowError:
        # No clock was ever changed in the year 1, nor will one be on the last day of 9999.
        return None


def _fault(moment: datetime, zone: tzinfo) -> FaultCode | None:
    written = moment.replace(tzinfo=None)
    is_of_the_place = moment.utcoffset() in {
        written.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)
    }
    if is_of_the_place and not readings(written, zone):
        return FaultCode.HOUR_SKIPPED
    if len(readings(_shown(moment, zone), zone)) == 2:
        return FaultCode.HOUR_TWICE
    return None


def _shown(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
