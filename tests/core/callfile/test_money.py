from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.numbers.money import LIMIT, cents, money_text, share


@pytest.mark.parametrize(
    "text",
    ["200", "200.0", "200.000", "-1.00", "01.00", "1,00", "٣.00", "90071992547409.92", 200, None],
)
def test_cents_knows_only_canonical_money(text):
    assert cents(text) is None


@pytest.mark.parametrize("text", ["60", "0.6", "60 %", "-5%", "1000%", "%", 60])
def test_share_knows_only_canonical_shares(text):
    assert share(text) is None


def test_share_is_exact():
    assert share("33.3%") == Fraction(333, 1000)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, LIMIT - 1))
def test_money_text_is_read_back(amount):
    assert cents(money_text(amount)) == amount


def test_money_text_shows_negative_differences():
    assert money_text(-5) == "-0.05"
