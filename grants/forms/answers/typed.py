"""From what was typed to a canonical value, and back; one kind of field after the other.

What cannot be read is a `Fault` at its place: the text stays on the page, nothing of it is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.core.days import read_day
from accounts.core.plain_text import clean_line, clean_text, without_marks
from callfile.form.fields import Field, FieldKind
from callfile.form.problems import Problem, ProblemCode
from callfile.numbers.exact import exact_text
from callfile.numbers.money import cents, money_text
from callfile.numbers.written import (
    NumberError,
    NumberFault,
    parse_decimal,
    parse_integer,
    parse_money,
)
from callfile.reading.shapes import iso_day
from grants.formats import decimal_mark, to_fraction, write_amount_to_read, write_to_read

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Fault:
    """A number that could not be read: where, why, and what was typed."""

    place: Problem
    fault: NumberFault
    typed: str


class Unreadable(Exception):
    def __init__(self, fault: NumberFault) -> None:
        self.fault = fault
        super().__init__(fault.value)


def read_plain(field: Field, typed: str) -> Any:
    """The value of a field or column without parts; None for nothing. Raises Unreadable.

    A day that is none stays as it was typed: the rules of the form name it.
    """
    text = clean_text(typed) if field.get("kind") == FieldKind.LONG_TEXT else clean_line(typed)
    if not text:
        return None
    match field.get("kind"):
        case FieldKind.INTEGER:
            return _number(lambda: str(parse_integer(text, **_allowed(field))))
        case FieldKind.DECIMAL:
            places = field.get("decimals")
            decimals = 2 if places is None else places
            return _number(lambda: exact_text(parse_decimal(text, decimals, **_allowed(field))))
        case FieldKind.MONEY:
            return read_money(text)
        case FieldKind.DATE:
            return read_day_text(text)
        case FieldKind.YES_NO:
            return {YES: True, NO: False}.get(text, text)
        case FieldKind.DECLARATION:
            return True
        case FieldKind.PLACE:
            return {"text": text}
    return text


def read_money(text: str) -> str | None:
    """Canonical money; None for nothing. Raises Unreadable."""
    bare = without_marks(text).strip()
    mark = decimal_mark()
    return _number(lambda: money_text(parse_money(bare, decimal_mark=mark))) if bare else None


def read_day_text(text: str) -> str:
    day = read_day(text)
    return day.isoformat() if day else text


def write_plain(field: Field, value: Any) -> str:
    """A canonical value as it stands in its control."""
    if value is None:
        return ""
    match field.get("kind"):
        case FieldKind.INTEGER | FieldKind.DECIMAL:
            number = to_fraction(value)
            return str(value) if number is None else write_to_read(number, 6)
        case FieldKind.MONEY:
            return write_money_text(value)
        case FieldKind.DATE:
            return write_day_text(value)
        case FieldKind.YES_NO:
            return YES if value is True else NO
        case FieldKind.PLACE:
            return str(value.get("text", "")) if isinstance(value, Mapping) else ""
    return str(value)


def write_money_text(value: Any) -> str:
    amount = cents(value)
    return "" if amount is None else write_amount_to_read(amount)


def write_day_text(value: Any) -> str:
    """Without the no-break spaces that a printed date has: 8. 5. 2027."""
    day: date | None = iso_day(value)
    return f"{day.day}. {day.month}. {day.year}" if day else str(value or "")


def place(field: Field, part: str = "", row: int | None = None, column: str = "") -> Problem:
    return Problem(str(field["code"]), ProblemCode.MALFORMED, part=part, row=row, column=column)


def _allowed(field: Field) -> dict[str, Any]:
    """What the field says about the numbers that it takes, for their reader."""
    least, most = (
        None if field.get(key) is None else to_fraction(str(field[key])) for key in ("min", "max")
    )
    return {
        "signed": least is None or least < 0,
        "decimal_mark": decimal_mark(),
        "within": (least, most),
    }


def _number(read: Callable[[], str]) -> str:
    try:
        return read()
    except NumberError as error:
        raise Unreadable(error.code) from None
