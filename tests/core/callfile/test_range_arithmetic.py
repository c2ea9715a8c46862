"""Ranges against the numbers that they hold, one by one."""

from fractions import Fraction
from itertools import product

import pytest

from callfile.reach.ranges import (
    EVERYTHING,
    NEVER_ENDING,
    NEVER_STARTING,
    NOTHING,
    Range,
    above,
    below,
    contains_zero,
    divided,
    each,
    greatest_of,
    highest,
    is_empty,
    least_of,
    lowest,
    negated,
    plus,
    point,
    rounded,
    settled,
    shown,
    span,
    times,
    union,
    without_zero,
)

HALF = Fraction(1, 2)
FAR = 10**9
ENDS = (None, -3, Fraction(-3, 2), -1, 0, HALF, 1, 3)


def with_flags(low, high):
    """The range between two ends: on no grid, on whole numbers, on halves; with and without 0."""
    for grain, nonzero in product((None, Fraction(1), HALF), (False, True)):
        numbers = span(low, high, grain)
        yield settled(Range(numbers.low, numbers.high, grain, nonzero))


ALL = [
    numbers
    for low, high in product(ENDS, ENDS)
    if low is None or high is None or low <= high
    for numbers in with_flags(low, high)
    if not is_empty(numbers)
]
SOME = ALL[::5]


def ends(numbers):
    """The ends as numbers, infinity as a very large one."""
    low, high = lowest(numbers), highest(numbers)
    return (-FAR if low is None else low, FAR if high is None else high)


def near(value):
    """A number that stands for infinity, or for the smallest one, turned back."""
    if abs(value) > FAR // 100:
        return NEVER_ENDING if value > 0 else NEVER_STARTING
    return (0, Fraction(0) if abs(value) < Fraction(100, FAR) else Fraction(value))


def hull(values, grain=None, *, nonzero=False):
    return Range(near(min(values)), near(max(values)), grain, nonzero)


def members(numbers):
    """The multiples of the grid between the ends, at most 8 from zero."""
    low, high = ends(numbers)
    grain = numbers.grain or Fraction(1, 4)
    steps = (count * grain for count in range(int(-8 / grain), int(8 / grain) + 1))
    return {one for one in steps if low <= one <= high and not (numbers.nonzero and one == 0)}


def is_member(numbers, value):
    low, high = ends(numbers)
    on_grid = numbers.grain is None or (value / numbers.grain).denominator == 1
    return low <= value <= high and on_grid and not (numbers.nonzero and value == 0)


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("limit", [Fraction(x, 4) for x in (-16, -12, -6, -1, 0, 1, 2, 4, 12, 16)])
def test_above_and_below_keep_just_the_numbers_beyond_the_limit(limit, strict):
    for numbers in ALL:
        for keep, sign in ((above, 1), (below, -1)):
            found = keep(numbers, limit, strict=strict)
            beyond = {
                one
                for one in members(numbers)
                if (one - limit) * sign > 0 or (one == limit and not strict)
            }
            assert contains_zero(found) is (0 in beyond), (numbers, found)
            if numbers.grain is not None:
                assert members(found) == beyond, (numbers, found)
                assert is_empty(found) is (not beyond)
                assert found.grain == numbers.grain
                assert all(is_member(found, end) for end in ends(found) if abs(end) < FAR) or (
                    not beyond
                )
            elif beyond:
                # An open end cannot be said: the limit itself stays.
                assert members(found) - {limit} == beyond - {limit}
                assert lowest(found) != highest(found) or not strict or not is_member(found, limit)


def test_a_strict_limit_at_the_end_leaves_nothing():
    assert above(span(0, 5), Fraction(5), strict=True) == NOTHING
    assert below(span(5, 9), Fraction(5), strict=True) == NOTHING
    assert above(span(0, 5), Fraction(5), strict=False) == span(5, 5)
    assert below(span(5, 9), Fraction(5), strict=False) == span(5, 5)
    assert is_empty(NOTHING)


