"""How single values of a call file are written: read with a report, and described as JSON Schema.

Money, points and shares are decimal strings, counts are integers (CALL_FILE §1, §8). A shape never
raises: what it cannot read it reports at its place, and returns None.

>>> page = Inspection(("sl", "it"))
>>> NUMBER.read(page, "5,0", "K1.points"), MONEY.read(page, "12.50", "budget")
(None, 1250)
>>> TEXTS.read(page, {"sl": "Kultura"}, "title")
{'sl': 'Kultura'}
>>> [str(fault) for fault in page.faults]
['K1.points: expected_number', 'title.it: missing_language (language=it)']
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final, Generic, TypeVar

from accounts.core.near_days import FIRST_DAY, LAST_DAY, is_near
from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text, parse_decimal
from callfile.numbers.money import cents, share
from callfile.reading.inspection import SHOWN, Inspection, at

Schema = dict[str, Any]
# The parts and scalars that a schema names, filled while it is written.
Definitions = dict[str, Schema]
Texts = Mapping[str, str]
T = TypeVar("T")
D = TypeVar("D")
C = TypeVar("C", bound=str)
N = TypeVar("N", int, Fraction)

CODE_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
IDENTIFIER_PATTERN = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}", re.ASCII)
DAY_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Nothing:
    """Where nothing may stand for what cannot be read."""


NOTHING: Final = Nothing()


@dataclass(frozen=True, slots=True)
class Share:
    """A part from 0 to 1, and how it is written: "62.50%"."""

    part: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """`read(page, value, place)` and `schema(definitions)`.

    `stand_in` is taken, after the report, for what is missing or unreadable, so that the rest can
    be looked at. `is_words`: it is for people, and not asked for where only the rules are read.
    """

    read: Callable[[Inspection, object, str], T | None]
    schema: Callable[[Definitions], Schema]
    stand_in: T | Nothing = NOTHING
    is_words: bool = False


def standing_in(shape: Shape[T], value: D) -> Shape[T | D]:
    """The same, with what is taken for it so that the rest can be looked at."""
    return Shape(shape.read, shape.schema, value, shape.is_words)


def named(name: str, schema: Schema) -> Callable[[Definitions], Schema]:
    """A scalar that the schema defines once, by its name."""

    def write(definitions: Definitions) -> Schema:
        definitions.setdefault(name, schema)
        return {"$ref": f"#/$defs/{name}"}

    return write


def pattern(text: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{text})$"}


def _read_texts(page: Inspection, value: object, place: str) -> Texts:
    if not isinstance(value, Mapping):
        if not page.rules_only:
            page.add(place, FaultCode.EXPECTED_TEXTS)
        return {}
    if not page.rules_only:
        _check_languages(page, value, place)
    return {key: text for key, text in value.items() if isinstance(text, str)}


def _check_languages(page: Inspection, value: Mapping[object, object], place: str) -> None:
    for language in page.languages:
        text = value.get(language)
        if text is None or (isinstance(text, str) and not text.strip()):
            page.add(at(place, language), FaultCode.MISSING_LANGUAGE, language=language)
    for key, text in value.items():
        shown = str(key)[:SHOWN]
        if page.languages and key not in page.languages:
            page.add(place, FaultCode.UNLISTED_LANGUAGE, language=shown)
        if not isinstance(text, str) and text is not None:
            page.add(at(place, shown), FaultCode.EXPECTED_TEXT)


def _read_text(page: Inspection, value: object, place: str) -> str | None:
    if isinstance(value, str) and value.strip():
        return value
    page.add(place, FaultCode.EXPECTED_TEXT)
    return None


def code_of(name: str, form: re.Pattern[str]) -> Shape[str]:
    """A short name without blanks, which other parts refer to."""

    def read(page: Inspection, value: object, place: str) -> str | None:
        if isinstance(value, str) and form.fullmatch(value):
            return value
        # A recomputation takes any name that can be written.
        if page.rules_only and isinstance(value, str) and value:
            return value
        page.add(place, FaultCode.EXPECTED_CODE)
        return None

    return Shape(read, named(name, pattern(form.pattern)), "")


def number(*, least: Fraction | None = None, integers: bool = False) -> Shape[Fraction]:
    """A decimal string (or with `integers` an integer), at least `least`."""

    def read(page: Inspection, value: object, place: str) -> Fraction | None:
        readable = isinstance(value, str) or ((integers or page.rules_only) and type(value) is int)
        found = parse_decimal(value) if readable else None
        if found is None:
            _refuse(page, value, place, FaultCode.EXPECTED_NUMBER)
            return None
        if least is not None and found < least:
            page.add(place, FaultCode.TOO_SMALL, minimum=exact_text(least))
            return None
        return found

    if integers:
        return Shape(read, _limit_schema)
    if least is None:
        return Shape(read, named("number", pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")))
    return Shape(read, named("not_negative", pattern(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")))


def _limit_schema(definitions: Definitions) -> Schema:
    limit: Schema = {"anyOf": [NUMBER.schema(definitions), {"type": "integer"}]}
    return named("limit", limit)(definitions)


def _refuse(page: Inspection, value: object, place: str, code: FaultCode) -> None:
    # Of a whole file `Inspection.canonical` has named every float.
    if page.rules_only or not isinstance(value, float):
        page.add(place, code)


def _read_money(page: Inspection, value: object, place: str) -> int | None:
    amount = cents(value)
    if amount is None:
        _refuse(page, value, place, FaultCode.EXPECTED_MONEY)
    return amount


def _read_share(page: Inspection, value: object, place: str) -> Share | None:
    part = share(value)
    if part is not None and part <= 1:
        return Share(part, str(value))
    _refuse(page, value, place, FaultCode.EXPECTED_SHARE)
    return None


def _read_yes_no(page: Inspection, value: object, place: str) -> bool | None:
    if isinstance(value, bool):
        return value
    page.add(place, FaultCode.EXPECTED_BOOLEAN)
    return None


def whole(least: int, most: int) -> Shape[int]:
    """An integer from `least` to `most`."""

    def read(page: Inspection, value: object, place: str) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int):
            page.add(place, FaultCode.EXPECTED_INTEGER)
        elif not least <= value <= most:
            page.add(place, FaultCode.OUT_OF_RANGE, minimum=least, maximum=most)
        else:
            return value
        return None

    return Shape(read, lambda _: {"type": "integer", "minimum": least, "maximum": most})


def one_of(choices: Collection[C]) -> Shape[C]:
    """One of these words."""
    by_word = {str(choice): choice for choice in choices}

    def read(page: Inspection, value: object, place: str) -> C | None:
        if isinstance(value, str) and value in by_word:
            return by_word[value]
        shown = value[:SHOWN] if isinstance(value, str) else type(value).__name__
        page.add(place, FaultCode.UNKNOWN_CHOICE, value=shown, choices=", ".join(by_word))
        return None

    return Shape(read, lambda _: {"enum": list(by_word)})


def constant(word: str, otherwise: FaultCode) -> Shape[str]:
    """Just this word."""

    def read(page: Inspection, value: object, place: str) -> str | None:
        if value == word:
            return word
        page.add(place, otherwise)
        return None

    return Shape(read, lambda _: {"const": word})


def iso_day(value: object) -> date | None:
    """The day that a text of the form 2027-05-08 names, or None."""
    if not isinstance(value, str) or not DAY_PATTERN.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _read_day(page: Inspection, value: object, place: str) -> date | None:
    day = iso_day(value)
    if day is None:
        page.add(place, FaultCode.EXPECTED_DAY)
        return None
    return day if near_day(page, day, place) else None


def near_day(page: Inspection, day: date, place: str) -> bool:
    """Whether it is a day with which a call can have to do; another one is reported."""
    if not is_near(day):
        years = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
        page.add(place, FaultCode.FAR_DATE, year=day.year, **years)
    return is_near(day)


def positive(shape: Shape[N]) -> Shape[N]:
    """The same, and more than nothing."""

    def read(page: Inspection, value: object, place: str) -> N | None:
        found = shape.read(page, value, place)
        if found is not None and found <= 0:
            page.add(place, FaultCode.NOT_POSITIVE)
            return None
        return found

    return Shape(read, shape.schema)


TEXTS: Shape[Texts] = Shape(
    _read_texts,
    named("texts", {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}),
    {},
    is_words=True,
)
TEXT: Shape[str] = Shape(_read_text, lambda _: {"type": "string"})
CODE = code_of("code", CODE_PATTERN)
IDENTIFIER = code_of("name", IDENTIFIER_PATTERN)
NUMBER = number()
NOT_NEGATIVE = number(least=Fraction(0))
MONEY: Shape[int] = Shape(_read_money, named("money", pattern(r"(?:0|[1-9][0-9]{0,13})\.[0-9]{2}")))
SHARE: Shape[Share] = Shape(
    _read_share,
    named("share", pattern(r"(?:100(?:\.0{1,6})?|[1-9]?[0-9](?:\.[0-9]{1,6})?)%")),
)
YES_NO: Shape[bool] = Shape(_read_yes_no, lambda _: {"type": "boolean"})
DAY: Shape[date] = Shape(_read_day, named("day", pattern(DAY_PATTERN.pattern)))
