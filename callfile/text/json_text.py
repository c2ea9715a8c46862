"""JSON, read slowly: where the quick reader stops at the first fault, every one with its place.

Its grammar is that of RFC 8259; what stands there instead is named where people often write it.

>>> notes = Notes()
>>> read_slowly('{"a": 1,\\n"a": 1.5}', notes)
{'a': nan}
>>> [(one.line, str(one)) for one in notes.faults]
[(2, 'duplicate_key (key=a, first=1)'), (2, 'a: float')]
"""

import json
import re

from callfile.faults import FaultCode
from callfile.file import DEEPEST
from callfile.reading.inspection import at
from callfile.text.notes import UNREAD, Notes, TooDeepError
from callfile.text.syntax import SyntaxReason, of_json

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\n]*")
_WORD = re.compile(r"[^\s,:\[\]{}\"]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_LIKE_A_NUMBER = re.compile(r"[-+]?\.?[0-9].*")
_NO_NUMBER = frozenset({"NaN", "Infinity", "-Infinity"})
_WORDS = {"true": True, "false": False, "null": None}


class JsonSyntaxError(Exception):
    """`position` counts characters from 0."""

    def __init__(self, reason: SyntaxReason, position: int) -> None:
        self.reason, self.position = reason, position
        super().__init__(reason.value)


def read_slowly(text: str, notes: Notes) -> object:
    """The value as far as it can be made; lines end with a line feed.

    Raises JsonSyntaxError and TooDeepError; what was noted before stays noted.
    """
    reader = _Reader(text, notes)
    value = reader.value("", 0)
    if reader.next_sign():
        raise JsonSyntaxError(_instead(text, reader.position, SyntaxReason.MORE), reader.position)
    return value


class _Reader:
    def __init__(self, text: str, notes: Notes) -> None:
        self.text, self.notes = text, notes
        self.position = 0
        # The line of the position up to which lines are counted.
        self._line, self._counted = 1, 0

    def line(self) -> int:
        self._line += self.text.count("\n", self._counted, self.position)
        self._counted = self.position
        return self._line

    def next_sign(self) -> str:
        """The next character that is no blank; empty at the end."""
        found = _BLANK.match(self.text, self.position)
        self.position = found.end() if found else self.position
        return self.text[self.position : self.position + 1]

    def value(self, place: str, depth: int) -> object:
        sign, line = self.next_sign(), self.line()
        if depth > DEEPEST:
            raise TooDeepError(place, line)
        if sign == "{":
            return self._mapping(place, depth)
        if sign == "[":
            return self._sequence(place, depth)
        if sign == '"':
            return self.notes.text(self._string(), place, line)
        return self._bare(place, line)

    def _bare(self, place: str, line: int) -> object:
        word = self._word()
        number = _NUMBER.fullmatch(word)
        if word not in _WORDS and word not in _NO_NUMBER and number is None:
            raise self._stop(_reason_of_word(word))
        self.position += len(word)
        if word in _WORDS:
            return _WORDS[word]
        if number is None:
            self.notes.add(place, FaultCode.NO_NUMBER, line, value=word)
            return UNREAD
        if number[1] or number[2]:
            self.notes.add(place, FaultCode.FLOAT, line)
            return UNREAD
        return self.notes.integer(word, place, line)

    def _mapping(self, place: str, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        self.position += 1
        while (sign := self.next_sign()) != "}":
            if found:
                self._comma(sign, "}")
            if self.next_sign() != '"':
                raise self._stop(SyntaxReason.QUOTED_KEY)
            line = self.line()
            key = self.notes.text(self._string(), place, line)
            self.notes.once(key, place, line, found)
            if self.next_sign() != ":":
                raise self._stop(SyntaxReason.NO_COLON)
            self.position += 1
            found[key] = self.value(at(place, key), depth + 1)
        self.position += 1
        return found

    def _sequence(self, place: str, depth: int) -> list[object]:
        found: list[object] = []
        self.position += 1
        while (sign := self.next_sign()) != "]":
            if found:
                self._comma(sign, "]")
            inside = f"{place}[{len(found)}]"
            self.next_sign()
            self.notes.begin(inside, self.line())
            found.append(self.value(inside, depth + 1))
        self.position += 1
        return found

    def _comma(self, sign: str, end: str) -> None:
        """Past the comma between two parts, to the second of them."""
        if sign != ",":
            raise self._stop(SyntaxReason.COMMA)
        comma, self.position = self.position, self.position + 1
        if self.next_sign() == end:
            raise JsonSyntaxError(SyntaxReason.TRAILING_COMMA, comma)

    def _string(self) -> str:
        try:
            text, self.position = _DECODER.raw_decode(self.text, self.position)
        except json.JSONDecodeError as error:
            is_line_end = self.text[error.pos : error.pos + 1] == "\n"
            reason = SyntaxReason.OPEN_QUOTE if is_line_end else of_json(error.msg)
            raise JsonSyntaxError(reason, error.pos) from None
        return text

    def _word(self) -> str:
        found = _WORD.match(self.text, self.position)
        return found[0] if found else ""

    def _stop(self, reason: SyntaxReason) -> JsonSyntaxError:
        return JsonSyntaxError(_instead(self.text, self.position, reason), self.position)


def _instead(text: str, position: int, reason: SyntaxReason) -> SyntaxReason:
    """What people write there, where it is clear; otherwise the reason that is given."""
    if position >= len(text):
        return SyntaxReason.VALUE if not text.strip() else SyntaxReason.OPEN_BRACKET
    if text[position] == "'":
        return SyntaxReason.SINGLE_QUOTE
    if text[position] == "#" or text[position : position + 2] in ("//", "/*"):
        return SyntaxReason.COMMENT
    closes = text[position] in "]}" and reason in (SyntaxReason.COMMA, SyntaxReason.QUOTED_KEY)
    return SyntaxReason.OTHER_BRACKET if closes else reason


def _reason_of_word(word: str) -> SyntaxReason:
    if not word:
        return SyntaxReason.VALUE
    return SyntaxReason.NUMBER if _LIKE_A_NUMBER.fullmatch(word) else SyntaxReason.BARE_WORD