def test_settled_ends_lie_on_the_grid_and_are_not_zero():
    whole = Fraction(1)
    assert settled(span(Fraction(-7, 2), Fraction(7, 2), whole)) == span(-3, 3, whole)
    assert without_zero(span(0, 3, HALF)) == Range((0, HALF), (0, Fraction(3)), HALF, nonzero=True)
    assert without_zero(span(-3, 0, HALF)).high == (0, -HALF)
    assert without_zero(span(-3, 3, HALF)).low == (0, Fraction(-3))
    assert without_zero(span(0, 3)) == Range((0, Fraction(0)), (0, Fraction(3)), nonzero=True)
    assert settled(span(0, 3, whole)) == span(0, 3, whole)
    assert settled(span(None, None, whole)) == span(None, None, whole)
    assert is_empty(without_zero(span(0, 0, whole)))
    assert is_empty(without_zero(span(0, 0)))
    assert not is_empty(without_zero(span(0, 1)))
    assert not is_empty(span(0, 0))
    assert is_empty(span(1, 0))


def test_contains_zero_asks_the_ends_and_the_flag():
    for numbers in ALL:
        assert contains_zero(numbers) is (0 in members(numbers))


def test_sums_reach_from_the_least_to_the_greatest():
    for one, other in product(SOME, SOME):
        grain = one.grain if one.grain == other.grain else None
        values = [a + b for a, b in zip(ends(one), ends(other), strict=True)]
        assert plus(one, other) == hull(values, grain), (one, other)


def test_products_reach_from_the_least_to_the_greatest():
    for one, other in product(SOME, SOME):
        values = [a * b for a, b in product(ends(one), ends(other))]
        grain = one.grain * other.grain if one.grain and other.grain else None
        nonzero = not contains_zero(one) and not contains_zero(other)
        assert times(one, other) == hull(values, grain, nonzero=nonzero), (one, other)


def test_quotients_reach_from_the_least_to_the_greatest():
    for one, other in product(SOME[::2], ALL):
        low, high = ends(other)
        found = divided(one, other)
        if contains_zero(other):
            assert found == EVERYTHING
            continue
        # What only comes near to zero is as good as the smallest number, on both sides of it.
        near = other.grain or Fraction(1, FAR)
        divisors = [b for b in (low, high) if b]
        divisors += [-near] if low < 0 <= high else []
        divisors += [near] if low <= 0 < high else []
        values = [
            Fraction(a) / b if abs(b) < FAR else Fraction(0) for a in ends(one) for b in divisors
        ]
        nonzero = not contains_zero(one)
        assert found == hull(values, nonzero=nonzero), (one, other)


def test_a_divisor_on_a_grid_comes_no_nearer_to_zero_than_one_step():
    whole = without_zero(span(-3, 3, Fraction(1)))
    assert shown(divided(span(0, 6), whole)) == "-6 … 6"
    assert divided(span(0, 6), without_zero(span(-3, 3))) == EVERYTHING


def test_a_quotient_by_nothing_is_anything():
    assert divided(span(1, 2), NOTHING) == EVERYTHING
    assert divided(span(1, 2), Range((0, Fraction(5)), (0, Fraction(4)))) == EVERYTHING
    assert divided(span(1, 2), span(None, None)) == EVERYTHING


def test_opposites_turn_the_ends_round():
    for numbers in ALL:
        low, high = ends(numbers)
        expected = hull([-high, -low], numbers.grain, nonzero=numbers.nonzero)
        assert negated(numbers) == expected


def test_a_union_is_the_least_range_that_holds_both():
    for one, other in product(SOME, SOME):
        grain = one.grain if one.grain == other.grain else None
        nonzero = not contains_zero(one) and not contains_zero(other)
        assert union(one, other) == hull([*ends(one), *ends(other)], grain, nonzero=nonzero)


def test_least_and_greatest_go_by_the_ends():
    for one, other in product(SOME, SOME):
        both = list(zip(ends(one), ends(other), strict=True))
        assert least_of([one, other]) == hull([min(pair) for pair in both])
        assert greatest_of([one, other]) == hull([max(pair) for pair in both])


def test_each_and_rounded_change_the_ends_that_are_numbers():
    assert each(span(1, 3, HALF), lambda value: value * 10) == span(10, 30)
    assert each(span(None, 3), lambda value: value + 1) == span(None, 4)
    assert each(span(3, None), lambda value: value + 1) == span(4, None)
    assert rounded(span(Fraction("0.25"), Fraction("0.34")), 1) == span(
        Fraction("0.3"), Fraction("0.3")
    )


def test_ranges_are_shown_with_their_ends():
    assert shown(EVERYTHING) == "−∞ … ∞"
    assert shown(span(None, 2)) == "−∞ … 2"
    assert shown(point(HALF)) == "0.5 … 0.5"
    assert (lowest(span(0, None)), highest(span(0, None))) == (0, None)
    assert (lowest(span(None, 0)), highest(span(None, 0))) == (None, 0)
