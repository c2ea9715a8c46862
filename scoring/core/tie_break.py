"""Who stands before whom: points first, then the tie-break list of the call (CALL_FILE §4.4).

The list may name `criterion:CODE` (more points first), `requested:lower`, `requested:higher` and
`draw`: ascending SHA-256 of the published seed followed by the application number, nothing
between, as lower-case hex (§6.11). Without a seed the draw decides nothing. What is still equal
at the end stays together in one group and shares a rank.

>>> entries = [
...     {"number": "10", "points": "80", "requested": "400.00"},
...     {"number": "9", "points": "80", "requested": "400.00"},
...     {"number": "8", "points": "90.5", "requested": "500.00"},
... ]
>>> [[entry["number"] for entry in group] for group in order(entries, ["requested:lower"], None)]
[['8'], ['9', '10']]
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from scoring.core.fault import CoreFault
from scoring.core.order import draw_key, in_natural_order
from scoring.core.reading import cents, scaled

NUMBER = itemgetter("number")
Entry = Mapping[str, Any]


def order(
    entries: Sequence[Entry], tie_break: Sequence[str], seed: str | None
) -> list[list[Entry]]:
    """The entries as groups of equals, best first; inside a group by application number.

    Each entry has `number`, `points` (a total below 0 counts as 0, §6.9), `requested` and
    `values` (points by criterion code) as far as the list asks for them. Raises an input fault
    for a number that comes twice or a missing value that would have to decide, and a set-up
    fault for a rule that is none.
    """
    check_numbers(entries)
    for rule in tie_break:
        check_rule(rule)
    found, _ = scaled([entry.get("points") for entry in entries])
    by_points: dict[int, list[Entry]] = {}
    for points, entry in zip(found, entries, strict=True):
        by_points.setdefault(max(points, 0), []).append(entry)
    best_first = sorted(by_points, reverse=True)
    groups = [in_natural_order(by_points[points], NUMBER) for points in best_first]
    for rule in tie_break:
        groups = [part for group in groups for part in _split(group, rule, seed)]
    return groups


def check_numbers(entries: Sequence[Entry]) -> None:
    """Refuse a number that is no text, or that comes twice."""
    numbers = [entry.get("number") for entry in entries]
    if not all(isinstance(number, str) and number for number in numbers):
        raise CoreFault("input", reason="application_number")
    if len(set(numbers)) < len(numbers):
        twice = [str(number) for number, times in Counter(numbers).items() if times > 1]
        raise CoreFault("input", twice, "number_twice")


def check_rule(rule: str) -> None:
    """Refuse a word that is no tie-break rule, naming it."""
    known = rule in ("draw", "requested:lower", "requested:higher")
    if not known and not (rule.startswith("criterion:") and len(rule) > len("criterion:")):
        raise CoreFault("setup", [rule], "tie_break_unknown")


def _split(group: list[Entry], rule: str, seed: str | None) -> list[list[Entry]]:
    if len(group) == 1 or (rule == "draw" and not seed):
        return [group]
    keys = _keys(group, rule, seed or "")
    order_of = sorted(range(len(group)), key=keys.__getitem__)
    parts = groupby(order_of, key=keys.__getitem__)
    return [[group[index] for index in equals] for _, equals in parts]


def _keys(group: list[Entry], rule: str, seed: str) -> Sequence[Any]:
    if rule == "draw":
        return [draw_key(seed, entry["number"]) for entry in group]
    word, _, which = rule.partition(":")
    if word == "requested":
        sign = 1 if which == "lower" else -1
        return [sign * cents(entry.get("requested")) for entry in group]
    missing = [e["number"] for e in group if (e.get("values") or {}).get(which) is None]
    if missing:
        raise CoreFault("input", missing, "tie_break_value_missing")
    return [-value for value in scaled([entry["values"][which] for entry in group])[0]]
