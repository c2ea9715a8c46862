"""Reading a call file that may be anything: each reader reports what is wrong and goes on.

Source: CALL_FILE §1, §8 (money, points and shares are strings; counts are integers).

>>> page = Inspection(("sl", "it"))
>>> page.number({"points": "5,0"}, "points", "K1")
>>> page.texts({"title": {"sl": "Kultura"}}, "title", "")
>>> [str(fault) for fault in page.faults]
['K1.points: expected_number', 'title.it: missing_language (language=it)']
"""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from audit.core.canonical import DEPTH_LIMIT, INTEGER_LIMIT, CanonicalFault, fault_of_text
from callfile.faults import Fault, FaultCode
from callfile.numbers.exact import exact_text, parse_decimal
from callfile.numbers.money import cents, share

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}", re.ASCII)
_SHOWN = 60
_MOST_MISTYPED = 20
# Of one list: far more than any call needs, and few enough to be checked while somebody waits.
MOST_ITEMS = 1000


class Inspection:
    """A collection of faults, and the languages in which every text must exist."""

    def __init__(self, languages: tuple[str, ...] = ()) -> None:
        self.faults: list[Fault] = []
        self.languages = languages
        self._known: set[tuple[object, ...]] = set()

    def add(self, place: str, code: FaultCode, **args: str | int) -> None:
        """Report a fault once."""
        fault = (place, code, *args.items())
        if fault not in self._known:
            self._known.add(fault)
            self.faults.append(Fault(place, code, args))

    def mapping(self, value: object, place: str) -> Mapping[str, Any]:
        """`value` if it is a mapping, otherwise nothing."""
        if isinstance(value, Mapping):
            return {key: part for key, part in value.items() if isinstance(key, str)}
        self.add(place, FaultCode.EXPECTED_MAPPING)
        return {}

    def named(self, value: object, place: str) -> Mapping[str, Any]:
        """The same for a thing of the call: an empty mapping lacks at least its code."""
        found = self.mapping(value, place)
        if isinstance(value, Mapping) and not found:
            self.add(place, FaultCode.MISSING_KEY, key="code")
        return found

    def items(
        self, source: Mapping[str, Any], key: str, place: str, *, empty: bool = False
    ) -> Iterator[tuple[str, Any]]:
        """(place, item) of the list under `key`; an absent list is an empty one.

        Of a list that is too long only as much as may be in it.
        """
        value, place = source.get(key), at(place, key)
        if value is None and (empty or key not in source):
            return
        if not isinstance(value, list):
            self.add(place, FaultCode.EXPECTED_LIST)
            return
        if not value and not empty:
            self.add(place, FaultCode.EMPTY_LIST)
        if len(value) > MOST_ITEMS:
            self.add(place, FaultCode.TOO_MANY_ITEMS, maximum=MOST_ITEMS)
        for index, item in enumerate(value[:MOST_ITEMS]):
            yield f"{place}[{index}]", item

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
        close = get_close_matches(key[:_SHOWN], candidates, 1)
        if close:
            shown = key[:_SHOWN]
            self.add(place, FaultCode.MISSPELT_KEY, key=shown, suggestion=close[0])
        else:
            self.add(place, FaultCode.UNKNOWN_KEY, key=key[:_SHOWN])

    def code(
        self,
        source: Mapping[str, Any],
        place: str,
        seen: dict[str, str],
        shape: re.Pattern[str] = CODE,
    ) -> str | None:
        """The code of a thing, unique among those in `seen` (code → place)."""
        value = source.get("code")
        if value is None:
            return None
        if not isinstance(value, str) or not shape.fullmatch(value):
            self.add(at(place, "code"), FaultCode.EXPECTED_CODE)
            return None
        if value in seen:
            self.add(at(place, "code"), FaultCode.DUPLICATE_CODE, name=value)
            return None
        seen[value] = place
        return value

    def texts(self, source: Mapping[str, Any], key: str, place: str) -> None:
        """A text in every language of the call; an absent key is not looked at."""
        value, place = source.get(key), at(place, key)
        if value is None:
            return
        if not isinstance(value, Mapping):
            self.add(place, FaultCode.EXPECTED_TEXTS)
            return
        for language in self.languages:
            text = value.get(language)
            if text is None or (isinstance(text, str) and not text.strip()):
                missing = at(place, language)
                self.add(missing, FaultCode.MISSING_LANGUAGE, language=language)
        for language, text in value.items():
            if self.languages and language not in self.languages:
                shown = str(language)[:_SHOWN]
                self.add(place, FaultCode.UNLISTED_LANGUAGE, language=shown)
            if not isinstance(text, str) and text is not None:
                self.add(at(place, str(language)[:_SHOWN]), FaultCode.EXPECTED_TEXT)

    def text(self, source: Mapping[str, Any], key: str, place: str) -> str | None:
        """A plain text that is not blank, or None."""
        value = source.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if key in source and value is not None:
            self.add(at(place, key), FaultCode.EXPECTED_TEXT)
        return None

    def choice(
        self, source: Mapping[str, Any], key: str, place: str, choices: Collection[str]
    ) -> str | None:
        """One of `choices`, or None."""
        return self.choice_at(source.get(key), at(place, key), choices)

    def choice_at(self, value: object, place: str, choices: Collection[str]) -> str | None:
        """`value` if it is one of `choices`, or None."""
        if isinstance(value, str) and value in choices:
            return value
        if value is not None:
            shown = value[:_SHOWN] if isinstance(value, str) else type(value).__name__
            listed = ", ".join(str(choice) for choice in choices)
            self.add(place, FaultCode.UNKNOWN_CHOICE, value=shown, choices=listed)
        return None

    def boolean(self, source: Mapping[str, Any], key: str, place: str) -> bool | None:
        """True or false, or None."""
        value = source.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.add(at(place, key), FaultCode.EXPECTED_BOOLEAN)
        return None

    def integer(
        self, source: Mapping[str, Any], key: str, place: str, least: int, most: int
    ) -> int | None:
        """A whole number from `least` to `most`, or None."""
        value = source.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.add(at(place, key), FaultCode.EXPECTED_INTEGER)
        elif not least <= value <= most:
            self.add(at(place, key), FaultCode.OUT_OF_RANGE, minimum=least, maximum=most)
        else:
            return value
        return None

    def number(
        self,
        source: Mapping[str, Any],
        key: str,
        place: str,
        *,
        least: Fraction | None = None,
        integers: bool = False,
    ) -> Fraction | None:
        """A decimal string (or with `integers` an integer), at least `least`; or None."""
        value = source.get(key)
        if value is None:
            return None
        readable = isinstance(value, str) or (integers and type(value) is int)
        number = parse_decimal(value) if readable else None
        if number is None:
            if not isinstance(value, float):
                self.add(at(place, key), FaultCode.EXPECTED_NUMBER)
            return None
        if least is not None and number < least:
            self.add(at(place, key), FaultCode.TOO_SMALL, minimum=exact_text(least))
            return None
        return number

    def money(self, source: Mapping[str, Any], key: str, place: str) -> int | None:
        """Cents of an amount such as "200.00", or None."""
        value = source.get(key)
        amount = cents(value)
        if amount is None and value is not None and not isinstance(value, float):
            self.add(at(place, key), FaultCode.EXPECTED_MONEY)
        return amount

    def share(self, source: Mapping[str, Any], key: str, place: str) -> Fraction | None:
        """A share from "0%" to "100%", or None."""
        value = source.get(key)
        part = share(value)
        if part is not None and part <= 1:
            return part
        if value is not None and not isinstance(value, float):
            self.add(at(place, key), FaultCode.EXPECTED_SHARE)
        return None

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
                        waiting.append((part[key], at(place, key[:_SHOWN]), depth + 1))
                    else:
                        self.add(place, FaultCode.KEY_NOT_TEXT)
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


def mappings(value: object) -> list[Mapping[str, Any]]:
    """Those parts of a list that are mappings, of as many as are checked."""
    parts = value[:MOST_ITEMS] if isinstance(value, list) else []
    return [part for part in parts if isinstance(part, Mapping)]


def at(place: str, key: str) -> str:
    """The place of `key` inside `place`."""
    return f"{place}.{key}" if place else key
