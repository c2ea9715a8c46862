"""Call files as text: YAML or JSON in, one value out, for desk, set-up check and recomputation.

YAML is read in a narrow way, so that what stands in the file is what is hashed: only `true`,
`false`, `null` and whole numbers are more than text, and `010` is ten; dates, `no` and `1:30` stay
text; numbers with a point must be in quotation marks; no aliases, no tags, no repeated keys. PyYAML
gives the events; it is looked for only when YAML is read, and JSON needs the standard library
alone.

>>> read_yaml("[no, 010, 1:30, 2027-01-01]").call
['no', 10, '1:30', '2027-01-01']
>>> read_json('{"a": 1, "a": 2}').faults[0].code
<FaultCode.DUPLICATE_KEY: 'duplicate_key'>
"""

import importlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from audit.core.canonical import CanonicalFault
from callfile.file import CanonicalError, Fault, FaultCode, load, normalised
from callfile.reading.inspection import at
from callfile.syntax import SyntaxReason, of_json, of_yaml

DEEPEST = 60

FLOAT = re.compile(
    r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN))\Z"
)
# Stands for a number with a point or an exponent: never reckoned with, named where it stands.
_NO_NUMBER = json.loads("NaN")
_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_TRUTH = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")


@dataclass(frozen=True, slots=True)
class ReadCall:
    """What was read, and every fault found in it; `call` is None where nothing could be read."""

    call: Any
    faults: list[Fault] = field(default_factory=list)


def read_text(text: str) -> ReadCall:
    """Read JSON or YAML, as it begins."""
    return read_json(text) if text.lstrip().startswith(("{", "[")) else read_yaml(text)


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
            args = {"line": int(line or 1), "column": int(column or 1), "reason": _reason(text)}
        elif error.code is CanonicalFault.DUPLICATE_KEY:
            args = {"key": error.path[:60].encode(errors="replace").decode()}
        return ReadCall(None, [Fault("", FaultCode(error.code.value), args)])


def _reason(text: str) -> str:
    """What is wrong with a text that is no JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return of_json(error.msg).value
    return SyntaxReason.OTHER.value


def read_yaml(text: str) -> ReadCall:
    """Read YAML; repeated keys, aliases and tags are all named, a syntax error ends the reading.

    Raises ImportError where there is no PyYAML.
    """
    yaml = importlib.import_module("yaml")
    reader = _Reader(yaml)
    # libyaml where PyYAML was built with it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = yaml.parse(text, Loader=loader)
        value = reader.document(events)
    except yaml.MarkedYAMLError as error:
        return ReadCall(None, [_syntax(text, error)])
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        if loader is not yaml.SafeLoader:
            # libyaml counts bytes.
            before = text.encode()[: error.position].decode(errors="ignore")
        column = len(before) - before.rfind("\n")
        reason = SyntaxReason.CONTROL_CHARACTER.value
        args: dict[str, str | int] = {
            "line": before.count("\n") + 1,
            "column": column,
            "reason": reason,
        }
        return ReadCall(None, [Fault("", FaultCode.SYNTAX, args)])
    except _TooDeepError:
        return ReadCall(None, [Fault("", FaultCode.TOO_DEEP)])
    return ReadCall(None if reader.faults else normalised(value), reader.faults)


class _TooDeepError(Exception):
    """The file nests deeper than any call does."""


class _Reader:
    """Makes values of the events of a YAML parser, one document of them."""

    def __init__(self, yaml: Any) -> None:
        self.yaml = yaml
        self.faults: list[Fault] = []

    def document(self, events: Iterator[Any]) -> object:
        value: object = None
        documents = 0
        for event in events:
            if isinstance(event, self.yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    reason = SyntaxReason.SECOND_DOCUMENT.value
                    fault = _at_mark(FaultCode.SYNTAX, event.start_mark, reason=reason)
                    self.faults.append(fault)
            elif isinstance(event, self.yaml.NodeEvent):
                value = self._value(event, events, "", 0)
        return value

    def _value(self, event: Any, events: Iterator[Any], place: str, depth: int) -> object:
        if depth > DEEPEST:
            raise _TooDeepError
        if isinstance(event, self.yaml.AliasEvent):
            self.faults.append(_at_mark(FaultCode.ALIAS, event.start_mark))
            return None
        if getattr(event, "tag", None) not in (None, "!"):
            self.faults.append(_at_mark(FaultCode.TAG, event.start_mark))
        if isinstance(event, self.yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, self.yaml.SequenceStartEvent):
            return self._sequence(events, place, depth)
        return self._mapping(events, place, depth)

    def _sequence(self, events: Iterator[Any], place: str, depth: int) -> list[object]:
        found: list[object] = []
        for event in events:
            if isinstance(event, self.yaml.SequenceEndEvent):
                break
            found.append(self._value(event, events, f"{place}[{len(found)}]", depth + 1))
        return found

    def _mapping(self, events: Iterator[Any], place: str, depth: int) -> dict[object, object]:
        found: dict[object, object] = {}
        for event in events:
            if isinstance(event, self.yaml.MappingEndEvent):
                break
            key = self._value(event, events, place, depth + 1)
            if not isinstance(key, str):
                self.faults.append(Fault(place, FaultCode.KEY_NOT_TEXT))
                key = None
            elif key in found:
                self.faults.append(Fault(place, FaultCode.DUPLICATE_KEY, {"key": str(key)[:60]}))
            found[key] = self._value(next(events), events, at(place, str(key)), depth + 1)
        return found


def _at_mark(code: FaultCode, mark: Any, **args: str) -> Fault:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Fault("", code, {"line": line, "column": column, **args})


def _syntax(text: str, error: Any) -> Fault:
    mark, lines = error.problem_mark, text.split("\n")
    found = lines[mark.line][mark.column :] if mark and mark.line < len(lines) else ""
    reason = of_yaml(error.problem, found).value
    return _at_mark(FaultCode.SYNTAX, mark, reason=reason)


def _scalar(event: Any) -> object:
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
    return _NO_NUMBER if FLOAT.match(text) else text
