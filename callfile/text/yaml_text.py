"""YAML, read in a narrow way, so that what stands in the file is what is hashed.

Only `true`, `false`, `null` and whole numbers are more than text, and `010` is ten; dates, `no` and
`1:30` stay text; numbers with a point must be in quotation marks; no aliases, no tags, no repeated
keys. PyYAML gives the events; it is looked for only when YAML is read.

>>> read_events("[no, 010, 1:30, 2027-01-01]", Notes())
['no', 10, '1:30', '2027-01-01']
"""

import importlib
import re
from collections.abc import Iterator
from typing import Any

from callfile.faults import FaultCode
from callfile.file import DEEPEST
from callfile.reading.inspection import at
from callfile.text.notes import UNREAD, Notes, TooDeepError
from callfile.text.syntax import BEGUN, SyntaxReason, of_yaml

FLOAT = re.compile(
    r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN))\Z"
)
_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_TRUTH = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")


class YamlSyntaxError(Exception):
    """`line` and `column` count from 1."""

    def __init__(self, reason: SyntaxReason, line: int, column: int) -> None:
        self.reason, self.line, self.column = reason, line, column
        super().__init__(reason.value)


def read_events(text: str, notes: Notes) -> object:
    """The value as far as it can be made; lines end with a line feed.

    Raises YamlSyntaxError and TooDeepError; what was noted before stays noted. Raises ImportError
    where there is no PyYAML.
    """
    yaml = importlib.import_module("yaml")
    # libyaml where PyYAML was built with it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Reader(yaml, notes).document(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        raise _syntax(text, error) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        if loader is not yaml.SafeLoader:
            # libyaml counts bytes.
            before = text.encode()[: error.position].decode(errors="ignore")
        column = len(before) - before.rfind("\n")
        reason = SyntaxReason.CONTROL_CHARACTER
        raise YamlSyntaxError(reason, before.count("\n") + 1, column) from None


class _Reader:
    """Makes values of the events of a YAML parser, one document of them."""

    def __init__(self, yaml: Any, notes: Notes) -> None:
        self.yaml = yaml
        self.notes = notes

    def document(self, events: Iterator[Any]) -> object:
        value: object = None
        documents = 0
        for event in events:
            if isinstance(event, self.yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    reason = SyntaxReason.SECOND_DOCUMENT.value
                    self._at_mark("", FaultCode.SYNTAX, event.start_mark, reason=reason)
            elif isinstance(event, self.yaml.NodeEvent):
                read = self._value(event, events, "", 0)
                value = read if documents == 1 else value
        return value

    def _value(self, event: Any, events: Iterator[Any], place: str, depth: int) -> object:
        line = event.start_mark.line + 1
        if depth > DEEPEST:
            raise TooDeepError(place, line)
        if isinstance(event, self.yaml.AliasEvent):
            self._at_mark(place, FaultCode.ALIAS, event.start_mark)
            return UNREAD
        if getattr(event, "tag", None) not in (None, "!"):
            self._at_mark(place, FaultCode.TAG, event.start_mark)
        if isinstance(event, self.yaml.ScalarEvent):
            return self._scalar(event, place, line)
        if isinstance(event, self.yaml.SequenceStartEvent):
            return self._sequence(events, place, depth)
        return self._mapping(events, place, depth)

    def _sequence(self, events: Iterator[Any], place: str, depth: int) -> list[object]:
        found: list[object] = []
        for event in events:
            if isinstance(event, self.yaml.SequenceEndEvent):
                break
            inside = f"{place}[{len(found)}]"
            self.notes.begin(inside, event.start_mark.line + 1)
            found.append(self._value(event, events, inside, depth + 1))
        return found

    def _mapping(self, events: Iterator[Any], place: str, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        for event in events:
            if isinstance(event, self.yaml.MappingEndEvent):
                break
            line = event.start_mark.line + 1
            key = self.notes.key(self._value(event, events, place, depth + 1), place, line)
            if key is None:
                self._value(next(events), events, at(place, "?"), depth + 1)
                continue
            self.notes.once(key, place, line, found)
            found[key] = self._value(next(events), events, at(place, key), depth + 1)
        return found

    def _scalar(self, event: Any, place: str, line: int) -> object:
        text = str(event.value)
        if not event.implicit[0]:
            return self.notes.text(text, place, line)
        if _NULL.match(text):
            return None
        if _TRUTH.match(text):
            return text.lower() == "true"
        if _INTEGER.match(text):
            return self.notes.integer(text, place, line)
        if not FLOAT.match(text):
            return self.notes.text(text, place, line)
        if text.lstrip("-+").lower() in (".nan", ".inf"):
            self.notes.add(place, FaultCode.NO_NUMBER, line, value=text)
        else:
            self.notes.add(place, FaultCode.FLOAT, line)
        return UNREAD

    def _at_mark(self, place: str, code: FaultCode, mark: Any, **args: str) -> None:
        line, column = mark.line + 1, mark.column + 1
        self.notes.add(place, code, line, line=line, column=column, **args)


def _syntax(text: str, error: Any) -> YamlSyntaxError:
    mark, lines = error.problem_mark, text.split("\n")
    begun = lines[mark.line][: mark.column] if mark.line < len(lines) else ""
    before = "\n".join([*lines[: mark.line], begun])
    said = f"{error.context or ''} {error.problem or ''}"
    reason = of_yaml(said, before, text[len(before) :])
    if reason in BEGUN and error.context_mark is not None:
        mark = error.context_mark
    return YamlSyntaxError(reason, mark.line + 1, mark.column + 1)
