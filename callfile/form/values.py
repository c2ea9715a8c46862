"""Rules of single values, whichever field asks for them.

Source: CALL_FILE §2. Values are canonical: text as typed (NFC), "34", "1234.56". Each rule yields
codes with their arguments, and never raises.

>>> list(number_problems("41", 0, Fraction(1), Fraction(40)))
[(<ProblemCode.ABOVE_RANGE: 'above_range'>, {'maximum': '40'})]
>>> word_count("Pevski zbor – 3 nastopi, e-pošta")
5
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from accounts.core.plain_text import clean_text, holds_unseen
from callfile.form.problems import ProblemCode
from callfile.numbers.exact import exact_text, parse_decimal
from callfile.numbers.money import LIMIT, cents

Found = tuple[ProblemCode, dict[str, str | int]]

SHORT_TEXT_LENGTH = 200
# A word of this length on average is no text that somebody wrote; it bounds what is stored.
CHARACTERS_PER_WORD = 30


def word_count(text: str) -> int:
    """Words between white space that hold a letter or a digit; a lone dash is none."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def is_blank(value: object) -> bool:
    """Nothing was answered: no value, only blanks, no rows, or parts that are all blank.

    False is an answer.

    >>> is_blank({"from": "", "to": None}), is_blank(False), is_blank([])
    (True, False, True)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not clean_text(value)
    if isinstance(value, Mapping):
        return all(_nothing(part) for part in value.values())
    return isinstance(value, list) and not value


def _nothing(part: object) -> bool:
    return part is None or part == [] or (isinstance(part, str) and not clean_text(part))


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


def number_problems(
    value: object, decimals: int, least: Fraction, most: Fraction | None
) -> Iterator[Found]:
    """A decimal string with at most so many decimals, within the range."""
    number = parse_decimal(value) if isinstance(value, str) else None
    if number is None:
        yield ProblemCode.NOT_A_NUMBER, {}
        return
    scaled = number * 10**decimals
    if scaled.denominator != 1:
        yield ProblemCode.TOO_MANY_DECIMALS, {"decimals": decimals}
    if abs(scaled) >= LIMIT:
        yield ProblemCode.TOO_LARGE, {}
    yield from range_problems(number, least, most, exact_text)


def range_problems(
    number: Fraction, least: Fraction, most: Fraction | None, say: Callable[[Fraction], str]
) -> Iterator[Found]:
    if number < least:
        yield ProblemCode.BELOW_RANGE, {"minimum": say(least)}
    if most is not None and number > most:
        yield ProblemCode.ABOVE_RANGE, {"maximum": say(most)}
