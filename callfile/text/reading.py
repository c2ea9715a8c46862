"""Call files as text: YAML or JSON in, one value out, for desk, set-up check and recomputation.

What a file is follows from how it begins, never from its name. It is read whole: every fault is
named with its place and its line, and what could be read nevertheless is checked all the same.

>>> read_bytes(b"\\xef\\xbb\\xbf{}").call, read_text("a: 010").call
({}, {'a': 10})
>>> [(one.line, str(one)) for one in read_text('{"a": 1,\\n "a": 2}').faults]
[(2, 'duplicate_key (key=a, first=1)')]
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from callfile.faults import Fault, FaultCode
from callfile.file import CanonicalError, load
from callfile.text.json_text import JsonSyntaxError, read_slowly
from callfile.text.notes import Notes, TooDeepError
from callfile.text.yaml_text import YamlSyntaxError, read_events

LARGEST_FILE = 2_000_000
# Half a character can only be written like this, for the bytes are UTF-8.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_JSON = ("{", "[")


@dataclass(frozen=True, slots=True)
class ReadCall:
    """What was read, and every fault found in it.

    `call` is None where anything stood in the way of reading. `rough` is then what could be read
    nevertheless; it is None where that breaks off. `lines`: place as written → line.
    """

    call: Any
    faults: list[Fault] = field(default_factory=list)
    rough: Any = None
    lines: Mapping[str, int] = field(default_factory=dict)


def read_bytes(data: bytes, most: int | None = None) -> ReadCall:
    """Read the bytes of a file of at most `most` bytes: UTF-8, with or without its mark."""
    if most is not None and len(data) > most:
        return ReadCall(None, [Fault("", FaultCode.FILE_TOO_LARGE, {"maximum": most})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return ReadCall(None, [Fault("", FaultCode.NOT_UTF8, {}, line)])
    return read_text(text)


def read_text(text: str) -> ReadCall:
    """Read JSON or YAML, as it begins. Raises ImportError where YAML is to be read without PyYAML.

    Lines of every system end alike.
    """
    text = _one_end(text)
    if is_json := text.lstrip().startswith(_JSON):
        try:
            if not _HALF.search(text):
                return ReadCall(load(text))
        except CanonicalError:
            # The slow reader says what, and all the rest.
            pass
    notes = Notes()
    try:
        value = read_slowly(text, notes) if is_json else read_events(text, notes)
    except JsonSyntaxError as error:
        before = text[: error.position]
        column = len(before) - before.rfind("\n")
        return _broken(notes, error.reason, before.count("\n") + 1, column)
    except YamlSyntaxError as error:
        return _broken(notes, error.reason, error.line, error.column)
    except TooDeepError as error:
        notes.add(error.place, FaultCode.TOO_DEEP, error.line)
        return ReadCall(None, notes.faults, None, notes.lines)
    return ReadCall(None if notes.faults else value, notes.faults, value, notes.lines)


def lines_of(data: bytes) -> Mapping[str, int]:
    """Place as written → line, of a file that can be read."""
    notes = Notes()
    text = _one_end(data.decode("utf-8-sig"))
    if text.lstrip().startswith(_JSON):
        read_slowly(text, notes)
        return notes.lines
    return read_text(text).lines


def _one_end(text: str) -> str:
    """Without marks of a byte order that stand before the text, each line ended alike."""
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _broken(notes: Notes, reason: str, line: int, column: int) -> ReadCall:
    args: dict[str, str | int] = {"line": line, "column": column, "reason": str(reason)}
    notes.add("", FaultCode.SYNTAX, line, **args)
    return ReadCall(None, notes.faults, None, notes.lines)
