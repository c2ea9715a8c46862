"""Numbers as people write them, at the edge of each rule."""

from fractions import Fraction

import pytest

from callfile.numbers.written import (
    LIMIT,
    NumberError,
    NumberFault,
    parse_integer,
    parse_money,
    parse_written_decimal,
)


def read(text, decimals=2, **more):
    try:
        return parse_written_decimal(text, decimals, **more)
    except NumberError as error:
        return error.code.value


def money(text):
    try:
        return parse_money(text)
    except NumberError as error:
        return error.code.value


@pytest.mark.parametrize(
    ("text", "decimals", "mark", "found"),
    [
        ("123.456", 2, "", "ambiguous"),
        ("1234.567", 3, "", Fraction("1234.567")),
        ("1234.567", 2, "", "too_many_decimals"),
        ("0.123", 3, "", Fraction("0.123")),
        ("0.123", 2, "", "too_many_decimals"),
        ("1.23", 2, "", Fraction("1.23")),
        ("1.2345", 4, "", Fraction("1.2345")),
        ("1.2345", 3, "", "too_many_decimals"),
        ("1.234", 2, ",", Fraction(1234)),
        ("1,234", 2, ".", Fraction(1234)),
        ("1.234", 2, ".", "ambiguous"),
        ("1.234", 0, ".", Fraction(1234)),
        ("1,234", 0, "", "ambiguous"),
        ("1,234", 0, ".", Fraction(1234)),
        ("1,234", 0, ",", "ambiguous"),
        ("1.234", 3, ".", Fraction("1.234")),
        ("1.234", 3, ",", "ambiguous"),
        ("1.234", 4, ".", Fraction("1.234")),
        ("1.5", 2, ",", Fraction("1.5")),
        ("1 234", 0, "", Fraction(1234)),
        ("12 345", 0, "", Fraction(12345)),
        ("123 456", 0, "", Fraction(123456)),
        ("1234 567", 0, "", "not_a_number"),
        ("0 123", 0, "", "not_a_number"),
        ("1 23", 0, "", "not_a_number"),
        ("1 2345", 0, "", "not_a_number"),
        ("1.234.567", 0, "", Fraction(1234567)),
        ("1.234,5", 1, "", Fraction("1234.5")),
        ("1,234.5", 1, "", Fraction("1234.5")),
        ("1.234,5", 0, "", "too_many_decimals"),
        ("1 234,567", 3, "", Fraction("1234.567")),
        ("1'234'567.8", 1, "", Fraction("1234567.8")),
        ("1'234 567", 1, "", "not_a_number"),
        ("1.234 567", 1, "", "not_a_number"),
        ("1,5 5", 2, "", "not_a_number"),
        ("5.00", 2, "", Fraction(5)),
        ("5.000", 2, "", "ambiguous"),
        ("5.0000", 4, "", Fraction(5)),
        ("-0", 0, "", Fraction(0)),
        ("-1", 0, "", "negative"),
        ("-", 0, "", "not_a_number"),
        ("١٢", 0, "", Fraction(12)),
        ("١2", 0, "", "not_a_number"),
        ("１٢", 0, "", "not_a_number"),
    ],
)
def test_one_reading_or_none(text, decimals, mark, found):
    assert read(text, decimals, decimal_mark=mark) == found


@pytest.mark.parametrize(
    ("within", "found"),
    [
        ((None, None), "ambiguous"),
        ((None, Fraction("1.125")), Fraction("1.125")),
        ((None, Fraction("1.124")), "ambiguous"),
        ((Fraction("1.125"), 1124), Fraction("1.125")),
        ((Fraction("1.126"), 1125), Fraction(1125)),
        ((1125, None), Fraction(1125)),
        ((1126, None), "ambiguous"),
        ((Fraction("1.125"), 1125), "ambiguous"),
    ],
)
def test_the_limits_of_the_field_choose_both_ends_included(within, found):
    assert read("1.125", 3, decimal_mark=",", within=within) == found
    own = read("1.125", 3, decimal_mark=".", within=within)
    assert own == (Fraction("1.125") if found == "ambiguous" else found)


def test_the_smallest_unit_stays_below_two_to_the_fifty_third():
    most = LIMIT - 1
    assert parse_integer(str(most)) == most
    assert parse_integer(f"-{most}", signed=True) == -most
    assert parse_money(f"{most // 100}.{most % 100}") == most
    assert parse_integer(f"{'0' * 20}7") == 7
    for text, decimals in ((str(LIMIT), 0), (f"{LIMIT // 100}.{LIMIT % 100}", 2), ("9" * 17, 0)):
        assert read(text, decimals) == "too_large"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("€ 5", 500),
        ("5€", 500),
        ("EUR 5", 500),
        ("5 eur", 500),
        ("5 €\u200b", 500),
        ("€ -5", "negative"),
        ("-€ 5", "not_a_number"),
        ("€5€", "not_a_number"),
        ("5 € 5", "not_a_number"),
        ("5 EURO", "not_a_number"),
    ],
)
def test_money_has_one_currency_at_one_end(text, found):
    assert money(text) == found


def test_a_fault_says_its_code():
    with pytest.raises(NumberError, match=r"^negative$") as caught:
        parse_integer("-5")
    assert caught.value.code is NumberFault.NEGATIVE
