"""Where a call file is read: what is wrong is noted with its place, and the reading goes on.

A file that may be anything is inspected whole. Where only the rules are read (a recomputation),
words are not asked for, and what is wrong ends the run: `callfile.reading.parts.strictly`.

>>> page = Inspection(("sl", "it"))
>>> page.add("lots[0].budget", FaultCode.EXPECTED_MONEY)
>>> page.add("lots[0].budget", FaultCode.EXPECTED_MONEY)
>>> [str(fault) for fault in page.faults]
['lots[0].budget: expected_money']
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

from audit.core.canonical import DEPTH_LIMIT, INTEGER_LIMIT, CanonicalFault, fault_of_text
from callfile.faults import Fault, FaultCode, Severity

# As long as a code may be.
_LONGEST_CODE = 64
# Of what somebody wrote as much is repeated in a fault.
SHOWN = 60
_MOST_MISTYPED = 20


class Inspection:
    """A collection of faults, and the languages in which every text must exist.

    `rules_only`: what people read is not asked for. A key that means nothing is a fault all the
    same: it may be a rule that this program does not know.
    """

    def __init__(self, languages: tuple[str, ...] = (), *, rules_only: bool = False) -> None:
        self.faults: list[Fault] = []
        self.languages = languages
        self.rules_only = rules_only
        # How many of the faults keep a call from being published.
        self.errors = 0
        # Of the form that is being read: code of a field → its place.
        self.fields: dict[str, str] = {}
        # Codes of the things concerned, in step with `faults`.
        self.concerned: list[tuple[str, ...]] = []
        self._within: list[str] = []
        self._known: set[tuple[object, ...]] = set()

    def add(
        self,
        place: str,
        code: FaultCode,
        concerned: Iterable[str] | None = None,
        /,
        **args: str | int,
    ) -> None:
        """Report a fault once; without `concerned` it is about what is being read."""
        fault = (place, code, *args.items())
        if fault not in self._known:
            self._known.add(fault)
            self.faults.append(Fault(place, code, args))
            self.errors += self.faults[-1].severity is Severity.ERROR
            own = tuple(self._within[-1:])
            self.concerned.append(own if concerned is None else tuple(concerned))

    @contextmanager
    def within(self, code: object) -> Iterator[None]:
        """While the thing with this code is read."""
        known = isinstance(code, str) and code != ""
        if known:
            self._within.append(str(code))
        yield
        if known:
            self._within.pop()

    def mapping(self, value: object, place: str) -> Mapping[str, Any] | None:
        """`value` if it is a mapping, with those of its keys that are text."""
        if isinstance(value, Mapping):
            return {key: part for key, part in value.items() if isinstance(key, str)}
        self.add(place, FaultCode.EXPECTED_MAPPING)
        return None

    def keys(
        self,
        source: Mapping[str, Any],
        place: str,
        required: Collection[str],
        optional: Collection[str] = (),
    ) -> None:
        """Report keys that are missing (or null) and keys that mean nothing here."""
        for key in required:
            if source.get(key) is None:
                self.add(place, FaultCode.MISSING_KEY, key=key)
        known = {*required, *optional}
        free = sorted(key for key in known if key not in source)
        unknown = [key for key in source if key not in known]
        for number, key in enumerate(unknown):
            # Nobody mistypes this many: comparing each with each would only cost time.
            self._unknown_key(key, place, free if number < _MOST_MISTYPED else [])

    def _unknown_key(self, key: str, place: str, candidates: list[str]) -> None:
        close = get_close_matches(key[:SHOWN], candidates, 1)
        if close:
            shown = key[:SHOWN]
            self.add(place, FaultCode.MISSPELT_KEY, key=shown, suggestion=close[0])
        else:
            self.add(place, FaultCode.UNKNOWN_KEY, key=key[:SHOWN])

    def canonical(self, value: object) -> None:
        """Report everything that has no canonical form: floats, large integers, odd texts."""
        waiting: list[tuple[object, str, int]] = [(value, "", 0)]
        while waiting:
            part, place, depth = waiting.pop()
            if depth > DEPTH_LIMIT:
                self.add(place, FaultCode.TOO_DEEP)
            elif isinstance(part, Mapping):
                for key in part:
                    if isinstance(key, str):
                        self._canonical_text(key, place)
                        waiting.append((part[key], at(place, key[:SHOWN]), depth + 1))
                    else:
                        self.add(place, FaultCode.KEY_NOT_TEXT, key=str(key)[:SHOWN])
            elif isinstance(part, list):
                waiting += [(one, f"{place}[{i}]", depth + 1) for i, one in enumerate(part)]
            else:
                self._canonical_leaf(part, place)

    def _canonical_leaf(self, part: object, place: str) -> None:
        if isinstance(part, str):
            self._canonical_text(part, place)
        elif isinstance(part, float):
            self.add(place, FaultCode.FLOAT)
        elif isinstance(part, int) and abs(part) >= INTEGER_LIMIT:
            self.add(place, FaultCode.INTEGER_TOO_LARGE)

    def _canonical_text(self, text: str, place: str) -> None:
        fault = fault_of_text(text)
        if fault is CanonicalFault.LONE_SURROGATE:
            self.add(place, FaultCode.LONE_SURROGATE)
        elif fault is CanonicalFault.NOT_NFC:
            self.add(place, FaultCode.NOT_NFC)


def once(page: Inspection, seen: dict[str, str], code: str, place: str) -> bool:
    """Whether no other thing in `seen` (code → place) has this code; a second one is reported."""
    if code in seen:
        page.add(at(place, "code"), FaultCode.DUPLICATE_CODE, name=code[:_LONGEST_CODE])
        return False
    seen[code] = place
    return True


def at(place: str, key: str) -> str:
    """The place of `key` inside `place`."""
    return f"{place}.{key}" if place else key
