"""What the calendar says of the dates of a call."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from callfile.dates.moments import check_moments
from callfile.faults import Severity
from grants.selectors.requests.legal_time import holidays_in

HOLIDAYS = holidays_in("SI")
NOW = "2026-11-02T10:00:00+01:00"
DATES = {
    "published": "2026-11-02T12:00:00+01:00",
    "opens": "2026-11-03T08:00:00+01:00",
    "deadline": "2026-12-01T12:00:00+01:00",
    "opening": "2026-12-03T09:00:00+01:00",
    "results_by": "2027-02-01T12:00:00+01:00",
}


def found(now: str = NOW, **changes: object) -> list[tuple[str, str]]:
    faults = check_moments({"dates": {**DATES, **changes}}, datetime.fromisoformat(now), HOLIDAYS)
    assert all(fault.severity is Severity.WARNING for fault in faults)
    return [(fault.place.removeprefix("dates."), fault.code.value) for fault in faults]


def test_ordinary_dates_are_not_remarked_on():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"published": "2026-11-01T08:00:00+01:00"}, [("published", "date_past")]),
        ({"published": "2026-11-02T00:00:00+01:00"}, []),
        ({"opening": "2026-12-06T09:00:00+01:00"}, [("opening", "free_day")]),
        ({"deadline": "2026-12-25T12:00:00+01:00"}, [("deadline", "free_day")]),
        ({"deadline": "2026-11-11T07:59:00+01:00"}, [("deadline", "short_time")]),
        ({"deadline": "2026-11-11T08:00:00+01:00"}, []),
        ({"opens": "2026-10-01T08:00:00+01:00"}, [("opens", "date_past")]),
    ],
)
def test_date_is_remarked_on(changes, expected):
    assert found(**changes) == expected


def test_deadline_in_seventy_five_minutes_is_short_and_a_past_one_is_past():
    soon = "2026-11-02T11:15:00+01:00"
    opened = "2026-10-01T08:00:00+01:00"
    assert ("deadline", "short_time") in found(deadline=soon, opens=opened)
    assert ("deadline", "date_past") not in found(deadline=soon, opens=opened)
    later = found("2026-11-02T11:15:01+01:00", deadline=soon, opens=opened)
    assert ("deadline", "date_past") in later
    assert ("deadline", "short_time") not in later


@pytest.mark.parametrize("dates", [None, [], {}, {"deadline": 5, "opening": "2026-12-06"}])
def test_dates_that_cannot_be_read_are_left_to_their_own_check(dates):
    assert check_moments({"dates": dates}, datetime.fromisoformat(NOW), HOLIDAYS) == []


def test_day_is_the_one_where_people_work_whatever_zone_is_written():
    """Half an hour into Christmas and into a Monday, both still the day before in UTC."""
    dates = {"deadline": "2026-12-24T23:30:00Z", "opening": "2027-01-10T23:30:00Z"}
    now = datetime.fromisoformat(NOW).astimezone(ZoneInfo("Europe/Ljubljana"))
    faults = check_moments({"dates": dates}, now, HOLIDAYS)
    assert [fault.place for fault in faults] == ["dates.deadline"]
    assert found(opening="2027-01-02T00:01:00+01:00") == [("opening", "free_day")]
