"""Free days of the library against the text of the law."""

from datetime import date, timedelta

import pytest

from callfile.dates.working_days import is_working_day
from grants.selectors.requests.legal_time import holidays_in

# ZPDPD, articles 1 and 2, with Easter of the year.
HOLIDAYS = {
    2026: "0101 0102 0208 0405 0406 0427 0501 0502 0524 0625 0815 1031 1101 1225 1226",
    2027: "0101 0102 0208 0328 0329 0427 0501 0502 0516 0625 0815 1031 1101 1225 1226",
    2038: "0101 0102 0208 0425 0426 0427 0501 0502 0613 0625 0815 1031 1101 1225 1226",
}


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range(366) if (first + timedelta(n)).year == year]


@pytest.mark.parametrize("year", HOLIDAYS)
def test_a_year_has_just_these_working_days(year):
    named = HOLIDAYS[year].split()
    for day in days_of(year):
        is_free = f"{day:%m%d}" in named or f"{day:%a}" in ("Sat", "Sun")
        assert is_working_day(day, holidays_in("SI")) is not is_free, day


def test_a_holiday_of_another_country_is_none_here():
    republic_day = date(2026, 6, 2)
    assert is_working_day(republic_day, holidays_in("SI"))
    assert not is_working_day(republic_day, holidays_in("IT"))
