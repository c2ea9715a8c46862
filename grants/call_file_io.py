"""Call files on disk: YAML or JSON in, YAML out, the same canonical bytes either way.

YAML is read in a narrow way, so that what stands in the file is what is hashed: only `true`,
`false`, `null` and whole numbers are more than text; dates and `no` stay text; numbers with a point
must be in quotation marks; no aliases, no tags, no repeated keys.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import yaml

from audit.core.canonical import CanonicalFault
from grants.core.call_file import (
    CanonicalError,
    Fault,
    FaultCode,
    check,
    load,
    normalised,
)
from grants.core.check_moments import check_moments
from grants.core.shape import at

LARGEST_FILE = 2_000_000
DEEPEST = 60

_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_TRUTH = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(
    r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN))\Z"
)
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY_ORDER = (
    *("merila", "code", "kind", "languages", "title", "label", "about", "text", "ask", "help"),
    *("points", "from", "to", "min", "max", "basis", "strategy", "dates", "supplement_days"),
    *("remedy", "integrity_rule", "applications_per_organisation", "budget", "grant"),
    *("eligibility", "form", "rubric", "aggregation", "threshold", "tie_break", "allocation"),
    *("spill_to", "lots", "consultation", "published", "opens", "deadline", "opening"),
    *("results_by", "sl", "it", "en"),
)


@dataclass(frozen=True, slots=True)
class ReadCall:
    """What was read, and every fault found in it; `call` is None where nothing could be read."""

    call: Any
    faults: list[Fault] = field(default_factory=list)


def check_call_file(path: Path, now: datetime) -> list[Fault]:
    """Every fault of the call file at `path`, and at `now` what is odd about its dates.

    `now` carries the zone in which the readers of the call live.

    Raises OSError where it cannot be opened.
    """
    found = read_call(path.read_bytes(), now.tzinfo)
    dated = check_moments(found.call, now) if isinstance(found.call, Mapping) else []
    return [*found.faults, *dated]


def read_call(data: bytes, zone: tzinfo | None = None) -> ReadCall:
    """Read a call from the bytes of a YAML or JSON file, and check it."""
    if len(data) > LARGEST_FILE:
        return ReadCall(None, [Fault("", FaultCode.FILE_TOO_LARGE, {"maximum": LARGEST_FILE})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ReadCall(None, [Fault("", FaultCode.NOT_UTF8)])
    found = read_json(text) if text.lstrip().startswith(("{", "[")) else read_yaml(text)
    if found.faults:
        return found
    return ReadCall(found.call, check(found.call, zone))


def read_json(text: str) -> ReadCall:
    """Read JSON; what stands in the way of reading is the only fault looked for."""
    try:
        value = load(text)
        # Half a character in a key would stand in the place of every fault below it.
        json.dumps(value, ensure_ascii=False).encode()
        return ReadCall(value)
    except UnicodeEncodeError:
        return ReadCall(None, [Fault("", FaultCode.LONE_SURROGATE)])
    except CanonicalError as error:
        line, _, column = error.path.partition(":")
        args: dict[str, str | int] = {}
        if error.code is CanonicalFault.SYNTAX:
            args = {"line": int(line or 1), "column": int(column or 1)}
        elif error.code is CanonicalFault.DUPLICATE_KEY:
            args = {"key": error.path[:60].encode(errors="replace").decode()}
        return ReadCall(None, [Fault("", FaultCode(error.code.value), args)])


def read_yaml(text: str) -> ReadCall:
    """Read YAML; repeated keys, aliases and tags are all named, a syntax error ends the reading."""
    reader = _Reader()
    try:
        value = reader.document(yaml.parse(text, Loader=_PARSER))
    except yaml.MarkedYAMLError as error:
        return ReadCall(None, [_at_mark(FaultCode.SYNTAX, error.problem_mark)])
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        column = len(before) - before.rfind("\n")
        args = {"line": before.count("\n") + 1, "column": column}
        return ReadCall(None, [Fault("", FaultCode.SYNTAX, args)])
    except _TooDeepError:
        return ReadCall(None, [Fault("", FaultCode.TOO_DEEP)])
    return ReadCall(None if reader.faults else normalised(value), reader.faults)


def write_yaml(call: object) -> str:
    """The call as YAML that reads back to the same canonical bytes, keys in the usual order."""
    return yaml.dump(_ordered(call), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """Puts in quotation marks whatever this reader or a YAML 1.1 reader would not take for text."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _FLOAT, list("-+.0123456789"))


class _TooDeepError(Exception):
    """The file nests deeper than any call does."""


class _Reader:
    """Makes values of the events of a YAML parser, one document of them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def document(self, events: Iterator[yaml.Event]) -> object:
        value: object = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.faults.append(_at_mark(FaultCode.SYNTAX, event.start_mark))
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, events, "", 0)
        return value

    def _value(
        self, event: yaml.Event, events: Iterator[yaml.Event], place: str, depth: int
    ) -> object:
        if depth > DEEPEST:
            raise _TooDeepError
        if isinstance(event, yaml.AliasEvent):
            self.faults.append(_at_mark(FaultCode.ALIAS, event.start_mark))
            return None
        if getattr(event, "tag", None) not in (None, "!"):
            self.faults.append(_at_mark(FaultCode.TAG, event.start_mark))
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, place, depth)
        return self._mapping(events, place, depth)

    def _sequence(self, events: Iterator[yaml.Event], place: str, depth: int) -> list[object]:
        found: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._value(event, events, f"{place}[{len(found)}]", depth + 1))
        return found

    def _mapping(
        self, events: Iterator[yaml.Event], place: str, depth: int
    ) -> dict[object, object]:
        found: dict[object, object] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._value(event, events, place, depth + 1)
            if not isinstance(key, str):
                self.faults.append(Fault(place, FaultCode.KEY_NOT_TEXT))
                key = None
            elif key in found:
                self.faults.append(Fault(place, FaultCode.DUPLICATE_KEY, {"key": str(key)[:60]}))
            found[key] = self._value(next(events), events, at(place, str(key)), depth + 1)
        return found


def _at_mark(code: FaultCode, mark: Any) -> Fault:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Fault("", code, {"line": line, "column": column})


def _scalar(event: yaml.ScalarEvent) -> object:
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if _NULL.match(text):
        return None
    if _TRUTH.match(text):
        return text.lower() == "true"
    if _INTEGER.match(text):
        # As large as a refused number can be; more digits would only cost time.
        return int(text[:20])
    return float("nan") if _FLOAT.match(text) else text


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        rank = {key: place for place, key in enumerate(_KEY_ORDER)}
        keys = sorted(value, key=lambda key: (rank.get(key, len(rank)), key))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(part) for part in value]
    return value
