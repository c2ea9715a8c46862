"""Days as people write them, month by month in every language."""

from datetime import date

import pytest

from accounts.days import read_day
from accounts.languages import LANGUAGES

MONTHS = [
    names
    for one in LANGUAGES.values()
    for names in (one.months, one.months_short, one.months_within)
    if names
]
NAMES = [(name, number) for names in MONTHS for number, name in enumerate(names.split(), 1)]


@pytest.mark.parametrize(("name", "number"), NAMES)
def test_a_month_is_read_by_its_name(name, number):
    expected = date(2027, number, 8)
    for written in (f"8. {name} 2027", f"8 {name.upper()} 2027.", f"08.{name}2027"):
        assert read_day(written) == expected


def test_there_are_twelve_months_each():
    for names in MONTHS:
        assert len(names.split()) == 12


@pytest.mark.parametrize(
    "text",
    ["3. 2. 2027", "03/02/2027", "3-2-2027.", "2027-02-03", "2027-2-3", " 3.\u00a02.\u200b2027 "],
)
def test_the_day_comes_first_or_the_year(text):
    assert read_day(text) == date(2027, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("", "3. 2.", "3. 2. 27", "2027", "31. 2. 2027", "0. 1. 2027", "1. 13. 2027"),
        *("2027-13-01", "2027-01-32", "3. smrečana 2027", "3 maybe 2027", "maj 2027", "٣. 2. 2027"),
        "32 May 2027",
    ],
)
def test_what_is_no_day_is_none(text):
    assert read_day(text) is None
