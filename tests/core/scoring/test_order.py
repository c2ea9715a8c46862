"""Numbers in their natural order, quick way and slow way alike."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.numbers.money import units_down, units_up
from callfile.numbers.order import in_natural_order, natural_key
from callfile.strict.fault import CoreFault
from callfile.strict.reading import all_required_cents, exact, four_decimals, required_cents, scaled
from scoring.core.money.rounding import largest_remainders
from scoring.core.ranking.tie_break import best_first, draw_key

ORDERED = [
    "",
    "01",
    "1",
    "02",
    "2",
    "9",
    "10",
    "10a",
    "2027-09",
    "2027-9",
    "2027-10",
    "a",
    "a1",
    "a2b",
    "a10",
    "b",
]


def test_natural_order_is_that_of_a_clerk():
    backwards = ORDERED[::-1]
    assert sorted(backwards, key=natural_key) == ORDERED
    assert in_natural_order(backwards, str) == ORDERED


@pytest.mark.parametrize(
    "numbers",
    [
        ["K-9", "K-10", "K-11"],
        ["K-09", "K-9", "K-10"],
        ["K-1", "L-1", "L-2"],
        ["K-1", "K-a", "K-b"],
        ["9", "10"],
        ["9", "K-1"],
        [f"K-{'1' * 18}", f"K-{'1' * 19}", f"K-{'2' * 19}"],
        ["K-9", "K-\u0661"],
        ["K-", "K-1"],
    ],
)
def test_series_are_ordered_as_single_numbers_are(numbers):
    assert sorted(numbers, key=natural_key) == numbers
    for some in permutations(numbers):
        assert in_natural_order(some, str) == numbers


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("0129-aK", min_size=1, max_size=5), max_size=6))
def test_both_ways_give_the_same_order(numbers):
    assert in_natural_order(numbers, str) == sorted(numbers, key=natural_key)


def test_the_draw_is_the_hash_of_seed_and_number():
    assert draw_key("ab", "c") == draw_key("a", "bc") != draw_key("", "bc")
    assert len(draw_key("", "")) == 64


def fault(read, value):
    with pytest.raises(CoreFault) as caught:
        read(value)
    return str(caught.value.kind), caught.value.reason, caught.value.names


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0", Fraction(0)),
        ("12", Fraction(12)),
        ("1.25", Fraction(5, 4)),
        ("-1.25", Fraction(-5, 4)),
        ("16/3", Fraction(16, 3)),
        ("1" * 19, Fraction(int("1" * 19))),
        ("1" * 20, Fraction(int("1" * 20))),
        ("0.000000000000000001", Fraction(1, 10**18)),
        (7, Fraction(7)),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_exact_reads_numbers(value, number):
    assert exact(value) == number


@pytest.mark.parametrize("value", ["", ".", "1.", ".5", "1,5", "x", "1e3", None, 1.5, True, "²"])
def test_exact_refuses_the_rest(value):
    assert fault(exact, value) == ("input", "exact_number", [])


def test_scaled_has_one_denominator():
    assert scaled(["1", "0.5", "1/3", Fraction(1, 4)]) == ([60, 30, 20, 15], 60)
    numbers, common = scaled(["1.5", "2/3", 4])
    assert [Fraction(number, common) for number in numbers] == [
        Fraction(3, 2),
        Fraction(2, 3),
        Fraction(4),
    ]
    assert scaled([]) == ([], 1)


def test_money_of_a_run():
    assert required_cents("1.50") == 150
    assert all_required_cents(["1.50", "0.00"]) == [150, 0]
    assert fault(required_cents, "1.5") == ("input", "money_with_two_decimals", [])
    assert fault(all_required_cents, ["1.50", None]) == ("input", "money_with_two_decimals", [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0.0000"),
        (Fraction(1, 3), "0.3333"),
        (Fraction(2, 3), "0.6667"),
        (Fraction(123), "123.0000"),
        (Fraction(1, 20000), "0.0001"),
        (Fraction(1, 20001), "0.0000"),
        (Fraction(10005, 10000), "1.0005"),
    ],
)
def test_shown_has_four_decimals(value, text):
    assert four_decimals(value) == text


def test_units_and_remainders():
    assert [units_down(amount, 10) for amount in (0, 9, 10, 11)] == [0, 0, 1, 1]
    assert [units_up(amount, 10) for amount in (0, 1, 10, 11)] == [0, 1, 1, 2]
    assert largest_remainders([5, 0, 7, 5], [3, 0, 2, 1], 4) == [2, 3, 0]
    assert largest_remainders([5, 0, 7, 5], [3, 0, 2, 1], 2) == [2, 3]
    assert largest_remainders([1, 1], [0, 1], 0) == []


def entry(number, points, **values):
    return {"number": number, "points": points, "requested": "1.00", "values": values}


def test_best_first_numbers_the_groups_of_equals():
    entries = [entry("3", "1"), entry("2", "2.5"), entry("1", "2.5"), entry("4", "-1")]
    found = best_first([*entries, entry("5", "0")], [], None)
    assert [one["number"] for one in found.entries] == ["1", "2", "3", "4", "5"]
    assert (found.groups, found.points, found.scale) == ([0, 0, 1, 2, 2], [25, 25, 10, 0, 0], 10)
    assert best_first([], ["draw"], "s") == ([], [], [], 1)


def test_a_rule_decides_within_its_group_only():
    entries = [
        entry("1", "5", K="1"),
        entry("2", "5", K="3"),
        entry("3", "5", K="2"),
        entry("4", "4", K="9"),
        entry("5", "4", K="9"),
        entry("6", "3"),
    ]
    found = best_first(entries, ["criterion:K"], None)
    assert [one["number"] for one in found.entries] == ["2", "3", "1", "4", "5", "6"]
    assert found.groups == [0, 1, 2, 3, 3, 4]


@pytest.mark.parametrize("rule", ["", "criterion:", "requested", "requested:", "drawn", "Draw"])
def test_words_that_are_no_rule_are_named(rule):
    with pytest.raises(CoreFault) as caught:
        best_first([], [rule], None)
    assert (caught.value.names, caught.value.reason) == ([rule], "tie_break_unknown")


@pytest.mark.parametrize("number", [None, "", 5])
def test_a_number_is_a_text(number):
    with pytest.raises(CoreFault) as caught:
        best_first([entry(number, "1")], [], None)
    assert caught.value.reason == "application_number"
