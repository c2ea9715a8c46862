"""Cells as they must be: what people typed is text, and a formula is only what we wrote.

A cell is what is written in it, as what a spreadsheet reads that, and its look.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from django.utils import timezone

from reports.lists.csv_files import DANGEROUS

# What a cell holds at most; a longer text makes the program offer to repair the file.
MOST_LETTERS = 32_767
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# "_x003D_" typed by a person would be read as the letter with that number.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Look:
    """How a cell is shown; `quoted` keeps a text a text when somebody edits the cell."""

    number: str = "General"
    bold: bool = False
    head: bool = False
    wrap: bool = False
    sum_line: bool = False
    indented: bool = False
    quoted: bool = False


_MONEY = "#,##0.00"
PLAIN, BOLD, WRAPPED = Look(), Look(bold=True), Look(wrap=True)
ASIDE, BOLD_ASIDE = Look(indented=True), Look(bold=True, indented=True)
HEAD = Look(bold=True, head=True, wrap=True)
MONEY, BOLD_MONEY = Look(_MONEY), Look(_MONEY, bold=True)
SUM = Look(_MONEY, bold=True, sum_line=True)
COUNT, WHOLE = Look("0"), Look("#,##0")
MOMENT = Look(r"d\.\ m\.\ yyyy\ hh:mm")
# Spreadsheets count days from here; the fraction is the time of the day.
_FIRST_DAY = datetime(1899, 12, 30, tzinfo=UTC)
_SECONDS_OF_DAY = 86_400


class Type(StrEnum):
    """As openpyxl calls them."""

    TEXT = "s"
    NUMBER = "n"
    FORMULA = "f"


class Cell(NamedTuple):
    written: str
    type: Type
    look: Look

    @property
    def words(self) -> str:
        """Those of a wrapped text, whose row has to be as high as they need."""
        return self.written if self.type is Type.TEXT and self.look.wrap else ""


Line = list[Cell | None]


def text(words: str, look: Look = PLAIN) -> Cell:
    """Text, whatever it begins with."""
    kept = _LOOKS_ESCAPED.sub("_x005F_", _NOT_IN_XML.sub("", words))[:MOST_LETTERS]
    if words.startswith(DANGEROUS):
        look = replace(look, quoted=True)
    return Cell(kept, Type.TEXT, look)


def number(value: int | str, look: Look) -> Cell:
    """A whole number, or one as canonical decimal text."""
    return Cell(str(value), Type.NUMBER, look)


def money(cents: int, look: Look = MONEY) -> Cell:
    sign, whole = "-" * (cents < 0), abs(cents)
    return number(f"{sign}{whole // 100}.{whole % 100:02d}", look)


def moment(value: datetime, look: Look = MOMENT) -> Cell:
    """An aware moment, as the clocks here show it, to the second."""
    since = timezone.localtime(value).replace(tzinfo=UTC) - _FIRST_DAY
    part = Fraction(since.seconds, _SECONDS_OF_DAY)
    return exact(since.days + part, look)


def exact(value: Fraction, look: Look) -> Cell:
    """Exact as far as a spreadsheet counts: seventeen digits."""
    if value.denominator == 1:
        return number(value.numerator, look)
    return number(repr(value.numerator / value.denominator), look)


def points_format(decimals: int | None) -> str:
    if decimals is None:
        return "0.####"
    return f"0.{'0' * decimals}" if decimals else "0"


def formula(words: str, look: Look) -> Cell:
    """One of ours, without the sign of equality in front."""
    return Cell(f"={words}", Type.FORMULA, look)


def lines_of(words: str, width: int) -> int:
    """How many lines a wrapped text takes; words are not parted unless they have to be."""
    lines = 0
    for part in words.split("\n"):
        left = 0
        for word in part.split():
            if len(word) > left:
                lines, left = lines + max(1, -(-len(word) // width)), width
            left -= len(word) + 1
    return lines
