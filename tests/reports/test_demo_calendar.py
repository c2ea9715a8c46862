"""Whatever the day on which the demo is loaded, its calls stand as the story wants them."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from callfile.dates.call_dates import DATES, check_dates
from callfile.dates.moments import check_moments
from callfile.file import Severity, check
from callfile.reading.inspection import Inspection
from grants.selectors.requests.legal_time import holidays_in
from reports.demo.calendar import Calendar
from reports.demo.call_files import _dates, call_content
from reports.demo.story import story

FIRST = datetime.fromisoformat("2026-11-22T05:00:00+01:00")
# Every weekday, both changes of the clock, the end of a year.
LOADED = [FIRST + timedelta(days=days) for days in (0, 1, 2, 3, 4, 5, 6, 39, 40, 125, 341, 400)]
STEPS = (
    *("prepared", "published", "opens", "deadline", "opening", "checked", "scoring", "sheets"),
    *("revealed", "ranked", "proposed", "approved", "issued", "results"),
)


@pytest.mark.parametrize("loaded", LOADED)
def test_demo_calendar_keeps_the_order_of_acts(loaded):
    calendar = Calendar(loaded)
    for spec in story("calls"):
        inspection = Inspection()
        written = call_content(spec, calendar)["dates"]
        check_dates(inspection, DATES.read(inspection, written, "dates"))
        assert not inspection.faults
        moments = [
            calendar.at(spec["days"][step], "09:00") for step in STEPS if step in spec["days"]
        ]
        assert all(earlier <= later for earlier, later in pairwise(moments)), spec["key"]


@pytest.mark.parametrize("loaded", LOADED)
def test_demo_calendar_leaves_open_calls_open(loaded):
    calendar = Calendar(loaded)
    for spec in story("calls"):
        days, now = spec["days"], calendar.now
        has_opened = calendar.at(days["opens"], "08:00") <= now
        is_over = calendar.at(days["deadline"], "12:00") <= now
        can_be_unsealed = calendar.at(days["opening"], "09:00") <= now
        expected = {"draft": (False, False), "announced": (False, False), "open": (True, False)}
        assert (has_opened, is_over) == expected.get(spec["stop"], (True, True)), spec["key"]
        assert can_be_unsealed == is_over


def test_every_call_is_published_on_dates_that_stand_whatever_the_day():
    """Christmas, the first of May and all other free days of four years; also before dawn."""
    for days in range(4 * 366):
        calendar = Calendar(FIRST + timedelta(days=days))
        for spec in story("calls"):
            published = calendar.at(spec["days"]["published"], "08:00")
            dates = {"dates": _dates(spec["days"], calendar)}
            if spec["stop"] != "draft":
                faults = check_moments(dates, published, holidays_in("SI"))
                assert not faults, (calendar.today, spec["key"], faults)


def test_demo_calls_are_faultless_except_the_draft():
    calendar = Calendar(timezone.now())
    for spec in story("calls"):
        errors = [
            fault
            for fault in check(call_content(spec, calendar))
            if fault.severity is Severity.ERROR
        ]
        assert bool(errors) == (spec["stop"] == "draft"), spec["key"]
