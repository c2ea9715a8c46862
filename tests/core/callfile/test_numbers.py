from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.numbers.written import (
    LIMIT,
    NumberError,
    parse_integer,
    parse_money,
    parse_written_decimal,
)

GROUPS_AND_POINTS = [
    (group, point)
    for group, point in product(["", ".", ",", " ", "\u00a0", "\u202f", "'", "’"], ".,")
    if group != point
]


@pytest.mark.parametrize(("group", "point"), GROUPS_AND_POINTS)
@pytest.mark.parametrize("amount", [0, 5, 99, 100, 99_999, 123_456, 100_000_000, 987_654_321_00])
def test_parse_money_reads_every_way_of_writing_it(amount, group, point):
    written = f"{amount // 100:,}".replace(",", group) + f"{point}{amount % 100:02d}"
    assert parse_money(written) == amount
    assert parse_money(f"{written} €") == parse_money(f"€{written}") == amount
    assert parse_money(f" {written}\u00a0EUR ") == amount


@settings(max_examples=100, deadline=None)
@given(st.integers(0, LIMIT - 1), st.sampled_from(GROUPS_AND_POINTS))
def test_parse_money_returns_what_was_written(amount, style):
    group, point = style
    written = f"{amount // 100:,}".replace(",", group) + f"{point}{amount % 100:02d}"
    assert parse_money(written) == amount


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789., '-€", max_size=12))
def test_parse_money_never_reads_other_digits_than_were_written(text):
    try:
        amount = parse_money(text)
    except NumberError:
        return
    digits = "".join(character for character in text if character.isdigit())
    assert str(amount).strip("0") == digits.strip("0")
    without_spaces = text.replace(" ", "").replace("'", "").strip("€-")
    if without_spaces.count(".") + without_spaces.count(",") == 1:
        tail = len(without_spaces) - max(without_spaces.rfind("."), without_spaces.rfind(",")) - 1
        assert tail in (1, 2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("-0,00", 0),
        ("1234", 123400),
        ("1 234", 123400),
        ("1'234.5", 123450),
        ("1.234.567", 123456700),
        ("1,234,567", 123456700),
        ("1.234.567,89", 123456789),
        ("12345,6", 1234560),
        ("٢٠٠٫٥٠", 20050),
        ("١٬٢٣٤٫٥٦", 123456),
        ("\u200f١٢٣٤", 123400),
        ("１２３", 12300),
        ("007", 700),
        ("90071992547409.91", LIMIT - 1),
    ],
)
def test_parse_money_reads(text, amount):
    assert parse_money(text) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,234", "ambiguous"),
        ("1.234", "ambiguous"),
        ("12.345 €", "ambiguous"),
        ("999,000", "ambiguous"),
        ("0,123", "too_many_decimals"),
        ("1234,567", "too_many_decimals"),
        ("1.234,567", "too_many_decimals"),
        ("1 234.567", "too_many_decimals"),
        ("1.2.3", "not_a_number"),
        ("1.234.56", "not_a_number"),
        ("1.234,567.89", "not_a_number"),
        ("1,2,3", "not_a_number"),
        ("12 34", "not_a_number"),
        ("1234.567.890", "not_a_number"),
        ("0.123.456", "not_a_number"),
        ("1 234'567", "not_a_number"),
        ("1  234", "not_a_number"),
        ("1e5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        ("0x10", "not_a_number"),
        ("½", "not_a_number"),
        ("²", "not_a_number"),
        ("٢2", "not_a_number"),
        ("+5", "not_a_number"),
        ("--5", "not_a_number"),
        ("5-", "not_a_number"),
        (",5", "not_a_number"),
        ("5,", "not_a_number"),
        ("200,-", "not_a_number"),
        ("1_000", "not_a_number"),
        ("€ 5 €", "not_a_number"),
        ("€", "not_a_number"),
        ("", "not_a_number"),
        (" ", "not_a_number"),
        ("5\x00", "not_a_number"),
        ("-5", "negative"),
        ("−5,00", "negative"),
        ("– 5", "negative"),
        ("90071992547409.92", "too_large"),
        ("9" * 1_000_000, "too_large"),
    ],
)
def test_parse_money_refuses(text, code):
    with pytest.raises(NumberError) as caught:
        parse_money(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("34", 34),
        ("1.234", 1234),
        ("1 234", 1234),
        ("1'234", 1234),
        ("1,234,567", 1234567),
        ("٣٤", 34),
        ("9007199254740991", LIMIT - 1),
    ],
)
def test_parse_integer_reads(text, number):
    assert parse_integer(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,234", "ambiguous"),
        ("1.5", "too_many_decimals"),
        ("34,0", "too_many_decimals"),
        ("0.123", "too_many_decimals"),
        ("1.234,5", "too_many_decimals"),
        ("9007199254740992", "too_large"),
        ("-1", "negative"),
        ("5 €", "not_a_number"),
    ],
)
def test_parse_integer_refuses(text, code):
    with pytest.raises(NumberError) as caught:
        parse_integer(text)
    assert caught.value.code == code


def test_parse_reads_negative_numbers_where_they_are_allowed():
    assert parse_integer("−7", signed=True) == -7
    assert parse_written_decimal("-1,5", 2, signed=True) == Fraction(-3, 2)


@pytest.mark.parametrize(
    ("text", "decimals", "number"),
    [
        ("1,5", 1, Fraction(3, 2)),
        ("0,125", 3, Fraction(1, 8)),
        ("1234,567", 3, Fraction(1234567, 1000)),
        ("1.234,567", 3, Fraction(1234567, 1000)),
        ("12.5", 2, Fraction(25, 2)),
        ("7", 3, Fraction(7)),
    ],
)
def test_parse_decimal_reads(text, decimals, number):
    assert parse_written_decimal(text, decimals) == number


@pytest.mark.parametrize(
    ("text", "decimals", "mark", "within", "number"),
    [
        ("1,125", 3, ",", (None, None), Fraction(9, 8)),
        ("1.125", 3, ".", (None, None), Fraction(9, 8)),
        ("1.125", 3, ",", (0, 100), Fraction(9, 8)),
        ("1.125", 3, ",", (1000, None), Fraction(1125)),
        ("1,125", 3, ",", (1000, None), Fraction(1125)),
        ("1,000", 0, ".", (None, None), Fraction(1000)),
        ("25.000", 2, ",", (None, None), Fraction(25000)),
    ],
)
def test_parse_decimal_reads_the_only_reading_left(text, decimals, mark, within, number):
    read = parse_written_decimal(text, decimals, decimal_mark=mark, within=within)
    assert read == number


@pytest.mark.parametrize(
    ("text", "decimals", "mark"),
    [("1,125", 3, "."), ("1.125", 3, ","), ("1,125", 2, ","), ("1.125", 2, "."), ("1,125", 0, ",")],
)
def test_parse_decimal_refuses_what_the_language_leaves_open(text, decimals, mark):
    with pytest.raises(NumberError, match="ambiguous"):
        parse_written_decimal(text, decimals, decimal_mark=mark)


@pytest.mark.parametrize(("text", "decimals"), [("1,234", 3), ("1.234", 3), ("1,234", 1)])
def test_parse_decimal_refuses_what_could_be_thousands(text, decimals):
    with pytest.raises(NumberError, match="ambiguous"):
        parse_written_decimal(text, decimals)
