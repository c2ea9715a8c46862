"""What a fact or an expression can be worth: numbers, truths, options, tables; and how two compare.

Source: CALL_FILE §3 (kinds of facts) and §6.5 (comparisons).

>>> from callfile.reach.ranges import span
>>> sorted(possible_truths("<", span(0, 3), span(3, 9)))
[False, True]
>>> sorted(possible_truths("≤", span(0, 3), span(3, 9)))
[True]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from callfile.reach.ranges import Range, above, below, highest, lowest, union, without_zero

# The comparison that holds where this one does not, and the same one read from the right.
OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}
MIRRORED = {"=": "=", "≠": "≠", "<": ">", ">": "<", "≤": "≥", "≥": "≤"}


@dataclass(frozen=True, slots=True)
class Truths:
    """Yes, no, or either."""

    values: frozenset[bool] = frozenset({True, False})


@dataclass(frozen=True, slots=True)
class Options:
    """One of these option codes."""

    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class TableDomain:
    """Rows of a table: what each column can hold, and how many rows at most."""

    columns: Mapping[str, "Domain"]
    most_rows: int


Domain = Range | Truths | Options | TableDomain
Facts = Mapping[str, Domain]


def united(one: Domain, other: Domain) -> Domain:
    """What is in one or the other; of two kinds, or two tables, the first."""
    if isinstance(one, Range) and isinstance(other, Range):
        return union(one, other)
    if isinstance(one, Options) and isinstance(other, Options):
        return Options(one.codes | other.codes)
    if isinstance(one, Truths) and isinstance(other, Truths):
        return Truths(one.values | other.values)
    return one


def possible_truths(operator: str, left: Range, right: Range) -> set[bool]:
    """Whether `left operator right` can be true, and whether it can be false."""
    single = left.low == left.high == right.low == right.high
    apart = left.high < right.low or right.high < left.low
    always = {
        "=": single,
        "≠": apart,
        "<": left.high < right.low,
        "≤": left.high <= right.low,
        ">": left.low > right.high,
        "≥": left.low >= right.high,
    }
    return {
        truth
        for truth, other in ((True, OPPOSITE[operator]), (False, operator))
        if not always[other]
    }


def cut(known: Range, sign: str, value: Range) -> Range:
    """Of the known numbers those that can stand so (`<`, `=` …) to one of the other numbers."""
    low, high = lowest(value), highest(value)
    if sign in "≥>=" and low is not None:
        known = above(known, low, strict=sign == ">")
    if sign in "≤<=" and high is not None:
        known = below(known, high, strict=sign == "<")
    if sign == "≠" and low is not None and low == high:
        known = _without(known, low)
    return known


def _without(known: Range, number: Fraction) -> Range:
    """The end that goes is moved; a hole within the range cannot be said, but for 0."""
    if number == 0:
        return without_zero(known)
    if known.low == (0, number):
        return above(known, number, strict=True)
    return below(known, number, strict=True) if known.high == (0, number) else known
