"""The line of a fault in the file, from its place.

The check finds fields and criteria by their code, wherever in the tree they stand; the file holds
them in lists. What is missing has the line of the group in which it would stand.

>>> call = {"rubric": {"children": [{"code": "K"}]}}
>>> lines = {"rubric": 1, "rubric.children[0]": 3, "rubric.children[0].weight": 4}
>>> places = ("rubric.K.weight", "rubric.K.cap.x")
>>> found = [Fault(place, FaultCode.NOT_POSITIVE) for place in places]
>>> [one.line for one in with_lines(found, call, lines)]
[4, 3]
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from callfile.faults import Fault, FaultCode
from callfile.reading.inspection import at

_BY_CODE = (
    re.compile(r"(.*\bform)\.sections\[\d+\]\.fields\[\d+\]"),
    re.compile(r"(.*\brubric)(?:\.children\[\d+\])+"),
)
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
# Their place is the group; the key that they name has a line of its own.
_ABOUT_A_KEY = frozenset({FaultCode.UNKNOWN_KEY, FaultCode.MISSPELT_KEY, FaultCode.KEY_ON_PARENT})


def with_lines(faults: Iterable[Fault], call: object, lines: Mapping[str, int]) -> list[Fault]:
    """The same faults with their lines; 0 stays for what concerns the file as a whole."""
    coded: dict[str, str] = {}
    for place in lines:
        found = next(filter(None, (pattern.fullmatch(place) for pattern in _BY_CODE)), None)
        if found and (code := _code_at(call, place)):
            coded.setdefault(at(found[1], code), place)
    return [one if one.line else replace(one, line=_line(one, coded, lines)) for one in faults]


def _line(fault: Fault, coded: Mapping[str, str], lines: Mapping[str, int]) -> int:
    place = fault.place
    if fault.code in _ABOUT_A_KEY:
        place = at(place, str(fault.args.get("key", "")))
    prefix = place
    while prefix and prefix not in coded:
        prefix = _around(prefix)
    if prefix:
        place = coded[prefix] + place[len(prefix) :]
    while place and place not in lines:
        place = _around(place)
    return lines.get(place, 1 if fault.place else 0)


def _around(place: str) -> str:
    return place[: max(place.rfind("."), place.rfind("["), 0)]


def _code_at(call: object, place: str) -> str:
    value: Any = call
    for key, number in _STEP.findall(place):
        try:
            value = value[key] if key else value[int(number)]
        except (IndexError, KeyError, TypeError):
            return ""
    code = value.get("code") if isinstance(value, Mapping) else None
    return code if isinstance(code, str) else ""
