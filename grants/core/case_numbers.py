"""Case numbers of a funder: a pattern, and the next number in it.

A pattern is a case number with `#` where the running number stands, and YYYY where the year of the
publication stands, if it has one: `610-#/YYYY` gives 610-12/2027. With a year the numbers begin
anew each year. Decisions are numbered within the case (610-12/2027-3). Source: the decree on
administrative operations (Uredba o upravnem poslovanju), on classification marks of cases.

>>> case_number("610-#/YYYY", 12, 2027)
'610-12/2027'
>>> next_case_number("610-#/YYYY", ["610-12/2027", "610-40/2026", "671-50/2027"], 2027)
'610-13/2027'
"""

import re
from collections.abc import Collection
from enum import StrEnum
from typing import Final

NUMBER, YEAR = "#", "YYYY"
LONGEST_PATTERN: Final = 24
_SIGNS = frozenset("0123456789-./ #")
# Meant as the year, however it is written.
_LIKE_A_YEAR = re.compile(r"[Yy]{2,}")
# What was typed beyond it is no number of the series.
_MOST_DIGITS = 9


class SeriesFault(StrEnum):
    """Why a pattern gives no case numbers."""

    NO_NUMBER = "no_number"
    YEAR = "year"
    SIGN = "sign"
    TOUCHED = "touched"


def fault_of_pattern(pattern: str) -> SeriesFault | None:
    if pattern.count(NUMBER) != 1:
        return SeriesFault.NO_NUMBER
    if _LIKE_A_YEAR.findall(pattern) not in ([], [YEAR]):
        return SeriesFault.YEAR
    if not all(sign in _SIGNS or sign.isalpha() for sign in pattern):
        return SeriesFault.SIGN
    before, _number, after = pattern.partition(NUMBER)
    # Digits beside it would run together with it.
    is_touched = before[-1:].isdigit() or after[:1].isdigit()
    if is_touched or before.endswith(YEAR) or after.startswith(YEAR):
        return SeriesFault.TOUCHED
    return None


def case_number(pattern: str, number: int, year: int) -> str:
    before, _number, after = (part.replace(YEAR, str(year)) for part in pattern.partition(NUMBER))
    return f"{before}{number}{after}"


def number_within(pattern: str, case: str, year: int) -> int | None:
    """The running number of a case number of this pattern and year; None of any other."""
    before, _number, after = (part.replace(YEAR, str(year)) for part in pattern.partition(NUMBER))
    digits = case.removeprefix(before).removesuffix(after)
    if case != f"{before}{digits}{after}" or not digits.isascii() or not digits.isdigit():
        return None
    return int(digits) if len(digits) <= _MOST_DIGITS else None


def next_case_number(pattern: str, taken: Collection[str], year: int, first: int = 1) -> str:
    """Behind all that are taken, and not below `first`; gaps are never filled."""
    known = [number_within(pattern, case, year) for case in taken]
    number = max([first, *(one + 1 for one in known if one is not None)])
    while (found := case_number(pattern, number, year)) in taken:
        number += 1
    return found
