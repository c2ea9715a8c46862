"""The rows of a list as awards, and every fault with its row, its column and what was read.

An amount that is missing stays missing; nothing is taken for zero. The decimal mark that the
officer chose is asked only where an amount could be two numbers.

>>> read_amount("1.234", "comma"), read_amount("1.234,56 €", ""), read_amount("", "")
(123400, 123456, None)
>>> read_amount("1.234", "")
Traceback (most recent call last):
callfile.numbers.written.NumberError: ambiguous
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from callfile.numbers.written import NumberError, NumberFault, parse_money
from grants.core.text_search import folded
from reports.history.persons import is_personal_number, may_be_person
from reports.history.workbook_cells import NO_VALUE

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST: Mapping[str, int] = {
    "organisation": 250,
    "organisation_number": 60,
    "number": 60,
    "theme": 200,
    "purpose": 1000,
}
_YEAR = re.compile(r"(\d{4})(?:-\d{2}-\d{2})?|\d{1,2}[./] ?\d{1,2}[./] ?(\d{4})\.?", re.ASCII)
_CURRENCY = re.compile(r"€|EUR", re.IGNORECASE)


class RowFaultCode(StrEnum):
    """Why a row cannot be taken."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NO_AMOUNT = "no_amount"
    NOT_AN_AMOUNT = "not_an_amount"
    AMBIGUOUS = "ambiguous"
    TOO_MANY_DECIMALS = "too_many_decimals"
    TOO_LARGE = "too_large"
    NEGATIVE = "negative"
    NOT_A_YEAR = "not_a_year"
    UNKNOWN_KIND = "unknown_kind"
    NO_VALUE = "no_value"


_NUMBER_FAULTS = {
    NumberFault.NOT_A_NUMBER: RowFaultCode.NOT_AN_AMOUNT,
    NumberFault.AMBIGUOUS: RowFaultCode.AMBIGUOUS,
    NumberFault.TOO_MANY_DECIMALS: RowFaultCode.TOO_MANY_DECIMALS,
    NumberFault.TOO_LARGE: RowFaultCode.TOO_LARGE,
    NumberFault.NEGATIVE: RowFaultCode.NEGATIVE,
}


@dataclass(frozen=True, slots=True)
class RowFault:
    """`target` is what the column was read as, `read` what stands there."""

    row: int
    target: str
    code: RowFaultCode
    read: str = ""


class RowRefused(Exception):
    def __init__(self, target: str, code: RowFaultCode, read: str = "") -> None:
        self.target, self.code, self.read = target, code, read
        super().__init__(code.value)


@dataclass(frozen=True, slots=True)
class ListReading:
    """How the officer takes the list: `columns` is {target: place}; words are as in the list."""

    head: int
    columns: Mapping[str, int]
    operational: Sequence[str] = ()
    project: Sequence[str] = ()
    persons: Sequence[str] = ()
    kind_of_all: str = ""
    decimal: str = ""
    year: int | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any], year: int | None) -> Self:
        return cls(**stored, year=year)

    def stored(self) -> dict[str, Any]:
        kept = asdict(self)
        kept.pop("year")
        return kept


@dataclass(frozen=True, slots=True)
class PastAward:
    """One good row. `is_person` was said by a column or a number; `may_be` is only a question."""

    row: int
    year: int
    organisation: str
    organisation_number: str
    number: str
    theme: str
    kind: str
    purpose: str
    requested: int | None
    awarded: int | None
    is_person: bool = False
    may_be: bool = False


@dataclass(slots=True)
class ReadRows:
    awards: list[PastAward] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def read_rows(table: Sequence[tuple[int, Sequence[str]]], reading: ListReading) -> ReadRows:
    """Every row below the headings, good or faulty."""
    found = ReadRows()
    reader = _Reader(reading)
    for number, cells in table[reading.head + 1 :]:
        faults: list[RowFault] = []
        award = reader.row(number, cells, faults)
        if faults or award is None:
            found.faults += faults
        else:
            found.awards.append(award)
    return found


