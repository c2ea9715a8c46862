"""Rules for one answered value, by the kind of its field.

Source: CALL_FILE §2. Values are canonical: text as typed (NFC), "34", "1234.56", "2027-05-08",
True, option codes. `problems_of` yields a code and its arguments, and never raises.

>>> list(problems_of({"kind": "integer", "min": 1, "max": 40}, "41"))
[(<ProblemCode.ABOVE_RANGE: 'above_range'>, {'maximum': '40'})]
>>> word_count("Pevski zbor – 3 nastopi, e-pošta")
5
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from accounts.core.plain_text import holds_unseen
from callfile.form.fields import Field, FieldKind
from callfile.form.problems import ProblemCode
from callfile.numbers.exact import exact_text, parse_decimal
from callfile.numbers.money import LIMIT, cents, money_text
from callfile.reading.shapes import iso_day

Found = tuple[ProblemCode, dict[str, str | int]]

SHORT_TEXT_LENGTH = 200
LONG_TEXT_WORDS = 2_000
# A word of this length on average is no text that somebody wrote; it bounds what is stored.
CHARACTERS_PER_WORD = 30


def word_count(text: str) -> int:
    """Words between white space that hold a letter or a digit; a lone dash is none."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def problems_of(field: Field, value: object) -> Iterator[Found]:
    """What is wrong with one value that is not blank; nothing for kinds that have parts."""
    check = _CHECKS.get(str(field.get("kind")))
    if check is not None:
        yield from check(field, value)


def text_problems(value: object, maximum: int) -> Iterator[Found]:
    """A text of at most `maximum` characters, without control characters, in NFC."""
    if not isinstance(value, str):
        yield ProblemCode.MALFORMED, {}
        return
    if holds_unseen(value):
        yield ProblemCode.FORBIDDEN_CHARACTER, {}
    elif not unicodedata.is_normalized("NFC", value):
        yield ProblemCode.NOT_NORMALISED, {}
    if len(value) > maximum:
        yield ProblemCode.TOO_LONG, {"maximum": maximum, "length": len(value)}


def money_problems(value: object) -> Iterator[Found]:
    """Canonical money, more than nothing."""
    amount = cents(value)
    if amount is None:
        yield ProblemCode.NOT_A_NUMBER, {}
    elif amount == 0:
        yield ProblemCode.NOT_POSITIVE, {}


def _short_text(field: Field, value: object) -> Iterator[Found]:
    yield from text_problems(value, field.get("max_length") or SHORT_TEXT_LENGTH)


def _long_text(field: Field, value: object) -> Iterator[Found]:
    maximum = field.get("max_words") or LONG_TEXT_WORDS
    yield from text_problems(value, maximum * CHARACTERS_PER_WORD)
    words = word_count(value) if isinstance(value, str) else 0
    if words > maximum:
        yield ProblemCode.TOO_MANY_WORDS, {"maximum": maximum, "words": words}


def _integer(field: Field, value: object) -> Iterator[Found]:
    yield from _number(field, value, 0)


def _decimal(field: Field, value: object) -> Iterator[Found]:
    decimals = field.get("decimals")
    yield from _number(field, value, 2 if decimals is None else decimals)


def _number(field: Field, value: object, decimals: int) -> Iterator[Found]:
    number = parse_decimal(value) if isinstance(value, str) else None
    if number is None:
        yield ProblemCode.NOT_A_NUMBER, {}
        return
    scaled = number * 10**decimals
    if scaled.denominator != 1:
        yield ProblemCode.TOO_MANY_DECIMALS, {"decimals": decimals}
    if abs(scaled) >= LIMIT:
        yield ProblemCode.TOO_LARGE, {}
    yield from _range(field, number, exact_text)


def _money(field: Field, value: object) -> Iterator[Found]:
    amount = cents(value)
    if amount is None:
        yield ProblemCode.NOT_A_NUMBER, {}
    else:
        yield from _range(field, Fraction(amount, 100), lambda limit: money_text(int(limit * 100)))


def _range(field: Field, number: Fraction, say: Callable[[Fraction], str]) -> Iterator[Found]:
    minimum, maximum = parse_decimal(field.get("min")), parse_decimal(field.get("max"))
    # What a form counts is not negative unless its field says so.
    minimum = Fraction(0) if minimum is None else minimum
    if number < minimum:
        yield ProblemCode.BELOW_RANGE, {"minimum": say(minimum)}
    if maximum is not None and number > maximum:
        yield ProblemCode.ABOVE_RANGE, {"maximum": say(maximum)}


def _yes_no(field: Field, value: object) -> Iterator[Found]:
    if not isinstance(value, bool):
        yield ProblemCode.MALFORMED, {}


def _declaration(field: Field, value: object) -> Iterator[Found]:
    if value is not True:
        yield ProblemCode.NOT_DECLARED, {}


def _one_of(field: Field, value: object) -> Iterator[Found]:
    if not isinstance(value, str):
        yield ProblemCode.MALFORMED, {}
    elif value not in _option_codes(field):
        yield ProblemCode.UNKNOWN_OPTION, {}


def _many_of(field: Field, value: object) -> Iterator[Found]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        yield ProblemCode.MALFORMED, {}
        return
    if not set(value) <= _option_codes(field):
        yield ProblemCode.UNKNOWN_OPTION, {}
    if len(set(value)) < len(value):
        yield ProblemCode.REPEATED_OPTION, {}


def _option_codes(field: Field) -> set[object]:
    return {option.get("code") for option in field.get("options") or []}


def _date(field: Field, value: object) -> Iterator[Found]:
    day = iso_day(value)
    if day is None:
        yield ProblemCode.NOT_A_DATE, {}
        return
    first, last = iso_day(field.get("min")), iso_day(field.get("max"))
    if first is not None and day < first:
        yield ProblemCode.BELOW_RANGE, {"minimum": first.isoformat()}
    if last is not None and day > last:
        yield ProblemCode.ABOVE_RANGE, {"maximum": last.isoformat()}


def _place(field: Field, value: object) -> Iterator[Found]:
    text = value.get("text") if isinstance(value, Mapping) else None
    yield from text_problems(text, SHORT_TEXT_LENGTH)


_CHECKS: dict[str, Callable[[Field, object], Iterator[Found]]] = {
    FieldKind.SHORT_TEXT: _short_text,
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.INTEGER: _integer,
    FieldKind.DECIMAL: _decimal,
    FieldKind.MONEY: _money,
    FieldKind.YES_NO: _yes_no,
    FieldKind.DECLARATION: _declaration,
    FieldKind.ONE_OF: _one_of,
    FieldKind.MANY_OF: _many_of,
    FieldKind.DATE: _date,
    FieldKind.PLACE: _place,
}
