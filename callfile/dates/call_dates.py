"""The dates of a call: each with time and zone, one after the other.

Source: CALL_FILE §1 (dates with time and zone), DESIGN §2 (open and closed follow from dates).

>>> page = Inspection()
>>> _ = DATES.read(page, {"published": "2027-01-11T08:00:00+01:00",
...     "opens": "2027-01-11T08:00:00+01:00", "deadline": "2027-01-10T12:00:00+01:00",
...     "opening": "2027-01-15T09:00:00", "results_by": "2027-03-01"}, "dates")
>>> [fault.place + " " + fault.code.value for fault in page.faults]
['dates.opening no_zone', 'dates.results_by expected_date_time']
"""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Any

from callfile.dates.clock_change import clock_fault
from callfile.faults import FaultCode
from callfile.reading.inspection import Inspection, at
from callfile.reading.lists import list_of
from callfile.reading.parts import key, lenient, part
from callfile.reading.shapes import (
    Definitions,
    Schema,
    Shape,
    named,
    near_day,
    pattern,
    standing_in,
)

# Each may be the same moment as the one before it, except where `_STRICTLY_AFTER` says later.
ORDER = ("published", "opens", "deadline", "opening", "results_by")
_STRICTLY_AFTER = frozenset({"deadline", "consultation[1]"})
_DAY_AND_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
_SHAPE = re.compile(rf"{_DAY_AND_TIME}(?P<zone>{_ZONE})?", re.ASCII)


def read_moment(text: object) -> datetime | None:
    """The moment that a text of the form 2027-01-15T09:00:00+01:00 names, or None."""
    shape = _SHAPE.fullmatch(text) if isinstance(text, str) else None
    if shape is None or not shape["zone"]:
        return None
    try:
        return datetime.fromisoformat(shape[0])
    except ValueError:
        return None


def _read(page: Inspection, value: object, place: str) -> datetime | None:
    moment = read_moment(value)
    if moment is None:
        shape = _SHAPE.fullmatch(value) if isinstance(value, str) else None
        unzoned = shape is not None and not shape["zone"]
        page.add(place, FaultCode.NO_ZONE if unzoned else FaultCode.EXPECTED_DATE_TIME)
    elif not near_day(page, moment.date(), place):
        return None
    return moment


MOMENT: Shape[datetime] = Shape(_read, named("moment", pattern(_DAY_AND_TIME + _ZONE)))
# Dates are looked at also where one of them is missing.
_ONE_OF_DATES: Shape[Any] = standing_in(MOMENT, None)


def _read_two(page: Inspection, value: object, place: str) -> tuple[datetime, ...] | None:
    if not isinstance(value, list) or len(value) != 2:
        page.add(place, FaultCode.EXPECTED_LIST)
        return None
    return list_of(MOMENT).read(page, value, place)


def _two_schema(definitions: Definitions) -> Schema:
    return {**list_of(MOMENT).schema(definitions), "minItems": 2, "maxItems": 2}


@part("Days and hours, each with its zone.")
class Dates:
    """A date that cannot be read is None; of a call without faults none is but `consultation`."""

    consultation: tuple[datetime, ...] | None = key(
        Shape(_read_two, _two_schema),
        "First and last moment in which the draft may be commented on.",
        default=None,
    )
    published: datetime = key(
        _ONE_OF_DATES, "From then on the file is frozen and its hash stands in the ledger."
    )
    opens: datetime = key(_ONE_OF_DATES, "From then on applications are accepted.")
    deadline: datetime = key(
        _ONE_OF_DATES,
        "Last moment of a submission; at the moment itself it is still in time.",
    )
    opening: datetime = key(_ONE_OF_DATES, "The opening session.")
    results_by: datetime = key(_ONE_OF_DATES, "When the parties hear the result at the latest.")

    def known(self) -> Iterator[tuple[str, datetime]]:
        """Those that could be read, in the order in which they have to follow each other."""
        for index, moment in enumerate(self.consultation or ()):
            yield f"consultation[{index}]", moment
        for name in ORDER:
            moment = getattr(self, name)
            if moment is not None:
                yield name, moment


DATES: Shape[Dates] = lenient(Dates)


def check_dates(page: Inspection, dates: Dates, zone: tzinfo | None = None) -> None:
    """Report what is not in order; where `zone` is known, hours that its clocks skip or repeat."""
    moments = list(dates.known())
    for name, moment in moments:
        _check_clock(page, moment, at("dates", name), zone)
    for (earlier, first), (later, second) in pairwise(moments):
        if second < first or (second == first and later in _STRICTLY_AFTER):
            page.add(at("dates", later), FaultCode.DATE_ORDER, earlier=earlier, later=later)


def _check_clock(page: Inspection, moment: datetime, place: str, zone: tzinfo | None) -> None:
    fault = None if zone is None else clock_fault(moment, zone)
    if fault is not None:
        shown = moment if fault is FaultCode.HOUR_SKIPPED else moment.astimezone(zone)
        page.add(place, fault, time=shown.strftime("%H:%M"))
