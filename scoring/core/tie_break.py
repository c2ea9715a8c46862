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
from typing import Any

from scoring.core.fault import CoreFault
from scoring.core.order import draw_key, natural_key
from scoring.core.reading import cents, scaled

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
    points = {entry["number"]: -max(value, 0) for entry, value in zip(entries, found, strict=True)}
    standing = sorted(entries, key=lambda entry: natural_key(entry["number"]))
    standing.sort(key=lambda entry: points[entry["number"]])
    groups = [list(equals) for _, equals in groupby(standing, lambda e: points[e["number"]])]
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
    keys = dict(zip([e["number"] for e in group], _keys(group, rule, seed or ""), strict=True))
    ordered = sorted(group, key=lambda entry: keys[entry["number"]])
    return [list(equals) for _, equals in groupby(ordered, lambda e: keys[e["number"]])]


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
