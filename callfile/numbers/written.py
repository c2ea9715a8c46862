"""Numbers as people write them here, read rightly or refused, never misread.

Source: DESIGN §7 (1.234,56 and 1234.56, negative, zero, 2^53, Arabic digits). The rules:

* What a program pasted around or into the digits and takes no room is taken out first.
* Digits of any one script. Spaces (also the non-breaking and thin ones) and apostrophes only group
  thousands; full stop and comma may group or be the decimal mark.
* Groups have three digits each, the first one to three and no leading zero, all with one mark.
* Two different marks: the last is the decimal mark. The same mark twice: it groups.
* One full stop or comma followed by exactly three digits after one to three digits could be either.
  With only one reading left it is read: the mark that the reader's language groups with groups
  where fewer than three decimals are allowed; where three are, the limits of the field may leave
  one, and else the reader's own decimal mark is one. Full stop groups wherever no decimals are
  allowed (Slovene and Italian). Anything else is `ambiguous`.
* Nothing bare (`,5`, `5,`), no exponents, no plus. Money may carry one € or EUR at either end.
* The amount in its smallest unit must stay below 2^53, the limit of canonical JSON.

>>> parse_money("1.234,56 €"), parse_money("1234.56"), parse_money("1 234,5")
(123456, 123456, 123450)
>>> parse_integer("1.234"), parse_written_decimal("12,5", 1)
(1234, Fraction(25, 2))
>>> parse_money("25.000", decimal_mark=","), parse_written_decimal("1,125", 3, decimal_mark=",")
(2500000, Fraction(9, 8))
>>> parse_written_decimal("12.125", 4, within=(0, 100))
Fraction(97, 8)
>>> parse_money("1.234")
Traceback (most recent call last):
callfile.numbers.written.NumberError: ambiguous

Inside the system numbers travel as canonical text: see `exact` and `money` beside this module.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from accounts.core.plain_text import without_marks

LIMIT = 2**53

_SPACES = "\u0020\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_MINUS = "-\u2212\u2013"
_ONE_MARK = str.maketrans(
    {**dict.fromkeys(_SPACES, " "), "\u2019": "'", "\u066c": "'", "\u066b": ","}
)
_MARKS = " '.,"
_SHAPE = re.compile(r"[0-9]+(?:[ '.,][0-9]+)*")
_CURRENCY = re.compile(r"€|EUR", re.IGNORECASE)
_GROUP = 3

Limits = tuple[Fraction | int | None, Fraction | int | None]
ANY: Limits = (None, None)


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


def parse_integer(
    text: str, *, signed: bool = False, decimal_mark: str = "", within: Limits = ANY
) -> int:
    """A whole number; `signed` allows negative ones. Raises NumberError.

    `decimal_mark` is that of the reader's language, `within` the least and the greatest value of
    the field, both included: they only choose among the readings of what could be two numbers.
    """
    return _Reading(0, signed, decimal_mark, within).of(text)


def parse_written_decimal(
    text: str,
    decimals: int,
    *,
    signed: bool = False,
    decimal_mark: str = "",
    within: Limits = ANY,
) -> Fraction:
    """A number with at most `decimals` places; the rest as for `parse_integer`.

    Raises NumberError.
    """
    return Fraction(_Reading(decimals, signed, decimal_mark, within).of(text), 10**decimals)


def parse_money(text: str, *, decimal_mark: str = "") -> int:
    """An amount in cents, never negative. Raises NumberError."""
    bare = without_marks(text).strip()
    found = _CURRENCY.findall(bare)
    if len(found) == 1:
        mark = found[0]
        if bare.startswith(mark):
            bare = bare[len(mark) :]
        elif bare.endswith(mark):
            bare = bare[: -len(mark)]
    return _Reading(2, decimal_mark=decimal_mark).of(bare)


@dataclass(frozen=True, slots=True)
class _Reading:
    decimals: int
    signed: bool = False
    decimal_mark: str = ""
    within: Limits = ANY

    def of(self, text: str) -> int:
        """The value × 10^decimals, exactly."""
        bare = without_marks(text).strip().translate(_ONE_MARK)
        negative = bare[:1] != "" and bare[0] in _MINUS
        if negative:
            bare = bare[1:].lstrip()
        bare = _latin_digits(bare)
        if not _SHAPE.fullmatch(bare):
            raise NumberError(NumberFault.NOT_A_NUMBER)
        value = self._scaled(*self._split(bare))
        if negative and value and not self.signed:
            raise NumberError(NumberFault.NEGATIVE)
        return -value if negative else value

    def _scaled(self, whole: str, fraction: str) -> int:
        if len(fraction) > self.decimals:
            raise NumberError(NumberFault.TOO_MANY_DECIMALS)
        digits = (whole + fraction.ljust(self.decimals, "0")).lstrip("0") or "0"
        if len(digits) > len(str(LIMIT)) or int(digits) >= LIMIT:
            raise NumberError(NumberFault.TOO_LARGE)
        return int(digits)

    def _split(self, text: str) -> tuple[str, str]:
        """The digits before and after the decimal mark."""
        marks = [character for character in text if character in _MARKS]
        if not marks:
            return text, ""
        last = marks[-1]
        if len(marks) == 1 and last in ".,":
            return self._split_at_only_mark(text, last)
        if last in ".," and marks.count(last) == 1:
            whole, fraction = text.split(last)
            return _ungrouped(whole), fraction
        return _ungrouped(text), ""

    def _split_at_only_mark(self, text: str, mark: str) -> tuple[str, str]:
        whole, fraction = text.split(mark)
        parted, grouped = (whole, fraction), (whole + fraction, "")
        if len(fraction) != _GROUP or len(whole) > _GROUP or whole.startswith("0"):
            return parted
        if self.decimals >= _GROUP:
            return self._left([parted, grouped], own=mark == self.decimal_mark)
        is_other = self.decimal_mark not in ("", mark)
        if is_other or (self.decimals == 0 and mark == "."):
            return grouped
        raise NumberError(NumberFault.AMBIGUOUS)

    def _left(self, parts: list[tuple[str, str]], *, own: bool) -> tuple[str, str]:
        """Of two readings the one within the limits, else that with the reader's own mark."""
        least, most = self.within
        inside = []
        for whole, fraction in parts:
            value = Fraction(int(whole + fraction), 10 ** len(fraction))
            if (least is None or value >= least) and (most is None or value <= most):
                inside.append((whole, fraction))
        if len(inside) == 1:
            return inside[0]
        if own:
            return parts[0]
        raise NumberError(NumberFault.AMBIGUOUS)


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
