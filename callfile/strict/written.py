"""What an evaluation says, taken only in the right form: else a fault, never a Python exception.

Source: CALL_FILE section 6, 9 and 19. Reasons are codes: the key, then what is wrong with it.

>>> text("A", FaultKind.INPUT, [], "number")
'A'
>>> text("", FaultKind.INPUT, ["7"], "number")
Traceback (most recent call last):
callfile.strict.fault.CoreFault: input: number_text: 7
"""

from collections.abc import Mapping, Sequence

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
