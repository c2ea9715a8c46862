"""An hour that does not exist, or comes twice, is asked back."""

from zoneinfo import ZoneInfo

import pytest

from callfile.dates.call_dates import DATES, check_dates
from callfile.reading.inspection import Inspection

ZONE = ZoneInfo("Europe/Ljubljana")


@pytest.mark.parametrize(
    ("deadline", "fault", "time"),
    [
        ("2027-03-28T02:30:00+01:00", "hour_skipped", "02:30"),
        ("2027-03-28T02:00:00+02:00", "hour_skipped", "02:00"),
        ("2027-10-31T02:30:00+02:00", "hour_twice", "02:30"),
        ("2027-10-31T02:30:00+01:00", "hour_twice", "02:30"),
        ("2027-10-31T01:15:00Z", "hour_twice", "02:15"),
    ],
)
def test_hour_of_the_clock_change_is_a_fault_at_its_date(deadline, fault, time):
    page = Inspection()
    check_dates(page, DATES.read(page, {"deadline": deadline}, "dates"), ZONE)
    found = [one for one in page.faults if one.place == "dates.deadline"]
    assert [(one.code.value, one.args) for one in found] == [(fault, {"time": time})]


@pytest.mark.parametrize(
    "deadline",
    [
        "2027-03-28T01:59:00+01:00",
        "2027-03-28T03:00:00+02:00",
        "2027-03-28T01:30:00Z",
        "2027-10-31T03:00:00+01:00",
        "2027-10-31T01:59:00+02:00",
        "2027-07-01T12:00:00+01:00",
    ],
)
def test_hour_that_comes_once_is_none(deadline):
    page = Inspection()
    check_dates(page, DATES.read(page, {"deadline": deadline}, "dates"), ZONE)
    assert [one for one in page.faults if one.place == "dates.deadline"] == []
