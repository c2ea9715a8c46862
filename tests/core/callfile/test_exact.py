"""Exact numbers at the edges of what is read, and how they are written again."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.numbers.exact import (
    exact_text,
    parse_decimal,
    parse_exact,
    places_of,
    round_half_up,
)
from callfile.numbers.money import LIMIT, all_cents, cents, money_text, money_texts, share


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0", 0),
        ("-0", 0),
        ("-1.50", Fraction(-3, 2)),
        ("9" * 32, int("9" * 32)),
        ("9" * 33, None),
        ("-" + "9" * 31, -int("9" * 31)),
        ("-" + "9" * 32, None),
        ("0." + "1" * 30, Fraction(int("1" * 30), 10**30)),
        ("0." + "1" * 31, None),
        (10**30 - 1, 10**30 - 1),
        (10**30, None),
        (1 - 10**30, 1 - 10**30),
        (-(10**30), None),
        (0, 0),
        ("", None),
        ("-", None),
        ("00", None),
        (".5", None),
        ("5.", None),
        ("1/2", None),
        (False, None),
        (b"1", None),
    ],
)
def test_parse_decimal_reads_decimal_strings_only(value, number):
    assert parse_decimal(value) == number
    if value != "1/2":
        assert parse_exact(value) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("16/3", Fraction(16, 3)),
        ("-16/3", Fraction(-16, 3)),
        ("4/2", 2),
        ("0/5", 0),
        ("1/0", None),
        ("1/03", None),
        ("1/-3", None),
        ("1.5/2", None),
        ("1" * 29 + "/" + "2" * 30, Fraction(int("1" * 29), int("2" * 30))),
        ("1" * 30 + "/" + "2" * 30, None),
    ],
)
def test_parse_exact_reads_fractions_too(value, number):
    assert parse_exact(value) == number


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("0.49999", 0, "0"),
        ("-0.49999", 0, "0"),
        ("1.45", 1, "1.5"),
        ("-1.45", 1, "-1.5"),
        ("1.44", 1, "1.4"),
        ("1.46", 1, "1.5"),
        ("1.4", 1, "1.4"),
        ("15", -1, "20"),
        ("-15", -1, "-20"),
        ("14", -1, "10"),
        ("10", -1, "10"),
        ("0", 3, "0"),
        ("1/3", 3, "0.333"),
        ("2/3", 3, "0.667"),
        ("0.25", -1, "0"),
    ],
)
def test_a_half_goes_away_from_zero(value, decimals, rounded):
    assert exact_text(round_half_up(Fraction(value), decimals)) == rounded


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-7), "-7"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(1, 5), "0.2"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 25), "0.04"),
        (Fraction(1, 40), "0.025"),
        (Fraction(1, 250), "0.004"),
        (Fraction(123, 100), "1.23"),
        (Fraction(-1001, 1000), "-1.001"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-5, 6), "-5/6"),
        (Fraction(7, 15), "7/15"),
    ],
)
def test_exact_text_is_the_shortest(number, text):
    assert exact_text(number) == text


@settings(max_examples=60, deadline=None)
@given(st.fractions(-(10**15), 10**15, max_denominator=2000))
def test_exact_text_is_read_back(number):
    assert parse_exact(exact_text(number)) == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0.00", 0),
        ("0.05", 5),
        ("0.50", 50),
        ("1.00", 100),
        ("10.01", 1001),
        ("90071992547409.91", LIMIT - 1),
        ("90071992547409.92", None),
        ("99999999999999.99", None),
        ("100000000000000.00", None),
        ("00.50", None),
        ("01.50", None),
        (".50", None),
        ("1.5", None),
        ("1.500", None),
        ("1,50", None),
        ("-1.50", None),
        ("1.5a", None),
        ("a.50", None),
        ("1.²5", None),
        ("", None),
        (None, None),
        (150, None),
    ],
)
def test_cents_of_one_and_of_many(text, amount):
    assert cents(text) == amount
    assert all_cents([text]) == (None if amount is None else [amount])
    assert all_cents(["1.00", text]) == (None if amount is None else [100, amount])
    assert all_cents([text, "1.00"]) == (None if amount is None else [amount, 100])


def test_many_amounts_are_not_read_across_their_ends():
    assert all_cents(["1.00\n2.00"]) is None
    assert all_cents(["1.00\n2.00", "3.00"]) is None
    assert all_cents(["1.00", ""]) is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0.00"), (5, "0.05"), (99, "0.99"), (100, "1.00"), (101, "1.01"), (12345, "123.45")],
)
def test_money_is_written_with_two_decimals(amount, text):
    assert money_text(amount) == text
    assert money_texts([amount, 100]) == [text, "1.00"]
    if amount:
        assert money_text(-amount) == f"-{text}"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("0%", 0),
        ("5%", Fraction(1, 20)),
        ("100%", 1),
        ("999%", Fraction(999, 100)),
        ("1000%", None),
        ("05%", None),
        ("12.5%", Fraction(1, 8)),
        ("0.000001%", Fraction(1, 10**8)),
        ("0.0000001%", None),
        ("5.%", None),
        ("5", None),
        ("-5%", None),
    ],
)
def test_share_of_a_hundred(text, part):
    assert share(text) == part


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**4) | st.sampled_from([2**9, 5**7, 10**6]))
def test_places_are_the_fewest_with_which_a_number_ends(numerator, denominator):
    value, places = Fraction(numerator, denominator), None
    for tried in range(20):
        if (value * 10**tried).denominator == 1:
            places = tried
            break
    assert places_of(value) == places
