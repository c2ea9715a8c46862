"""The parts of a call file as types: each key stands once, with its shape and its meaning.

A part is a frozen dataclass. From its keys follow the reading with all faults at once, the JSON
Schema, the table of the reference, and the order in which a file is written.

>>> @part("A described level.")
... class Described:
...     code: str = key(CODE, "What a sheet names.")
...     points: Fraction = key(NUMBER, "What it is worth.")
...     text: Texts | None = key(TEXTS, "The published sentence.", default=None)
>>> page = Inspection(("sl",))
>>> part_of(Described).read(page, {"code": "A", "points": "5"}, "levels[0]")
Described(code='A', points=Fraction(5, 1), text=None)
>>> part_of(Described).read(page, {"code": "A", "pionts": "5"}, "levels[1]")
>>> [str(fault) for fault in page.faults]
['levels[1]: missing_key (key=points)', 'levels[1]: misspelt_key (key=pionts, suggestion=points)']
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any, TypeVar, dataclass_transform, overload

from callfile.faults import Severity
from callfile.reading.inspection import Inspection, at
from callfile.reading.shapes import (
    CODE,
    NOTHING,
    NUMBER,
    TEXTS,
    Definitions,
    Schema,
    Shape,
    Texts,
)
from callfile.strict.fault import CoreFault, FaultKind

__all__ = ["CODE", "NUMBER", "TEXTS", "Fraction", "Inspection", "Texts", "key", "part", "part_of"]

P = TypeVar("P")
T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a part: what it is called in the file, and how it is read."""

    name: str
    attribute: str
    shape: Shape[Any]
    meaning: str
    # Without the key; NOTHING where it has to be there.
    otherwise: Any
    # Taken where it has to be there, is not, and only the rules are read.
    unsaid: Any


@overload
def key(shape: Shape[T], meaning: str, *, name: str = "", unsaid: Any = NOTHING) -> T: ...
@overload
def key(shape: Shape[T], meaning: str, *, default: D, name: str = "") -> T | D: ...


def key(
    shape: Shape[Any],
    meaning: str,
    *,
    default: Any = NOTHING,
    name: str = "",
    unsaid: Any = NOTHING,
) -> Any:
    """A key that has to be there; with a `default`, one that may be absent.

    `unsaid` is taken for a key that has to be there where only the rules are read.
    """
    required = default is NOTHING
    said = Key(
        name=name,
        attribute="",
        shape=shape,
        meaning=meaning,
        otherwise=default,
        unsaid=shape.stand_in if shape.is_words else unsaid,
    )
    if required:
        return field(metadata={"key": said})
    return field(default_factory=lambda: default, metadata={"key": said})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(key,))
def part(meaning: str, *, name: str = "") -> Callable[[type[P]], type[P]]:
    """Make a class a part of the call file; `name` is that of its definition in the schema."""

    def make(cls: type[P]) -> type[P]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        _PARTS[made] = (name or made.__name__.lower(), meaning)
        _KEYS[made] = [
            replace(said, name=said.name or one.name, attribute=one.name)
            for one in fields(made)  # type: ignore[arg-type]
            for said in [one.metadata["key"]]
        ]
        return made

    return make


NOTHING_GIVEN: Mapping[str, Any] = {}
_PARTS: dict[type, tuple[str, str]] = {}
_KEYS: dict[type, list[Key]] = {}


def name_of(cls: type) -> str:
    return _PARTS[cls][0]


def meaning_of(cls: type) -> str:
    return _PARTS[cls][1]


def keys_of(cls: type) -> list[Key]:
    """The keys of a part in the order in which they are written."""
    return _KEYS[cls]


def part_of(cls: type[P]) -> Shape[P]:
    """The shape of a part; where only the rules are read, its words may be missing."""

    def read(page: Inspection, value: object, place: str) -> P | None:
        raw = page.mapping(value, place)
        return None if raw is None else read_part(page, cls, raw, place)

    return Shape(read, lambda definitions: schema_of(cls, definitions))


def lenient(cls: type[P]) -> Shape[P]:
    """A part so large that what can be read of it has to be looked at in any case.

    Something has to stand in for each of its keys.
    """

    def read(page: Inspection, value: object, place: str) -> P | None:
        raw = page.mapping(value, place)
        return None if raw is None else cls(**read_keys(page, cls, raw, place))

    return Shape(read, lambda definitions: schema_of(cls, definitions))


