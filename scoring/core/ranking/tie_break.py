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
>>> draw_key("s", "1")[:16]
'e8bc163c82eee187'
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from callfile.numbers.order import in_natural_order
from callfile.strict.fault import CoreFault
from callfile.strict.reading import all_required_cents, scaled

NUMBER = itemgetter("number")
Entry = Mapping[str, Any]


def order(
    entries: Sequence[Entry], tie_break: Sequence[str], seed: str | None
) -> list[list[Entry]]:
    """The entries as groups of equals, best first; inside a group by application number.

    Takes and raises what `best_first` does.
    """
    groups: list[list[Entry]] = []
    found = best_first(entries, tie_break, seed)
    for entry, group in zip(found.entries, found.groups, strict=True):
        if group == len(groups):
            groups.append([])
        groups[group].append(entry)
    return groups


class BestFirst(NamedTuple):
    """Entries in order; beside each the number of its group of equals, from 0, and its points.

    Points are whole numbers over `scale`, none below 0.
    """

    entries: list[Entry]
    groups: list[int]
    points: list[int]
    scale: int


def best_first(entries: Sequence[Entry], tie_break: Sequence[str], seed: str | None) -> BestFirst:
    """The entries in order.

    Each entry has `number`, `points` (a total below 0 counts as 0, §6.9), `requested` and
    `values` (points by criterion code) as far as the list asks for them. Raises an input fault
    for a number that comes twice or a missing value that would have to decide, and a set-up
    fault for a rule that is none.
    """
    check_numbers(entries)
    for rule in tie_break:
        check_rule(rule)
    flat = in_natural_order(entries, NUMBER)
    found, scale = scaled([entry.get("points") for entry in flat])
    worth = [points if points > 0 else 0 for points in found]
    order_of = sorted(range(len(flat)), key=worth.__getitem__, reverse=True)
    flat = [flat[index] for index in order_of]
    points = [worth[index] for index in order_of]
    group_of = _numbered(points)
    for rule in tie_break:
        if rule != "draw" or seed:
            group_of = _decide(flat, group_of, rule, seed or "")
    return BestFirst(flat, group_of, points, scale)


def _numbered(keys: Sequence[object]) -> list[int]:
    """0, 1, 2 … : one more wherever the key differs from the one before."""
    numbers, number, last = [], -1, object()
    for key in keys:
        if key != last:
            number, last = number + 1, key
        numbers.append(number)
    return numbers


def _decide(flat: list[Entry], group_of: list[int], rule: str, seed: str) -> list[int]:
    """Put equals in the order of a rule, in place; the groups that are left."""
    sizes = Counter(group_of)
    undecided = [place for place, group in enumerate(group_of) if sizes[group] > 1]
    if not undecided:
        return group_of
    waiting = [flat[place] for place in undecided]
    try:
        keys = _keys(waiting, rule, seed)  # all at once, which is much quicker
    except CoreFault:
        by_group = groupby(undecided, key=group_of.__getitem__)
        keys = [key for _, some in by_group for key in _keys([flat[p] for p in some], rule, seed)]
    rank_of = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    most = len(rank_of)
    ranks = [group_of[p] * most + rank_of[key] for p, key in zip(undecided, keys, strict=True)]
    order_of = sorted(range(len(ranks)), key=ranks.__getitem__)
    parts = [group * most for group in group_of]
    for place, index in zip(undecided, order_of, strict=True):
        flat[place], parts[place] = waiting[index], ranks[index]
    return _numbered(parts)


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


def _keys(group: list[Entry], rule: str, seed: str) -> Sequence[Any]:
    if rule == "draw":
        return [draw_key(seed, entry["number"]) for entry in group]
    word, _, which = rule.partition(":")
    if word == "requested":
        sign = 1 if which == "lower" else -1
        asked = all_required_cents([entry.get("requested") for entry in group])
        return [sign * amount for amount in asked]
    missing = [e["number"] for e in group if (e.get("values") or {}).get(which) is None]
    if missing:
        raise CoreFault("input", missing, "tie_break_value_missing")
    return [-value for value in scaled([entry["values"][which] for entry in group])[0]]


def draw_key(seed: str, number: str) -> str:
    """The lot that an application draws: 64 hexadecimal digits, the lowest wins."""
    return hashlib.sha256(f"{seed}{number}".encode()).hexdigest()
