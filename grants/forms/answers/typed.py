"""From what was typed to a canonical value, and back; one kind of field after the other.

What cannot be read is a `Fault` at its place: the text stays on the page, nothing of it is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.core.plain_text import clean_line, clean_text, without_marks
from accounts.days import read_day
from callfile.fields import (
    Date,
    Decimal,
    Declaration,
    Field,
    Integer,
    LongText,
    Money,
    Venue,
    YesNo,
)
from callfile.form.problems import Problem, ProblemCode
from callfile.numbers.exact import exact_text
from callfile.numbers.money import cents, money_text
from callfile.numbers.written import (
    NumberError,
    NumberFault,
    parse_integer,
    parse_money,
    parse_written_decimal,
)
from callfile.reading.shapes import iso_day
from grants.formats import decimal_mark, to_fraction, write_amount_to_read, write_to_read

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class TypedFault:
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
    text = clean_text(typed) if isinstance(field, LongText) else clean_line(typed)
    if not text:
        return None
    match field:
        case Integer():
            return _number(lambda: str(parse_integer(text, **_allowed(field))))
        case Decimal():
            places = field.decimals
            return _number(
                lambda: exact_text(parse_written_decimal(text, places, **_allowed(field)))
            )
        case Money():
            return read_money(text)
        case Date():
            return read_day_text(text)
        case YesNo():
            return {YES: True, NO: False}.get(text, text)
        case Declaration():
            return True
        case Venue():
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
    match field:
        case Integer() | Decimal():
            number = to_fraction(value)
            return str(value) if number is None else write_to_read(number, 6)
        case Money():
            return write_money_text(value)
        case Date():
            return write_day_text(value)
        case YesNo():
            return YES if value is True else NO
        case Venue():
            return str(value.get("text", "")) if isinstance(value, Mapping) else ""
    return str(value)


def write_money_text(value: Any) -> str:
    amount = cents(value)
    return "" if amount is None else write_amount_to_read(amount)


def write_day_text(value: Any) -> str:
    """Without the no-break spaces that a printed date has: 8. 5. 2027."""
    day: date | None = iso_day(value)
    return f"{day.day}. {day.month}. {day.year}" if day else str(value or "")


def place_in_form(
    field: Field, part: str = "", row: int | None = None, column: str = ""
) -> Problem:
    return Problem(field.code, ProblemCode.MALFORMED, part=part, row=row, column=column)


def _allowed(field: Integer | Decimal) -> dict[str, Any]:
    """What the field says about the numbers that it takes, for their reader."""
    return {
        "signed": field.least is None or field.least < 0,
        "decimal_mark": decimal_mark(),
        "within": (field.least, field.most),
    }


def _number(read: Callable[[], str]) -> str:
    try:
        return read()
    except NumberError as error:
        raise Unreadable(error.code) from None
