"""What the drawings of the pages have in common: their colours, and numbers as coordinates."""

from fractions import Fraction

from callfile.numbers.exact import round_half_up
from grants import formats

SEA, SEA_SOFT, SIGNAL, STONE, INK = "#0b4f75", "#2f7ea6", "#c24a1b", "#dce3e7", "#13232e"
GREY, SUN, LINE = "#475863", "#ffd9a3", "#6b7b85"


def coordinate(value: Fraction | int) -> str:
    """As an attribute of svg, with at most one decimal.

    >>> coordinate(Fraction(1169, 3))
    '389.7'
    """
    return formats.write_exact(round_half_up(Fraction(value), 1), 1, "en").replace(",", "")


def share_of(value: object, whole: object, width: int) -> Fraction:
    """How much of `width` the value takes, never less than nothing nor more than all of it."""
    share, total = formats.to_fraction(value), formats.to_fraction(whole)
    if not share or not total or total <= 0:
        return Fraction(0)
    return min(Fraction(1), max(Fraction(0), share / total)) * width
