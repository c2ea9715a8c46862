"""Exact numbers: read from decimal strings, rounded half up, printed again without loss.

Points, shares and money never touch a binary float: a call file and an evaluation carry decimal
strings, the cores carry fractions (source: CALL_FILE section 4, "exact arithmetic, no floats").
Half up is away from zero (section 6, 5).

>>> parse_decimal("12.50")
Fraction(25, 2)
>>> parse_decimal("1.234,56") is None
True
>>> exact_text(round_half_up(Fraction(5, 3), 1))
'1.7'
>>> exact_text(round_half_up(Fraction(-5, 2), 0))
'-3'
>>> exact_text(Fraction(16, 3))
'16/3'
"""

import re
from fractions import Fraction

MAX_DIGITS = 30
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_FRACTION = re.compile(r"(-?(?:0|[1-9][0-9]*))/([1-9][0-9]*)", re.ASCII)


def parse_decimal(value: object) -> Fraction | None:
    """The number that a decimal string (or an int) says, or None where it says none.

    A point is the only decimal mark; no exponent, no plus, no leading zeros, no blanks, ASCII
    digits only, at most MAX_DIGITS of them.

    >>> [parse_decimal(bad) for bad in ("1e3", "+1", "01", " 1", "1.", "\u0661", 1.5, True, None)]
    [None, None, None, None, None, None, None, None, None]
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value) if abs(value) < 10**MAX_DIGITS else None
    if not isinstance(value, str) or len(value) > MAX_DIGITS + 2:
        return None
    if not _DECIMAL.fullmatch(value):
        return None
    whole, _point, decimals = value.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def parse_exact(value: object) -> Fraction | None:
    """Like parse_decimal, and also a fraction such as "16/3" (exact shares, exact points).

    >>> parse_exact("16/3")
    Fraction(16, 3)
    >>> parse_exact("1/0") is None
    True
    """
    if not isinstance(value, str) or "/" not in value:
        return parse_decimal(value)
    if len(value) > 2 * MAX_DIGITS or not _FRACTION.fullmatch(value):
        return None
    numerator, _slash, denominator = value.partition("/")
    return Fraction(int(numerator), int(denominator))


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    """Round to `decimals` places; a half goes away from zero.

    >>> round_half_up(Fraction(1005, 1000), 2), round_half_up(Fraction(1234), -2)
    (Fraction(101, 100), Fraction(1200, 1))
    """
    up, down = (10**decimals, 1) if decimals >= 0 else (1, 10**-decimals)
    numerator, denominator = abs(value.numerator) * up, value.denominator * down
    if numerator % denominator == 0:
        return value
    whole = (2 * numerator + denominator) // (2 * denominator)
    return Fraction((whole if value >= 0 else -whole) * down, up)


def places_of(value: Fraction) -> int | None:
    """How many decimals the number has, or None where they do not end.

    >>> places_of(Fraction(54, 10)), places_of(Fraction(3)), places_of(Fraction(16, 3))
    (1, 0, None)
    """
    twos, fives, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def exact_text(value: Fraction) -> str:
    """The shortest decimal string of the number, or "p/q" where no decimal ends.

    >>> exact_text(Fraction(54, 10)), exact_text(Fraction(0)), exact_text(Fraction(-1, 8))
    ('5.4', '0', '-0.125')
    """
    places = places_of(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    if places == 0:
        return str(value.numerator)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
