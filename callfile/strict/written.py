"""What people wrote, taken only in the right form: else a fault, never a Python exception.

Source: CALL_FILE section 6, 9 and 19. Reasons are codes: the key, then what is wrong with it.

>>> optional_number({"weight": "1.5"}, "weight", "K1"), optional_number({}, "weight", "K1")
(Fraction(3, 2), None)
>>> optional_number({"weight": "-1"}, "weight", "K1", least=Fraction(0))
Traceback (most recent call last):
callfile.strict.fault.CoreFault: setup: weight_number: K1
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from callfile.numbers.exact import parse_decimal
from callfile.strict.fault import CoreFault, FaultKind

MAX_TEXT = 2_000


def mapping(value: object, kind: FaultKind, names: Sequence[str], key: str) -> Mapping[str, object]:
    """The value as a mapping with text keys."""
    if isinstance(value, dict | Mapping) and all(isinstance(name, str) for name in value):
        return value
    raise CoreFault(kind, names, f"{key}_mapping")


def sequence(value: object, kind: FaultKind, names: Sequence[str], key: str) -> Sequence[object]:
    """The value as a list; absent counts as empty."""
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return value
    raise CoreFault(kind, names, f"{key}_list")


def text(value: object, kind: FaultKind, names: Sequence[str], key: str) -> str:
    """The value as non-empty text that UTF-8 can carry, at most MAX_TEXT characters."""
    if isinstance(value, str) and 0 < len(value) <= MAX_TEXT and not has_surrogate(value):
        return value
    raise CoreFault(kind, names, f"{key}_text")


def has_surrogate(value: str) -> bool:
    """Whether the text holds half a character, which no UTF-8 can carry."""
    return not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value)


def optional_number(
    source: Mapping[str, object], key: str, code: str, least: Fraction | None = None
) -> Fraction | None:
    """A number of the call, or None where the key is absent; fault `setup` with the code."""
    value = source.get(key)
    if value is None:
        return None
    number = parse_decimal(value)
    if number is None or (least is not None and number < least):
        raise CoreFault(FaultKind.SETUP, [code], f"{key}_number")
    return number


def setup_number(
    source: Mapping[str, object], key: str, code: str, least: Fraction | None = None
) -> Fraction:
    """Like optional_number, and the key must be there."""
    number = optional_number(source, key, code, least)
    if number is None:
        raise CoreFault(FaultKind.SETUP, [code], f"{key}_missing")
    return number


def setup_text(source: Mapping[str, object], key: str, code: str) -> str:
    """A text of the call that must be there."""
    return text(source.get(key), FaultKind.SETUP, [code], key)


def optional_text(source: Mapping[str, object], key: str, code: str) -> str | None:
    """The same, or None where the key is absent."""
    return None if source.get(key) is None else setup_text(source, key, code)
