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
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from audit.core.canonical import CanonicalError, CanonicalFault, digest, dumps, loads
from callfile.check.dates import check_dates
from callfile.check.grant import check_grant
from callfile.check.lots import check_lots
from callfile.faults import Fault, FaultCode, Severity
from callfile.shape import Inspection, at

__all__ = [
    "CanonicalError",
    "Fault",
    "FaultCode",
    "Severity",
    "call_hash",
    "canonical",
    "check",
    "load",
    "normalised",
]

FORMAT = "call/1"
LANGUAGES = ("sl", "it", "en", "hr", "hu", "de", "fr", "sr")
REMEDIES = ("appeal", "objection", "lawsuit")
INTEGRITY_RULES = ("exclude", "declare", "off")
_REQUIRED = (
    *("merila", "code", "languages", "title", "basis", "dates", "supplement_days"),
    *("remedy", "integrity_rule", "lots"),
)
_OPTIONAL = ("short_title", "text", "about", "strategy", "applications_per_organisation", "grant")


def short_name(code: str) -> str:
    """A code in words, where no title has room.

    >>> short_name("kulturni-projekti-2027")
    'Kulturni projekti 2027'
    """
    words = code.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def load(data: bytes | str) -> object:
    """Read JSON strictly (no floats, no duplicate keys); texts are composed (NFC).

    Raises CanonicalError.
    """
    try:
        return normalised(loads(data))
    except RecursionError:
        raise CanonicalError(CanonicalFault.TOO_DEEP) from None


def normalised(value: object) -> object:
    """The same value with every text and key composed to NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normalised(part) for part in value]
    if isinstance(value, dict):
        return {normalised(key): normalised(part) for key, part in value.items()}
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
    page = Inspection()
    page.canonical(call)
    whole = page.mapping(call, "")
    if not isinstance(call, Mapping) or any(
        fault.code is FaultCode.TOO_DEEP for fault in page.faults
    ):
        return page.faults
    page.keys(whole, "", _REQUIRED, _OPTIONAL)
    page.languages = _languages(page, whole)
    _check_head(page, whole)
    check_dates(page, whole, zone)
    _check_basis(page, whole)
    _check_about(page, whole)
    _check_procedure(page, whole)
    if whole.get("grant") is not None:
        grant = whole["grant"]
        check_grant(page, grant, "grant", grant if isinstance(grant, Mapping) else {}, None)
    check_lots(page, whole)
    return page.faults


def known_languages(call: Mapping[str, Any]) -> list[str]:
    """The languages of a call in their order, each once, whatever else a draft says there."""
    found = call.get("languages")
    said = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return [one for one in dict.fromkeys(said) if one in LANGUAGES]


def _languages(page: Inspection, call: Mapping[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    for where, language in page.items(call, "languages", ""):
        known = page.choice_at(language, where, LANGUAGES)
        if known in found:
            page.add(where, FaultCode.DUPLICATE_CODE, name=known)
        elif known is not None:
            found.append(known)
    return tuple(found)


def _check_head(page: Inspection, call: Mapping[str, Any]) -> None:
    if call.get("merila") not in (None, FORMAT):
        page.add("merila", FaultCode.UNKNOWN_FORMAT)
    page.code(call, "", {})
    page.texts(call, "title", "")
    page.texts(call, "short_title", "")
    page.texts(call, "text", "")


def _check_basis(page: Inspection, call: Mapping[str, Any]) -> None:
    for where, value in page.items(call, "basis", ""):
        article = page.mapping(value, where)
        page.keys(article, where, ("text",), ("url",))
        page.texts(article, "text", where)
        page.text(article, "url", where)


def _check_about(page: Inspection, call: Mapping[str, Any]) -> None:
    """What a ready call says of itself: where its rules come from. Not part of the rules."""
    if call.get("about") is None:
        return
    about = page.mapping(call["about"], "about")
    page.keys(about, "about", (), ("modelled_on", "completed_by_us"))
    page.texts(about, "completed_by_us", "about")
    for where, value in page.items(about, "modelled_on", "about", empty=True):
        source = page.mapping(value, where)
        page.keys(source, where, ("title",), ("url",))
        page.text(source, "title", where)
        page.text(source, "url", where)


def _check_procedure(page: Inspection, call: Mapping[str, Any]) -> None:
    page.integer(call, "supplement_days", "", 1, 60)
    page.choice(call, "integrity_rule", "", INTEGRITY_RULES)
    if call.get("remedy") is not None:
        remedy = page.mapping(call["remedy"], "remedy")
        page.keys(remedy, "remedy", ("kind", "to", "days"))
        page.choice(remedy, "kind", "remedy", REMEDIES)
        page.texts(remedy, "to", "remedy")
        page.integer(remedy, "days", "remedy", 1, 90)
    _check_strategy(page, call)
    if call.get("applications_per_organisation") is None:
        return
    place = "applications_per_organisation"
    limits = page.mapping(call[place], place)
    page.keys(limits, place, (), ("total", "per_lot"))
    total = page.integer(limits, "total", place, 1, 1000)
    per_lot = page.integer(limits, "per_lot", place, 1, 1000)
    if total is not None and per_lot is not None and per_lot > total:
        page.add(place, FaultCode.LIMIT_PER_LOT, total=total, per_lot=per_lot)


def _check_strategy(page: Inspection, call: Mapping[str, Any]) -> None:
    seen: dict[str, str] = {}
    for where, goal in page.items(call, "strategy", "", empty=True):
        page.code({"code": goal} if goal is not None else {"code": 0}, where, seen)
    if not seen:
        page.add(at("", "strategy"), FaultCode.NO_STRATEGY)
