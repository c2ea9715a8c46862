"""Work-free days against the calendar of the law and another rule for Easter."""

from datetime import date, timedelta

import pytest

from callfile.dates.legal_days import easter_of, is_free, is_holiday

HOLIDAYS = {
    2026: "0101 0102 0208 0405 0406 0427 0501 0502 0524 0625 0815 1031 1101 1225 1226",
    2027: "0101 0102 0208 0328 0329 0427 0501 0502 0516 0625 0815 1031 1101 1225 1226",
    2038: "0101 0102 0208 0425 0426 0427 0501 0502 0613 0625 0815 1031 1101 1225 1226",
}


def gauss(year):
    """Easter Sunday by the rule of Carl Friedrich Gauss, with his two exceptions."""
    century = year // 100
    shift = (15 - (13 + 8 * century) // 25 + century - century // 4) % 30
    start = (4 + century - century // 4) % 7
    full_moon = (19 * (year % 19) + shift) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * full_moon + start) % 7
    if sunday == 6 and full_moon == 29:
        return date(year, 4, 19)
    if sunday == 6 and full_moon == 28 and (11 * shift + 11) % 30 < 19:
        return date(year, 4, 18)
    return date(year, 3, 22) + timedelta(days=full_moon + sunday)


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range(366) if (first + timedelta(n)).year == year]


def test_easter_agrees_with_gauss_in_every_year():
    assert [year for year in range(1583, 10_000) if easter_of(year) != gauss(year)] == []


@pytest.mark.parametrize("year", HOLIDAYS)
def test_a_year_has_just_these_holidays(year):
    assert [f"{day:%m%d}" for day in days_of(year) if is_holiday(day)] == HOLIDAYS[year].split()


@pytest.mark.parametrize("year", HOLIDAYS)
def test_free_are_holidays_saturdays_and_sundays(year):
    for day in days_of(year):
        assert is_free(day) is (is_holiday(day) or f"{day:%a}" in ("Sat", "Sun"))
