"""Numbers of a trace as the reader writes them; what does not end says so, and is kept exact."""

from collections.abc import Mapping
from fractions import Fraction

from callfile.numbers.exact import places_of
from callfile.numbers.money import share
from grants import formats

MOST_DECIMALS = 12
SHOWN_DECIMALS = 4


def write_points(value: object, decimals: int | None) -> str:
    """With the decimals of the rule; more only where the number has more."""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if decimals is not None and 10**decimals % number.denominator == 0:
        return formats.write_number(number, decimals)
    return write_decimal(number)


def write_decimal(value: object) -> str:
    """All decimals where they end; otherwise the first four and dots, never rounded: 8,3333…"""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if _ends(number):
        return formats.write_exact(number, MOST_DECIMALS)
    return f"{formats.write_number(_cut(number), SHOWN_DECIMALS)}…"


def exact_numbers(value: object) -> list[str]:
    """The numbers in the arguments of a step that do not end, as they are: `8,3333… = 25/3`."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return list(dict.fromkeys(said for one in value for said in exact_numbers(one)))
    number = formats.to_fraction(value) if isinstance(value, str) else None
    if number is None or _ends(number):
        return []
    sign = formats.MINUS if number < 0 else ""
    return [f"{write_decimal(number)} = {sign}{abs(number.numerator)}/{number.denominator}"]


def say_money(value: object) -> str:
    """Money without its sign, as in the column of values."""
    cents = formats.to_cents(value)
    return str(value) if cents is None else formats.write_amount(cents)


def write_euros(value: object) -> str:
    """Money with its sign, inside a sentence."""
    cents = formats.to_cents(value)
    return str(value) if cents is None else formats.write_money(cents)


def write_rate(value: object) -> str:
    """Euros for one point, which need not end at the cent: 143,5094… €."""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if 100 % number.denominator == 0:
        return formats.write_money(int(number * 100))
    return formats.with_euro_sign(write_decimal(number))


def say_percent(value: object) -> str:
    """60,1563… %."""
    number = formats.to_fraction(value)
    if number is None:
        return str(value)
    if _ends(number):
        return formats.write_percent(number, MOST_DECIMALS)
    return formats.with_percent_sign(write_decimal(number))


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
    return places_of(number) is not None
