"""The order of application numbers: naturally, 9 before 10 (source: CALL_FILE section 6, 19).

>>> sorted(["2027-10", "2027-9", "9", "10"], key=natural_key)
['9', '10', '2027-9', '2027-10']
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

NaturalKey = tuple[tuple[tuple[int, int, str], ...], str]
# More digits than this are compared piece by piece.
MOST_DIGITS = 18

_PIECES = re.compile(r"[0-9]+|[^0-9]+")


def natural_key(number: str) -> NaturalKey:
    """Digits compare as numbers, the rest as text; "01" comes before "1" (never equal)."""
    return tuple(_piece(piece) for piece in _PIECES.findall(number)), number


def in_natural_order(items: Sequence[Item], number_of: Callable[[Item], str]) -> list[Item]:
    """The items by number; numbers of one series, that differ only behind the last hyphen, quickly.

    >>> in_natural_order(["K-10", "K-9", "K-09"], str)
    ['K-09', 'K-9', 'K-10']
    """
    if len(items) < 2:
        return list(items)
    pieces = [number_of(item).rpartition("-") for item in items]
    tails = [tail for _, _, tail in pieces]
    is_series = len({(head, hyphen) for head, hyphen, _ in pieces}) == 1
    if not is_series or not all(map(_is_short_number, tails)):
        return sorted(items, key=lambda item: natural_key(number_of(item)))
    keys = [(int(tail), tail) for tail in tails]
    return [items[index] for index in sorted(range(len(items)), key=keys.__getitem__)]


def _is_short_number(tail: str) -> bool:
    return tail.isascii() and tail.isdigit() and len(tail) <= MOST_DIGITS


def _piece(piece: str) -> tuple[int, int, str]:
    if "0" <= piece[0] <= "9":
        digits = piece.lstrip("0")
        return (0, len(digits), digits)
    return (1, 0, piece)
