"""One value, one sequence of bytes: canonical JSON, so that a hash means something.

Rule: RFC 8785 (JSON Canonicalization Scheme) without its weak spot, the floating-point number.
Keys are sorted by their UTF-16 code units, nothing stands between the tokens, and only what must
be escaped is escaped. On top of the RFC a value is refused where two readers could disagree:
floats, integers of 2^53 and more, keys that are not text, lone surrogates, text outside NFC.

>>> dumps({"b": [1, True, None], "a": "č €"}).decode()
'{"a":"č €","b":[1,true,null]}'
>>> digest({})
'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
>>> dumps({"lots": [{"budget": 0.5}]})
Traceback (most recent call last):
audit.core.canonical.CanonicalError: float at lots[0].budget
"""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

INTEGER_LIMIT = 2**53
DEPTH_LIMIT = 100


class CanonicalFault(StrEnum):
    """Why a value has no canonical form."""

    FLOAT = "float"
    INTEGER_TOO_LARGE = "integer_too_large"
    KEY_NOT_TEXT = "key_not_text"
    LONE_SURROGATE = "lone_surrogate"
    NOT_NFC = "not_nfc"
    TYPE = "type"
    TOO_DEEP = "too_deep"
    DUPLICATE_KEY = "duplicate_key"
    SYNTAX = "syntax"


class CanonicalError(ValueError):
    """Refused: `code` says why, `path` where (`lots[0].budget`; empty for the whole value).

    For a syntax error the path is `line:column`.
    """

    def __init__(self, code: CanonicalFault, path: str = "", detail: str = "") -> None:
        self.code = code
        self.path = path
        self.detail = detail
        place = f" at {path}" if path else ""
        more = f" ({detail})" if detail else ""
        super().__init__(f"{code}{place}{more}")


def dumps(value: object) -> bytes:
    """The canonical bytes (UTF-8) of `value`: None, bool, int, str, lists and mappings of these.

    Raises CanonicalError with the place of the first thing that has no canonical form.
    """
    if _is_plain(value):
        text = _PLAIN.encode(value)
        if fault_of_text(text) is None:
            return text.encode()
    ordered = _ordered(value, "", 0)
    text = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(dumps(value)).hexdigest()


def loads(data: bytes | str) -> object:
    """Read JSON strictly: no duplicate keys, floats, integers of 2^53 and more, or trailing data.

    The bytes need not be canonical themselves. Raises CanonicalError.
    """
    try:
        text = data if isinstance(data, str) else data.decode()
        return json.loads(
            text,
            object_pairs_hook=_without_duplicates,
            parse_float=_refuse_float,
            parse_constant=_refuse_float,
            parse_int=_small_integer,
        )
    except CanonicalError:
        raise
    except RecursionError:
        raise CanonicalError(CanonicalFault.TOO_DEEP) from None
    except UnicodeDecodeError as error:
        detail = f"byte {error.start} is not UTF-8"
        raise CanonicalError(CanonicalFault.SYNTAX, detail=detail) from None
    except json.JSONDecodeError as error:
        raise CanonicalError(CanonicalFault.SYNTAX, f"{error.lineno}:{error.colno}") from None


def fault_of_text(text: str) -> CanonicalFault | None:
    """Why a text has no canonical form, or None.

    >>> fault_of_text("c\\u030c")
    <CanonicalFault.NOT_NFC: 'not_nfc'>
    """
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return CanonicalFault.LONE_SURROGATE
    return None if unicodedata.is_normalized("NFC", text) else CanonicalFault.NOT_NFC


# Sorts keys by code points: the same as by UTF-16 units as long as no key leaves the basic plane.
_PLAIN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_PLAIN_VALUES = frozenset({str, bool, type(None)})


def _is_plain(value: object) -> bool:
    """Built of nothing but the types of JSON, keys in ASCII, no large number, not too deep.

    Nearly every value is; then the encoder may do all at once. Where this says no the slow way
    decides, and finds the place of the fault. A text outside NFC shows in the whole: what stands
    between two texts is ASCII, and a part of a normalised text is normalised.
    """
    waiting = [(value, 0)]
    while waiting:
        found, depth = waiting.pop()
        parts: Collection[object]
        if type(found) is dict:
            parts = found.values()
            if not all(type(key) is str and key.isascii() for key in found):
                return False
        elif type(found) is list:
            parts = found
        else:
            parts = (found,)
        if depth >= DEPTH_LIMIT:
            return False
        for part in parts:
            kind = type(part)
            if kind in _PLAIN_VALUES:
                continue
            if kind is dict or kind is list:
                waiting.append((part, depth + 1))
            elif not (kind is int and isinstance(part, int) and abs(part) < INTEGER_LIMIT):
                return False
    return True


def _ordered(value: object, path: str, depth: int) -> object:
    if depth > DEPTH_LIMIT:
        raise CanonicalError(CanonicalFault.TOO_DEEP, path)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        _refuse_text(value, path)
        return value
    if isinstance(value, int):
        if abs(value) >= INTEGER_LIMIT:
            raise CanonicalError(CanonicalFault.INTEGER_TOO_LARGE, path)
        return int(value)
    if isinstance(value, float):
        raise CanonicalError(CanonicalFault.FLOAT, path)
    if isinstance(value, Mapping):
        return _ordered_mapping(value, path, depth)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [_ordered(part, f"{path}[{i}]", depth + 1) for i, part in enumerate(value)]
    raise CanonicalError(CanonicalFault.TYPE, path, type(value).__name__)


def _ordered_mapping(value: Mapping[object, object], path: str, depth: int) -> dict[str, object]:
    keys: list[str] = []
    for key in value:
        if not isinstance(key, str):
            raise CanonicalError(CanonicalFault.KEY_NOT_TEXT, path, type(key).__name__)
        _refuse_text(key, path)
        keys.append(key)
    keys.sort(key=_utf16)
    joint = f"{path}." if path else ""
    return {key: _ordered(value[key], f"{joint}{key}", depth + 1) for key in keys}


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be")


def _refuse_text(text: str, path: str) -> None:
    fault = fault_of_text(text)
    if fault is not None:
        raise CanonicalError(fault, path)


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for place, key in enumerate(keys) if key in keys[:place])
        raise CanonicalError(CanonicalFault.DUPLICATE_KEY, twice)
    return found


def _refuse_float(text: str) -> object:
    raise CanonicalError(CanonicalFault.FLOAT, detail=text[:40])


def _small_integer(text: str) -> int:
    # 16 digits and a sign hold every integer below 2^53; longer ones are not worth converting.
    if len(text) > 17 or abs(int(text)) >= INTEGER_LIMIT:
        raise CanonicalError(CanonicalFault.INTEGER_TOO_LARGE, detail=text[:40])
    return int(text)
