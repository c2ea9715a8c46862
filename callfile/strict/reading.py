"""Numbers of an entry, read exactly or refused as a fault of the run.

The reading itself is that of `callfile.numbers` (money has two decimals, §6.13); here what cannot
be read stops the run, and many points are put over one denominator so that the allocation works in
integers.

>>> required_cents("12.50"), exact("69.99"), four_decimals(Fraction(8150, 603))
(1250, Fraction(6999, 100), '13.5158')
>>> scaled(["1", "2.5", "1/3"])
([30, 75, 10], 30)
>>> required_cents("1.005")
Traceback (most recent call last):
callfile.strict.fault.CoreFault: input: money_with_two_decimals
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from callfile.numbers.exact import parse_exact, round_half_up
from callfile.numbers.money import all_cents as parse_all_cents
from callfile.numbers.money import cents as parse_cents
from callfile.strict.fault import CoreFault


def required_cents(amount: object) -> int:
    """Integer cents of a money string; anything else is an input fault without a name."""
    found = parse_cents(amount)
    if found is None:
        raise CoreFault("input", reason="money_with_two_decimals")
    return found


def all_required_cents(amounts: Sequence[object]) -> list[int]:
    """`cents` of many; all are read at once where none is faulty."""
    found = parse_all_cents(amounts)
    return [required_cents(amount) for amount in amounts] if found is None else found


def exact(value: object) -> Fraction:
    """Points, a point value or a band's edge as an exact fraction; input fault if it is none."""
    return Fraction(*_ratio(value))


def scaled(values: Sequence[object]) -> tuple[list[int], int]:
    """The values as integers over one common denominator, which is returned beside them."""
    # the same totals come again and again: each text is read once
    known = {value: _ratio(value) for value in {v for v in values if isinstance(v, str)}}
    ratios = [known[v] if isinstance(v, str) else _ratio(v) for v in values]
    common = lcm(*{denominator for _, denominator in ratios})
    return [numerator * (common // denominator) for numerator, denominator in ratios], common


def four_decimals(value: Fraction) -> str:
    """A value with four decimals for display only; nothing is computed from it (§6.15)."""
    ten_thousandths = int(round_half_up(value, 4) * 10_000)
    return f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04d}"


def _ratio(value: object) -> tuple[int, int]:
    if isinstance(value, Fraction):
        return value.numerator, value.denominator
    # whole numbers and two decimals are what nearly every total is written in: read them quickly
    if isinstance(value, str) and value.isascii() and len(value) < 20:
        whole, point, decimals = value.partition(".")
        if whole.isdigit() and (decimals.isdigit() if point else True):
            return int(whole + decimals), 10 ** len(decimals)
    found = parse_exact(value)
    if found is None:
        raise CoreFault("input", reason="exact_number")
    return found.numerator, found.denominator
