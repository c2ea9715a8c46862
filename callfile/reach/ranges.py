"""Ranges of numbers with exact ends, possibly open to infinity, possibly on a grid.

A grid (`grain`) makes [5, 10) and [10, 20) of whole numbers touch, and turns n > 0 into n ≥ 1.
Source: interval arithmetic, as CALL_FILE §3 needs it for reachable points and divisions by zero.

>>> members = span(0, 20, grain=Fraction(1))
>>> shown(members), shown(times(members, point(Fraction(-3)))), contains_zero(members)
('0 … 20', '-60 … 0', True)
>>> shown(divided(point(Fraction(1)), above(members, Fraction(0), strict=True)))
'0.05 … 1'
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from callfile.numbers.exact import exact_text, round_half_up

# An end is (-1, 0) for minus infinity, (0, value), or (1, 0): tuples compare as the ends do.
End = tuple[int, Fraction]
ZERO = Fraction(0)
NEVER_ENDING: End = (1, ZERO)
NEVER_STARTING: End = (-1, ZERO)


@dataclass(frozen=True, slots=True)
class Range:
    """All numbers from low to high that are multiples of `grain` and, if so said, not zero."""

    low: End
    high: End
    grain: Fraction | None = None
    nonzero: bool = False


def span(
    low: Fraction | int | None, high: Fraction | int | None, grain: Fraction | None = None
) -> Range:
    """The range between two numbers; None is infinity."""
    first = NEVER_STARTING if low is None else (0, Fraction(low))
    last = NEVER_ENDING if high is None else (0, Fraction(high))
    return Range(first, last, grain)


def point(value: Fraction) -> Range:
    """The range of one number."""
    return Range((0, value), (0, value))


EVERYTHING = Range(NEVER_STARTING, NEVER_ENDING)
NOTHING = Range(NEVER_ENDING, NEVER_STARTING)


def lowest(numbers: Range) -> Fraction | None:
    """The lower end, None for minus infinity."""
    return numbers.low[1] if numbers.low[0] == 0 else None


def highest(numbers: Range) -> Fraction | None:
    """The upper end, None for infinity."""
    return numbers.high[1] if numbers.high[0] == 0 else None


def shown(numbers: Range) -> str:
    """A range for people: `0 … 20`."""
    low, high = lowest(numbers), highest(numbers)
    first = "−∞" if low is None else exact_text(low)
    last = "∞" if high is None else exact_text(high)
    return f"{first} … {last}"


def contains_zero(numbers: Range) -> bool:
    """Whether zero is among the numbers."""
    return numbers.low <= (0, ZERO) <= numbers.high and not numbers.nonzero


def is_empty(numbers: Range) -> bool:
    """Whether no number is left."""
    return numbers.low > numbers.high or (
        numbers.nonzero and numbers.low == numbers.high == (0, ZERO)
    )


def settled(numbers: Range) -> Range:
    """The same numbers with ends that lie on the grid and, as far as it knows, are not zero."""
    low, high, grain = numbers.low, numbers.high, numbers.grain
    if grain is None:
        return numbers
    if low[0] == 0:
        low = (0, ceil(low[1] / grain) * grain)
    if high[0] == 0:
        high = (0, floor(high[1] / grain) * grain)
    if numbers.nonzero and low == (0, ZERO):
        low = (0, grain)
    if numbers.nonzero and high == (0, ZERO):
        high = (0, -grain)
    return replace(numbers, low=low, high=high)


def above(numbers: Range, limit: Fraction, *, strict: bool) -> Range:
    """Those of the numbers that are ≥ the limit, or > if `strict`."""
    grain = numbers.grain
    if strict and grain is not None:
        limit, strict = floor(limit / grain) * grain + grain, False
    if strict and numbers.high <= (0, limit):
        return NOTHING
    low = max(numbers.low, (0, limit))
    nonzero = numbers.nonzero or (strict and limit >= 0)
    return settled(replace(numbers, low=low, nonzero=nonzero))


def below(numbers: Range, limit: Fraction, *, strict: bool) -> Range:
    """Those of the numbers that are ≤ the limit, or < if `strict`."""
    grain = numbers.grain
    if strict and grain is not None:
        limit, strict = ceil(limit / grain) * grain - grain, False
    if strict and numbers.low >= (0, limit):
        return NOTHING
    high = min(numbers.high, (0, limit))
    nonzero = numbers.nonzero or (strict and limit <= 0)
    return settled(replace(numbers, high=high, nonzero=nonzero))


def without_zero(numbers: Range) -> Range:
    """The numbers that are not zero."""
    return settled(replace(numbers, nonzero=True))


def union(one: Range, other: Range) -> Range:
    """The least range that holds both."""
    grain = one.grain if one.grain == other.grain else None
    nonzero = not contains_zero(one) and not contains_zero(other)
    return Range(min(one.low, other.low), max(one.high, other.high), grain, nonzero)


def plus(one: Range, other: Range) -> Range:
    """The sums."""
    return Range(_sum(one.low, other.low), _sum(one.high, other.high), _common(one, other))


def negated(numbers: Range) -> Range:
    """The opposite numbers."""
    low, high = _opposite(numbers.high), _opposite(numbers.low)
    return Range(low, high, numbers.grain, numbers.nonzero)


def times(one: Range, other: Range) -> Range:
    """The products."""
    ends = [_product(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
    nonzero = not contains_zero(one) and not contains_zero(other)
    grain = one.grain * other.grain if one.grain and other.grain else None
    return Range(min(ends), max(ends), grain, nonzero)


def divided(one: Range, other: Range) -> Range:
    """The quotients; everything where the divisor may be zero."""
    zero = (0, ZERO)
    if contains_zero(other) or is_empty(other):
        return EVERYTHING
    if other.low < zero < other.high:
        sides = below(other, ZERO, strict=True), above(other, ZERO, strict=True)
        return union(*(divided(one, side) for side in sides))
    if other.high <= zero:
        return negated(divided(one, negated(other)))
    low = zero if other.high[0] else (0, 1 / other.high[1])
    high = NEVER_ENDING if other.low == zero else (0, 1 / other.low[1])
    return times(replace(one, grain=None), Range(low, high, None, nonzero=True))


def each(numbers: Range, change: Callable[[Fraction], Fraction]) -> Range:
    """The range between the changed ends, for a change that never falls."""
    low = (0, change(numbers.low[1])) if numbers.low[0] == 0 else numbers.low
    high = (0, change(numbers.high[1])) if numbers.high[0] == 0 else numbers.high
    return Range(low, high)


def rounded(numbers: Range, decimals: int) -> Range:
    """The numbers rounded half up."""
    return each(numbers, lambda value: round_half_up(value, decimals))


def least_of(ranges: list[Range]) -> Range:
    """What min() of one number of each can be."""
    return Range(min(one.low for one in ranges), min(one.high for one in ranges))


def greatest_of(ranges: list[Range]) -> Range:
    """What max() of one number of each can be."""
    return Range(max(one.low for one in ranges), max(one.high for one in ranges))


def _common(one: Range, other: Range) -> Fraction | None:
    return one.grain if one.grain == other.grain else None


def _sum(one: End, other: End) -> End:
    if one[0] or other[0]:
        return (one[0] or other[0], ZERO)
    return (0, one[1] + other[1])


def _opposite(end: End) -> End:
    return (-end[0], -end[1])


def _product(one: End, other: End) -> End:
    if (0, ZERO) in (one, other):
        return (0, ZERO)
    if one[0] or other[0]:
        positive = (one > (0, ZERO)) == (other > (0, ZERO))
        return NEVER_ENDING if positive else NEVER_STARTING
    return (0, one[1] * other[1])
