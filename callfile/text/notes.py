"""What a reader of a call file notes on its way: faults, and the line of every place.

>>> notes = Notes()
>>> notes.begin("lots[0].budget", 7)
>>> notes.add("lots[0].budget", FaultCode.FLOAT, 7)
>>> [(one.line, str(one)) for one in notes.faults]
[(7, 'lots[0].budget: float')]
"""

import json
import unicodedata
from dataclasses import dataclass, field

from audit.core.canonical import INTEGER_LIMIT, CanonicalFault, fault_of_text
from callfile.faults import Fault, FaultCode
from callfile.reading.inspection import SHOWN, at

# Stands for what could not be read, and is named where it stands: never reckoned with.
UNREAD = json.loads("NaN")
# Longer numbers are refused, and their digits would only cost time.
_MOST_DIGITS = 17


@dataclass(slots=True)
class Notes:
    """`lines`: place as it is written (`lots[0].rubric.children[1]`) → line, counted from 1."""

    faults: list[Fault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def add(self, place: str, code: FaultCode, line: int, /, **args: str | int) -> None:
        self.faults.append(Fault(place, code, args, line))

    def begin(self, place: str, line: int) -> None:
        """Something begins there; of a key that stands twice the first line is kept."""
        self.lines.setdefault(place, line)

    def key(self, key: object, place: str, line: int) -> str | None:
        """A key of the group at `place` as it is kept; None where it can be none."""
        if isinstance(key, list | dict):
            self.add(place, FaultCode.KEY_COMPOUND, line)
            return None
        if not isinstance(key, str):
            self.add(place, FaultCode.KEY_NOT_TEXT, line, key=json.dumps(key))
            return None
        return self.text(key, place, line)

    def text(self, text: str, place: str, line: int) -> str:
        """The text composed (NFC)."""
        if fault_of_text(text) is CanonicalFault.LONE_SURROGATE:
            self.add(place, FaultCode.LONE_SURROGATE, line)
            return text.encode(errors="replace").decode()
        return unicodedata.normalize("NFC", text)

    def once(self, key: str, place: str, line: int, known: dict[str, object]) -> None:
        """`known` are the keys before this one in the group at `place`."""
        inside = at(place, key)
        if key in known:
            first = self.lines.get(inside, line)
            self.add(place, FaultCode.DUPLICATE_KEY, line, key=key[:SHOWN], first=first)
        self.begin(inside, line)

    def integer(self, digits: str, place: str, line: int) -> int:
        number = int(digits[:_MOST_DIGITS])
        if len(digits) > _MOST_DIGITS or abs(number) >= INTEGER_LIMIT:
            self.add(place, FaultCode.INTEGER_TOO_LARGE, line)
        return number


class TooDeepError(Exception):
    """The file nests deeper than any call does; `place` and `line` say where."""

    def __init__(self, place: str, line: int) -> None:
        self.place, self.line = place, line
        super().__init__(place)
