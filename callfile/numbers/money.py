"""Money and shares as they travel: "1234.56" and "60%", cents and fractions inside.

Source: CALL_FILE §6.13 (money has two decimals) and DESIGN §2 (money is integer cents).

>>> cents("12.50"), cents("12.5"), money_text(1250), share("60%")
(1250, None, '12.50', Fraction(3, 5))
>>> units_down(205_99, 10_00), units_up(205_99, 10_00)
(20, 21)
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

LIMIT = 2**53

# 14 digits, the point, two more.
MOST_SIGNS = 17

_MONEY = r"(?:0|[1-9][0-9]{0,13})\.[0-9]{2}"
_MONEY_LINES = re.compile(rf"{_MONEY}(?:\n{_MONEY})*+")
_SHARE = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,6})?%", re.ASCII)


def cents(text: object) -> int | None:
    """The cents of canonical money (two decimals, not negative), or None if `text` is not one."""
    if not isinstance(text, str) or len(text) > MOST_SIGNS or text[-3:-2] != ".":
        return None
    digits = text[:-3] + text[-2:]
    plain = digits.isascii() and digits.isdigit() and len(digits) > 2
    if not plain or (digits[0] == "0" and len(digits) > 3):
        return None
    value = int(digits)
    return value if value < LIMIT else None


def all_cents(texts: Sequence[object]) -> list[int] | None:
    """The cents of many at once, or None if one of them is not canonical money.

    >>> all_cents(["12.50", "0.00"]), all_cents(["12.50", "1.5"]), all_cents([])
    ([1250, 0], None, [])
    """
    if not texts:
        return []
    known = [text for text in texts if isinstance(text, str)]
    lines = "\n".join(known)
    if len(known) < len(texts) or not _MONEY_LINES.fullmatch(lines):
        return None
    found = list(map(int, lines.replace(".", "").split("\n")))
    return found if len(found) == len(texts) and max(found) < LIMIT else None


def money_text(amount: int) -> str:
    """Canonical text of cents: 1250 → "12.50"."""
    if amount < 0:
        return f"-{money_text(-amount)}"
    return f"{amount // 100}.{amount % 100:02d}"


def money_texts(amounts: Iterable[int]) -> list[str]:
    """`money_text` of many, none of them negative."""
    return [f"{amount // 100}.{amount % 100:02d}" for amount in amounts]


def share(text: object) -> Fraction | None:
    """The part named by a share ("60%" → 3/5), or None if `text` is not one.

    >>> share("12.5%"), share("0.6")
    (Fraction(1, 8), None)
    """
    if not isinstance(text, str) or not _SHARE.fullmatch(text):
        return None
    return Fraction(text[:-1]) / 100


def units_down(amount: int, unit: int) -> int:
    """Whole units in an amount of cents."""
    return amount // unit


def units_up(amount: int, unit: int) -> int:
    """The least number of whole units that is not below an amount of cents."""
    return -(-amount // unit)
