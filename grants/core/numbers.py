"""Numbers as people write them here, read rightly or refused, never misread.

Source: DESIGN §7 (1.234,56 and 1234.56, negative, zero, 2^53, Arabic digits). The rules:

* Digits of any one script. Spaces (also the non-breaking ones) and apostrophes only group
  thousands; full stop and comma may group or be the decimal mark.
* Groups have three digits each, the first one to three and no leading zero, all with one mark.
* Two different marks: the last is the decimal mark. The same mark twice: it groups.
* One full stop or comma followed by exactly three digits after one to three digits could be either:
  `ambiguous`. Only where no decimals are allowed is 1.234 read as thousands, since full stop
  groups in Slovene and Italian; 1,234 stays ambiguous there too, for comma is their decimal mark.
* Nothing bare (`,5`, `5,`), no exponents, no plus. Money may carry one € or EUR at either end.
* The amount in its smallest unit must stay below 2^53, the limit of canonical JSON.

>>> parse_money("1.234,56 €"), parse_money("1234.56"), parse_money("1 234,5")
(123456, 123456, 123450)
>>> parse_integer("1.234"), parse_decimal("12,5", 1)
(1234, Fraction(25, 2))
>>> parse_money("1.234")
Traceback (most recent call last):
grants.core.numbers.NumberError: ambiguous

Inside the system numbers travel as canonical text: see `exact` and `money` beside this module.
"""

import re
import unicodedata
from enum import StrEnum
from fractions import Fraction

LIMIT = 2**53

_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
_MINUS = "-\u2212\u2013"
_ONE_MARK = str.maketrans(
    {**dict.fromkeys(_SPACES, " "), "\u2019": "'", "\u066c": "'", "\u066b": ","}
)
_MARKS = " '.,"
_SHAPE = re.compile(r"[0-9]+(?:[ '.,][0-9]+)*")
_CURRENCY = re.compile(r"€|EUR", re.IGNORECASE)


class NumberFault(StrEnum):
    """Why a text was not read as a number."""

    AMBIGUOUS = "ambiguous"
    NOT_A_NUMBER = "not_a_number"
    TOO_MANY_DECIMALS = "too_many_decimals"
    TOO_LARGE = "too_large"
    NEGATIVE = "negative"


class NumberError(ValueError):
    """Refused; `code` says why."""

    def __init__(self, code: NumberFault) -> None:
        self.code = code
        super().__init__(code.value)


def parse_integer(text: str, *, signed: bool = False) -> int:
    """A whole number; `signed` allows negative ones. Raises NumberError."""
    return _scaled(text, 0, signed=signed)


def parse_decimal(text: str, decimals: int, *, signed: bool = False) -> Fraction:
    """A number with at most `decimals` places; `signed` allows negative ones.

    Raises NumberError.
    """
    return Fraction(_scaled(text, decimals, signed=signed), 10**decimals)


def parse_money(text: str) -> int:
    """An amount in cents, never negative. Raises NumberError."""
    bare = text.strip()
    found = _CURRENCY.findall(bare)
    if len(found) == 1:
        mark = found[0]
        if bare.startswith(mark):
            bare = bare[len(mark) :]
        elif bare.endswith(mark):
            bare = bare[: -len(mark)]
    return _scaled(bare, 2, signed=False)


def _scaled(text: str, decimals: int, *, signed: bool) -> int:
    """The value × 10^decimals, exactly."""
    bare = text.translate(_INVISIBLE).strip().translate(_ONE_MARK)
    negative = bare[:1] != "" and bare[0] in _MINUS
    if negative:
        bare = bare[1:].lstrip()
    bare = _latin_digits(bare)
    if not _SHAPE.fullmatch(bare):
        raise NumberError(NumberFault.NOT_A_NUMBER)
    whole, fraction = _split(bare, decimals)
    if len(fraction) > decimals:
        raise NumberError(NumberFault.TOO_MANY_DECIMALS)
    digits = (whole + fraction.ljust(decimals, "0")).lstrip("0") or "0"
    if len(digits) > len(str(LIMIT)) or int(digits) >= LIMIT:
        raise NumberError(NumberFault.TOO_LARGE)
    value = int(digits)
    if negative and value and not signed:
        raise NumberError(NumberFault.NEGATIVE)
    return -value if negative else value


def _latin_digits(text: str) -> str:
    if text.isascii():
        return text
    zeros = set()
    read = []
    for character in text:
        digit = unicodedata.decimal(character, None)
        if digit is None:
            read.append(character)
        else:
            zeros.add(ord(character) - digit)
            read.append(str(digit))
    if len(zeros) > 1:
        raise NumberError(NumberFault.NOT_A_NUMBER)
    return "".join(read)


def _split(text: str, decimals: int) -> tuple[str, str]:
    """The digits before and after the decimal mark."""
    marks = [character for character in text if character in _MARKS]
    if not marks:
        return text, ""
    last = marks[-1]
    if len(marks) == 1 and last in ".,":
        return _split_at_only_mark(text, last, decimals)
    if last in ".," and marks.count(last) == 1:
        whole, fraction = text.split(last)
        return _ungrouped(whole), fraction
    return _ungrouped(text), ""


def _split_at_only_mark(text: str, mark: str, decimals: int) -> tuple[str, str]:
    whole, fraction = text.split(mark)
    could_group = len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if not could_group:
        return whole, fraction
    if decimals == 0 and mark == ".":
        return whole + fraction, ""
    raise NumberError(NumberFault.AMBIGUOUS)


def _ungrouped(text: str) -> str:
    """The digits of a grouped number; refuses groups that are not thousands."""
    marks = {character for character in text if character in _MARKS}
    if not marks:
        return text
    groups = re.split(r"[ '.,]", text)
    first, rest = groups[0], groups[1:]
    regular = len(marks) == 1 and len(first) <= 3 and all(len(group) == 3 for group in rest)
    if not regular or first.startswith("0"):
        raise NumberError(NumberFault.NOT_A_NUMBER)
    return "".join(groups)
