"""Set-up check of the dates of a call: each with time and zone, one after the other.

Source: CALL_FILE §1 (dates with time and zone), DESIGN §2 (open and closed follow from dates).

>>> page = Inspection()
>>> check_dates(page, {"dates": {"published": "2027-01-11T08:00:00+01:00",
...     "opens": "2027-01-11T08:00:00+01:00", "deadline": "2027-01-10T12:00:00+01:00",
...     "opening": "2027-01-15T09:00:00", "results_by": "2027-03-01"}})
>>> [fault.place + " " + fault.code.value for fault in page.faults]
['dates.opening no_zone', 'dates.results_by expected_date_time', 'dates.deadline date_order']
"""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Any

from callfile.dates.clock_change import clock_fault
from callfile.faults import FaultCode
from callfile.shape import Inspection, at

# Each may be the same moment as the one before it, except where `_STRICTLY_AFTER` says later.
ORDER = ("published", "opens", "deadline", "opening", "results_by")
_STRICTLY_AFTER = frozenset({"deadline", "consultation[1]"})
_SHAPE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)


def check_dates(page: Inspection, call: Mapping[str, Any], zone: tzinfo | None = None) -> None:
    """Report the faults of `dates`; where `zone` is known, hours that its clocks skip or repeat."""
    if call.get("dates") is None:
        return
    dates = page.mapping(call["dates"], "dates")
    page.keys(dates, "dates", ORDER, ("consultation",))
    moments: list[tuple[str, datetime]] = []
    for name, value in _written(page, dates):
        moment = _read(page, value, at("dates", name))
        if moment is not None:
            moments.append((name, moment))
            _check_clock(page, moment, at("dates", name), zone)
    for (earlier, first), (later, second) in pairwise(moments):
        if second < first or (second == first and later in _STRICTLY_AFTER):
            page.add(at("dates", later), FaultCode.DATE_ORDER, earlier=earlier, later=later)


def read_moment(text: object) -> datetime | None:
    """The moment that a text of the form 2027-01-15T09:00:00+01:00 names, or None."""
    shape = _SHAPE.fullmatch(text) if isinstance(text, str) else None
    if shape is None or not shape["zone"]:
        return None
    try:
        return datetime.fromisoformat(shape[0])
    except ValueError:
        return None


def _check_clock(page: Inspection, moment: datetime, place: str, zone: tzinfo | None) -> None:
    fault = None if zone is None else clock_fault(moment, zone)
    if fault is not None:
        shown = moment if fault is FaultCode.HOUR_SKIPPED else moment.astimezone(zone)
        page.add(place, fault, time=shown.strftime("%H:%M"))


def _written(page: Inspection, dates: Mapping[str, Any]) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    consultation = dates.get("consultation")
    if isinstance(consultation, list) and len(consultation) == 2:
        found += [(f"consultation[{i}]", value) for i, value in enumerate(consultation)]
    elif consultation is not None:
        page.add("dates.consultation", FaultCode.EXPECTED_LIST)
    return found + [(name, dates[name]) for name in ORDER if dates.get(name) is not None]


def _read(page: Inspection, value: object, place: str) -> datetime | None:
    moment = read_moment(value)
    if moment is None:
        shape = _SHAPE.fullmatch(value) if isinstance(value, str) else None
        unzoned = shape is not None and not shape["zone"]
        page.add(place, FaultCode.NO_ZONE if unzoned else FaultCode.EXPECTED_DATE_TIME)
    return moment
