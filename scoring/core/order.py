"""The order of application numbers, and the draw.

Numbers compare naturally: 9 before 10 (source: CALL_FILE section 6, 19). The draw is SHA-256 of
the UTF-8 seed followed by the number, nothing between, as lower-case hex ascending (6, 11).

>>> sorted(["2027-10", "2027-9", "9", "10"], key=natural_key)
['9', '10', '2027-9', '2027-10']
>>> draw_key("s", "1")[:16]
'e8bc163c82eee187'
"""

import hashlib
import re

NaturalKey = tuple[tuple[tuple[int, int, str], ...], str]

_PIECES = re.compile(r"[0-9]+|[^0-9]+")


def natural_key(number: str) -> NaturalKey:
    """Digits compare as numbers, the rest as text; "01" comes before "1" (never equal)."""
    return tuple(_piece(piece) for piece in _PIECES.findall(number)), number


def _piece(piece: str) -> tuple[int, int, str]:
    if "0" <= piece[0] <= "9":
        digits = piece.lstrip("0")
        return (0, len(digits), digits)
    return (1, 0, piece)


def draw_key(seed: str, number: str) -> str:
    """The lot that an application draws: 64 hexadecimal digits, the lowest wins."""
    return hashlib.sha256(f"{seed}{number}".encode()).hexdigest()
