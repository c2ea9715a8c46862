"""The call file: read, checked as a whole, brought to canonical bytes and hashed.

Source: CALL_FILE §1 (one file holds a whole call; publication freezes its canonical JSON and
hashes it) and §3 (all faults at once, each with the place).

>>> [str(fault) for fault in check({"merila": "call/1", "code": "k-1", "languages": ["sl"],
...     "title": {"sl": "Kultura"}, "lots": []})][:3]
['missing_key (key=basis)', 'missing_key (key=dates)', 'missing_key (key=supplement_days)']
>>> canonical({"title": {"sl": "Č", "it": "È"}}).decode()
'{"title":{"it":"È","sl":"Č"}}'
"""

import unicodedata
from datetime import tzinfo

from audit.core.canonical import CanonicalError, CanonicalFault, digest, dumps, loads
from callfile.call import known_languages, read
from callfile.faults import Fault, FaultCode, Severity

__all__ = [
    "CanonicalError",
    "Fault",
    "FaultCode",
    "Severity",
    "call_hash",
    "canonical",
    "check",
    "known_languages",
    "load",
    "normalised",
]

DEEPEST = 60


def load(data: bytes | str) -> object:
    """Read JSON strictly (no floats, no duplicate keys); texts are composed (NFC).

    Raises CanonicalError.
    """
    try:
        return normalised(loads(data))
    except RecursionError:
        raise CanonicalError(CanonicalFault.TOO_DEEP) from None


def normalised(value: object, depth: int = 0) -> object:
    """The same value with every text and key composed to NFC.

    Raises CanonicalError where two keys become one, or it nests deeper than any call does.
    """
    if depth > DEEPEST:
        raise CanonicalError(CanonicalFault.TOO_DEEP)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normalised(part, depth + 1) for part in value]
    if isinstance(value, dict):
        found = {normalised(key): normalised(part, depth + 1) for key, part in value.items()}
        if len(found) < len(value):
            raise CanonicalError(CanonicalFault.DUPLICATE_KEY)
        return found
    return value


def canonical(call: object) -> bytes:
    """The bytes that are frozen at publication (RFC 8785). Raises CanonicalError."""
    return dumps(call)


def call_hash(call: object) -> str:
    """SHA-256 of the canonical bytes in hexadecimal. Raises CanonicalError."""
    return digest(call)


def check(call: object, zone: tzinfo | None = None) -> list[Fault]:
    """All faults of a call, in the order of the file's parts; never raises on any JSON value.

    `zone` is where its readers live.
    """
    return read(call, zone).faults