def withheld(awards: Iterable[PastAward], persons: set[int]) -> Iterator[PastAward]:
    """The awards as they are published: of a natural person only what names nobody."""
    for award in awards:
        if award.is_person or award.row in persons:
            yield PastAward(
                row=award.row, year=award.year, organisation="", organisation_number="", number="",
                theme=award.theme, kind=award.kind, purpose="", requested=award.requested,
                awarded=award.awarded, is_person=True,
            )  # fmt: skip
        else:
            yield award


def read_amount(text: str, decimal: str) -> int | None:
    """Cents, None where nothing stands. Raises NumberError."""
    if not text or text in "-–—":
        return None
    try:
        return parse_money(text)
    except NumberError as error:
        if error.code is not NumberFault.AMBIGUOUS or not decimal:
            raise
    bare = _CURRENCY.sub("", text)
    groups = "." if decimal == "comma" else ","
    if groups not in bare:
        raise NumberError(NumberFault.TOO_MANY_DECIMALS)
    return parse_money(bare.replace(groups, ""))


class _Reader:
    """Reads one row after another; what is asked of every row is prepared once."""

    def __init__(self, reading: ListReading) -> None:
        self.reading = reading
        self.kinds = {folded(word): "operational" for word in reading.operational}
        self.kinds |= {folded(word): "project" for word in reading.project}
        self.persons = {folded(word) for word in reading.persons}

    def row(self, number: int, cells: Sequence[str], faults: list[RowFault]) -> PastAward | None:
        """The award; where something is wrong, every fault of the row goes to `faults`."""
        values: dict[str, Any] = {}
        steps = {
            **dict.fromkeys(LONGEST, self._text),
            "kind": self._kind,
            "year": self._year,
            "requested": self._amount,
            "awarded": self._amount,
            "recipient": self._is_person,
        }
        for target, read in steps.items():
            try:
                values[target] = read(cells, target)
            except RowRefused as refused:
                faults.append(RowFault(number, refused.target, refused.code, refused.read))
        if not faults and values["requested"] is None and values["awarded"] is None:
            target = "awarded" if "awarded" in self.reading.columns else "requested"
            faults.append(RowFault(number, target, RowFaultCode.NO_AMOUNT))
        if faults:
            return None
        is_person = values.pop("recipient") or is_personal_number(values["organisation_number"])
        return PastAward(
            row=number,
            **values,
            is_person=is_person,
            may_be=not is_person and may_be_person(values["organisation"]),
        )

    def _cell(self, cells: Sequence[str], target: str) -> str:
        place = self.reading.columns.get(target)
        text = "" if place is None or place >= len(cells) else cells[place]
        if text == NO_VALUE:
            raise RowRefused(target, RowFaultCode.NO_VALUE)
        return text

    def _text(self, cells: Sequence[str], target: str) -> str:
        text = self._cell(cells, target)
        if not text and target == "organisation":
            raise RowRefused(target, RowFaultCode.MISSING)
        if len(text) > LONGEST[target]:
            raise RowRefused(target, RowFaultCode.TOO_LONG, text)
        return text

    def _kind(self, cells: Sequence[str], target: str) -> str:
        if target not in self.reading.columns:
            return self.reading.kind_of_all
        text = self._cell(cells, target)
        if not text:
            return ""
        found = self.kinds.get(folded(text))
        if found is None:
            raise RowRefused(target, RowFaultCode.UNKNOWN_KIND, text)
        return found

    def _is_person(self, cells: Sequence[str], target: str) -> bool:
        return folded(self._cell(cells, target)) in self.persons

    def _year(self, cells: Sequence[str], target: str) -> int:
        text = self._cell(cells, target)
        if not text and self.reading.year is not None:
            return self.reading.year
        match = _YEAR.fullmatch(text)
        if match is None:
            code = RowFaultCode.NOT_A_YEAR if text else RowFaultCode.MISSING
            raise RowRefused(target, code, text)
        year = int(match[1] or match[2])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise RowRefused(target, RowFaultCode.NOT_A_YEAR, text)
        return year

    def _amount(self, cells: Sequence[str], target: str) -> int | None:
        text = self._cell(cells, target)
        try:
            return read_amount(text, self.reading.decimal)
        except NumberError as error:
            raise RowRefused(target, _NUMBER_FAULTS[error.code], text) from None
