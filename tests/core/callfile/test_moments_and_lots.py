"""Moments at the second, lots at any depth, kept faults: small things at their edges."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from callfile.as_written import lot_rows, moment_at, short_name
from callfile.checked import Checked
from callfile.dates.call_dates import read_moment
from callfile.dates.clock_change import clock_fault, readings
from callfile.dates.moments import check_moments
from callfile.faults import Fault, FaultCode, Severity
from callfile.lots.budgets import split_by_share
from grants.core.tables import APPLICATION_STEPS, CALL_STEPS, is_allowed, target_of
from grants.core.text_search import folded, holds_words
from grants.core.workflow import (
    ApplicationState,
    ApplicationStep,
    CallPhase,
    CallState,
    CallStep,
    StepNotAllowed,
    phase_of,
)
from grants.selectors.requests.legal_time import holidays_in

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LJUBLJANA = ZoneInfo("Europe/Ljubljana")


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (NOON - SECOND, CallPhase.ANNOUNCED),
        (NOON, CallPhase.OPEN),
        (NOON + 9 * SECOND, CallPhase.OPEN),
        (NOON + 10 * SECOND, CallPhase.OPEN),
        (NOON + 11 * SECOND, CallPhase.CLOSED),
    ],
)
def test_a_call_is_open_from_its_opening_to_its_deadline(now, phase):
    assert phase_of(NOON, NOON + 10 * SECOND, now) is phase


def test_a_step_leads_only_from_the_states_of_its_row():
    for table, states in ((CALL_STEPS, CallState), (APPLICATION_STEPS, ApplicationState)):
        for step, row in table.items():
            for state in states:
                assert is_allowed(table, step, state) is (state in row.sources)
                if state in row.sources:
                    assert target_of(table, step, state) is row.target
                else:
                    with pytest.raises(StepNotAllowed, match=f"^{step} from {state}$"):
                        target_of(table, step, state)
    assert set(CALL_STEPS) == set(CallStep)
    assert set(APPLICATION_STEPS) == set(ApplicationStep)


def codes(now, **dates):
    written = {name: moment.isoformat() for name, moment in dates.items()}
    return [
        f"{one.place.removeprefix('dates.')} {one.code.value} {one.args.get('days', '')}".strip()
        for one in check_moments({"dates": written}, now, holidays_in("SI"))
    ]


def test_a_date_is_past_from_the_second_after_it_and_a_publication_from_the_day_after_it():
    assert codes(NOON, published=NOON) == []
    assert codes(NOON, published=NOON - timedelta(hours=12)) == []
    assert codes(NOON, published=NOON - timedelta(hours=13)) == ["published date_past"]
    assert codes(NOON, results_by=NOON - SECOND) == ["results_by date_past"]


def test_eight_days_are_enough_from_now_or_from_the_opening():
    week = timedelta(days=8)
    assert codes(NOON, deadline=NOON + week) == []
    assert codes(NOON, deadline=NOON + week - SECOND) == ["deadline short_time 8"]
    later = NOON + timedelta(days=1)
    assert codes(NOON, opens=later, deadline=later + week) == []
    assert codes(NOON, opens=later, deadline=later + week - SECOND) == ["deadline short_time 8"]
    assert codes(NOON, opens=NOON - week, deadline=NOON + week) == ["opens date_past"]
    assert codes(NOON, deadline=NOON) == ["deadline short_time 8"]
    assert codes(NOON, deadline=NOON - SECOND) == ["deadline date_past"]


def test_only_the_deadline_and_the_opening_need_a_working_day():
    sunday = NOON + timedelta(days=27)
    assert codes(NOON, deadline=sunday) == ["deadline free_day"]
    assert codes(NOON, opening=sunday) == ["opening free_day"]
    assert codes(NOON, opens=sunday, published=sunday, results_by=sunday) == []


@pytest.mark.parametrize(
    "text",
    [
        *("2027-01-15T09:00", "2027-01-15T09:00:00", "2027-01-15 09:00:00Z", "2027-01-15"),
        *("2027-01-15T09Z", "2027-01-15T24:00Z", "2027-02-29T09:00Z", "2027-01-15T09:00:60Z"),
        *("2027-01-15T09:00:00.5Z", "٢027-01-15T09:00Z", "", None, 5),
    ],
)
def test_read_moment_takes_one_form(text):
    assert read_moment(text) is None


def test_read_moment_keeps_the_zone():
    assert read_moment("2027-01-15T09:00+02:00") == datetime(2027, 1, 15, 7, tzinfo=UTC)
    assert read_moment("2027-01-15T09:00:30Z") == datetime(2027, 1, 15, 9, 0, 30, tzinfo=UTC)


def test_readings_of_an_hour():
    ordinary = readings(datetime.fromisoformat("2027-05-08T02:30"), LJUBLJANA)
    assert ordinary == [datetime(2027, 5, 8, 0, 30, tzinfo=UTC)]
    assert readings(datetime.fromisoformat("2027-03-28T02:30"), LJUBLJANA) == []
    twice = [datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    assert readings(datetime.fromisoformat("2027-10-31T02:30"), LJUBLJANA) == twice
    later = datetime.fromisoformat("2027-10-31T02:30").replace(fold=1)
    assert readings(later, LJUBLJANA) == twice


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2027-03-28T02:00+01:00", FaultCode.HOUR_SKIPPED),
        ("2027-03-28T02:59:59+02:00", FaultCode.HOUR_SKIPPED),
        ("2027-03-28T03:00+02:00", None),
        ("2027-03-28T02:30+05:00", None),
        ("2027-10-31T02:00+02:00", FaultCode.HOUR_TWICE),
        ("2027-10-31T02:59:59+01:00", FaultCode.HOUR_TWICE),
        ("2027-10-31T00:30Z", FaultCode.HOUR_TWICE),
        ("2027-10-31T02:30Z", None),
        ("0001-01-01T00:00Z", None),
        ("9999-12-31T23:59Z", None),
    ],
)
def test_an_hour_is_skipped_or_shown_twice(text, fault):
    assert clock_fault(datetime.fromisoformat(text), LJUBLJANA) is fault


@pytest.mark.parametrize(
    ("budget", "shares", "parts"),
    [
        (100, [(1, 3)] * 3, [34, 33, 33]),
        (101, [(1, 3)] * 3, [34, 34, 33]),
        (10, [(1, 2), (1, 2)], [5, 5]),
        (11, [(1, 2), (1, 2)], [6, 5]),
        (10, [(1, 4), (3, 4)], [3, 7]),
        (10, [(1, 6), (2, 6), (3, 6)], [2, 3, 5]),
        (10, [(1, 8), (7, 8)], [1, 9]),
        (0, [(1, 1)], [0]),
    ],
)
def test_shares_of_a_budget_lose_no_cent(budget, shares, parts):
    assert split_by_share(budget, [Fraction(*one) for one in shares]) == parts


def test_budgets_of_nested_lots():
    lots = [{"code": "A", "budget": "50%"}, {"code": "B", "budget": "50%"}]
    call = {
        "lots": [{"code": "P", "budget": "0.11", "lots": lots}, {"code": "C", "budget": "1.00"}]
    }
    found = [(row.code, row.parent, row.budget, row.is_leaf) for row in lot_rows(call)]
    assert found == [
        ("P", "", 11, False),
        ("A", "P", 6, True),
        ("B", "P", 5, True),
        ("C", "", 100, True),
    ]
    for budget in ("50%", None, "x"):
        with pytest.raises(ValueError, match="budget of the lot A"):
            lot_rows({"lots": [{"code": "A", "budget": budget}]})


def test_a_lot_around_others_is_of_the_kind_of_the_first_inside():
    inner = {"code": "A", "budget": "100%", "kind": "project", "title": {"sl": "A"}}
    group, leaf = lot_rows({"lots": [{"code": "P", "budget": "1.00", "lots": [inner]}]})
    assert (group.kind, group.title, leaf.title) == ("project", {}, {"sl": "A"})


@pytest.mark.parametrize("lots", [None, 5, [5], [{"budget": "1.00"}], [{"code": "A", "lots": [3]}]])
def test_lots_that_cannot_be_read_have_no_rows(lots):
    with pytest.raises(ValueError, match="lot"):
        lot_rows({"lots": lots})


@pytest.mark.parametrize(
    ("dates", "moment"),
    [
        ({"opens": "2026-11-02T12:00:00+00:00"}, NOON),
        ({"opens": "2026-11-02T12:00:00"}, None),
        ({"opens": "soon"}, None),
        ({"opens": 5}, None),
        ({}, None),
        (["opens"], None),
        (None, None),
    ],
)
def test_a_date_of_a_draft_is_a_moment_or_nothing(dates, moment):
    assert moment_at({"dates": dates}, "opens") == moment


def test_the_first_faults_of_each_severity_are_kept():
    error, warning = FaultCode.UNKNOWN_FORMAT, FaultCode.NO_STRATEGY
    faults = [Fault(str(n), code) for n in range(4) for code in (error, warning)]
    kept = Checked.of(faults, most=2)
    assert (kept.errors, kept.warnings, kept.is_faultless) == (4, 4, False)
    assert [one.place for one in kept.shown] == ["0", "0", "1", "1"]
    assert [one.place for one in kept.shown_of(Severity.WARNING)] == ["0", "1"]
    assert Checked.read(kept.stored()) == kept
    assert len(Checked.of([Fault(str(n), error) for n in range(300)]).shown) == 200
    assert Checked.of([Fault("", warning)]).is_faultless
    assert Checked.of([]).is_faultless


def test_short_name_and_search():
    assert [short_name(code) for code in ("sport_2027-a", "", "š")] == ["Sport 2027 a", "", "Š"]
    assert folded("Đ’Ł–ß") == "d'l-ss"
    assert holds_words("mala 27", "MALA", None, "2027")
    assert not holds_words("mala velika", "mala")
    assert holds_words("", None)