def read_part(
    page: Inspection,
    cls: type[P],
    raw: Mapping[str, Any],
    place: str,
    *,
    without: Iterable[str] = (),
) -> P | None:
    """The part, or None where something of it is missing or unreadable; words may be missing.

    `without` are keys that it may not have here. A part may have `check(page, place)`: what must
    hold within it to be computed with at all.
    """
    found, unread = _read(page, cls, raw, place, without)
    if unread:
        return None
    made = cls(**found)
    before = page.errors
    check: Callable[[Inspection, str], None] | None = getattr(made, "check", None)
    if check is not None:
        check(page, place)
    return made if page.errors == before else None


def read_keys(
    page: Inspection,
    cls: type,
    raw: Mapping[str, Any],
    place: str,
    given: Mapping[str, Any] = NOTHING_GIVEN,
) -> dict[str, Any]:
    """As much as can be read, by attribute; `given` are attributes that somebody else reads."""
    found, _unread = _read(page, cls, raw, place, (), given)
    return found


def _read(
    page: Inspection,
    cls: type,
    raw: Mapping[str, Any],
    place: str,
    without: Iterable[str],
    given: Mapping[str, Any] = NOTHING_GIVEN,
) -> tuple[dict[str, Any], set[str]]:
    """What was read, by attribute, and the attributes that could not be."""
    known = [one for one in keys_of(cls) if one.name not in without]
    page.keys(raw, place, [one.name for one in known if _is_asked(page, one)], _names(known))
    found = dict(given)
    unread = set()
    for one in keys_of(cls):
        if one.attribute in given:
            continue
        value = None if one.name in without else raw.get(one.name)
        read = None if value is None else one.shape.read(page, value, at(place, one.name))
        if read is not None:
            found[one.attribute] = read
            continue
        if value is not None or one.otherwise is NOTHING:
            unread.add(one.attribute)
        for otherwise in (one.otherwise, _unsaid(page, one, value), one.shape.stand_in):
            if otherwise is not NOTHING:
                found[one.attribute] = otherwise
                break
        if _unsaid(page, one, value) is not NOTHING or one.shape.is_words:
            unread.discard(one.attribute)
    return found, unread


def _names(known: list[Key]) -> list[str]:
    return [one.name for one in known]


def _is_asked(page: Inspection, one: Key) -> bool:
    return one.otherwise is NOTHING and not (page.rules_only and one.unsaid is not NOTHING)


def _unsaid(page: Inspection, one: Key, value: object) -> Any:
    return one.unsaid if page.rules_only and value is None else NOTHING


def schema_of(cls: type, definitions: Definitions) -> Schema:
    """A reference to the part among the definitions."""
    name = name_of(cls)
    if name not in definitions:
        definitions[name] = {}
        definitions[name] |= object_schema(cls, definitions)
    return {"$ref": f"#/$defs/{name}"}


def object_schema(cls: type, definitions: Definitions, without: Iterable[str] = ()) -> Schema:
    """The part as JSON Schema: its keys but for those `without`, and no others."""
    known = [one for one in keys_of(cls) if one.name not in without]
    return {
        "type": "object",
        "description": meaning_of(cls),
        "required": [one.name for one in known if one.otherwise is NOTHING],
        "properties": {
            one.name: {**one.shape.schema(definitions), "description": one.meaning} for one in known
        },
        "additionalProperties": False,
    }


def strictly(shape: Shape[T], value: object, code: str = "") -> T:
    """The value where only the rules are read; raises CoreFault(setup) with what is concerned.

    >>> strictly(NUMBER, "5,0", "K1")
    Traceback (most recent call last):
    callfile.strict.fault.CoreFault: setup: expected_number: K1
    """
    page = Inspection(rules_only=True)
    with page.within(code):
        found = shape.read(page, value, "")
    refuse_faults(page)
    if found is None:
        raise CoreFault(FaultKind.SETUP, [code] if code else [])
    return found


def refuse_faults(page: Inspection) -> None:
    """Raise CoreFault(setup) with what the first fault is concerned with, if there is one."""
    for fault, concerned in zip(page.faults, page.concerned, strict=True):
        if fault.severity is Severity.ERROR:
            raise CoreFault(FaultKind.SETUP, concerned, fault.code.value)
