"""Case numbers: what a pattern may be, and that no number comes twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.core.case_numbers import (
    SeriesFault,
    case_number,
    fault_of_pattern,
    next_case_number,
    number_within,
)

PATTERNS = ("610-#/YYYY", "YYYY-610-#", "#", "Č-#.", "610 #-YYYY/K")
_YEARS = st.integers(2020, 2060)
_NUMBERS = st.integers(1, 99_999_999)


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        *((one, None) for one in PATTERNS),
        ("", SeriesFault.NO_NUMBER),
        ("610-", SeriesFault.NO_NUMBER),
        ("#-#", SeriesFault.NO_NUMBER),
        ("YYYY-#-YYYY", SeriesFault.YEAR),
        ("610-#/yyyy", SeriesFault.YEAR),
        ("610-#/YYYYY", SeriesFault.YEAR),
        ("٣-#", SeriesFault.SIGN),
        ("½#", SeriesFault.SIGN),
        ("610_#", SeriesFault.SIGN),
        ("<#>", SeriesFault.SIGN),
        ("{0}#", SeriesFault.SIGN),
        ("#\n", SeriesFault.SIGN),
        ("610#", SeriesFault.TOUCHED),
        ("#1", SeriesFault.TOUCHED),
        ("#YYYY", SeriesFault.TOUCHED),
        ("YYYY#", SeriesFault.TOUCHED),
    ],
)
def test_a_pattern_gives_numbers_that_can_be_read_back(pattern, fault):
    assert fault_of_pattern(pattern) == fault


@given(st.sampled_from(PATTERNS), _NUMBERS, _YEARS)
def test_what_is_written_is_read_back(pattern, number, year):
    assert number_within(pattern, case_number(pattern, number, year), year) == number
    if "YYYY" in pattern:
        assert number_within(pattern, case_number(pattern, number, year), year + 1) is None


@given(
    st.sampled_from(PATTERNS),
    st.lists(_NUMBERS | st.sampled_from([999_999_999, 10**12])),
    st.lists(st.text(max_size=12)),
    _YEARS,
    _NUMBERS,
)
def test_the_next_number_stands_behind_all_that_are_taken(pattern, numbers, typed, year, first):
    taken = {*(case_number(pattern, one, year) for one in numbers), *typed}
    for _turn in range(3):
        case = next_case_number(pattern, taken, year, first)
        number = number_within(pattern, case, year)
        assert case not in taken
        if number is not None:
            read = [number_within(pattern, one, year) for one in taken]
            assert number >= first
            assert all(one is None or one < number for one in read)
        taken.add(case)
