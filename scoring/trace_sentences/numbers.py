"""Numbers of a trace as the reader writes them: exact ones stay exact, long ones say so."""

from fractions import Fraction

from grants import formats
from grants.core.exact import exact_text
from grants.core.money import share

MOST_DECIMALS = 12
SHOWN_DECIMALS = 4


def write_points(value: object, decimals: int | None, *, short: bool = False) -> str:
    """With the decimals of the rule; more only where the number has more."""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if decimals is not None and (number * 10**decimals).denominator == 1:
        return formats.write_number(number, decimals)
    return write_shortly(number) if short else write_exactly(number)


def write_exactly(value: object) -> str:
    """All decimals where they end; otherwise four and the fraction: 8,3333… (25/3)."""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if _ends(number):
        return formats.write_exact(number, MOST_DECIMALS)
    return f"{write_shortly(number)} ({write_fraction(number)})"


def write_shortly(value: object) -> str:
    """The same without the fraction, for the narrow column of values: 8,3333…"""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if _ends(number):
        return formats.write_exact(number, MOST_DECIMALS)
    return f"{formats.write_number(_cut(number), SHOWN_DECIMALS)}…"


def write_fraction(value: object) -> str:
    """A fraction as it is, 3248/9129; a decimal in the reader's format."""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if _ends(number):
        return formats.write_exact(number, MOST_DECIMALS)
    sign = formats.MINUS if number < 0 else ""
    return f"{sign}{abs(number.numerator)}/{number.denominator}"


def write_money(value: object) -> str:
    """Money without its sign, as in the column of values."""
    cents = formats.to_cents(value)
    return str(value) if cents is None else formats.write_amount(cents)


def write_euros(value: object) -> str:
    """Money with its sign, inside a sentence."""
    cents = formats.to_cents(value)
    return str(value) if cents is None else formats.write_money(cents)


def write_rate(value: object) -> str:
    """Euros for one point, which need not end at the cent: 143,5094… € (4400000/30661)."""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if (number * 100).denominator == 1:
        return formats.write_money(int(number * 100))
    shown = write_shortly(number)
    sign = f"€{shown}" if formats.reader_language() == "en" else f"{shown}{formats.NBSP}€"
    return sign if _ends(number) else f"{sign} ({write_fraction(number)})"


def write_percent(value: object) -> str:
    """60,1563… % (785100/13051)."""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if _ends(number):
        return formats.write_percent(number, MOST_DECIMALS)
    gap = "" if formats.reader_language() == "en" else formats.NBSP
    return f"{write_shortly(number)}{gap}% ({write_fraction(number)})"


def write_share(value: str) -> str:
    """60 % of "60%"."""
    found = share(value)
    return value if found is None else formats.write_percent(found * 100, MOST_DECIMALS)


def _cut(number: Fraction) -> Fraction:
    """The decimals that are shown before the dots are the true ones, not rounded."""
    scale = 10**SHOWN_DECIMALS
    cut = abs(number.numerator) * scale // number.denominator
    return Fraction(cut if number >= 0 else -cut, scale)


def _ends(number: Fraction) -> bool:
    return "/" not in exact_text(number)
