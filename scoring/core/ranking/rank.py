"""Ranks 1, 1, 3: by total, then by the tie-break list; what is still tied shares its rank.

Source: CALL_FILE section 4, 4, and section 6, 10-11. `tie_break` orders; here the order becomes
ranks, and every entry learns which rule set it apart from its equals.

>>> entries = [
...     {"number": "10", "points": "80", "requested": "500.00"},
...     {"number": "9", "points": "80", "requested": "400.00"},
...     {"number": "8", "points": "80", "requested": "400.00"},
... ]
>>> rank(["requested:lower"], entries)
[['8', 1], ['9', 1], ['10', 3]]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from callfile.numbers.exact import parse_exact
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import has_surrogate, mapping, sequence, text
from scoring.core.ranking.tie_break import check_rule, draw_key, order
from scoring.core.trace import PointStep, Step, step

MAX_NAMED = 12


@dataclass(frozen=True, slots=True)
class RankPlace:
    """Where an entry stands, and by which rules."""

    number: str
    rank: int
    steps: list[Step]


def rank(tie_break: object, entries: object, seed: object = None) -> list[list[object]]:
    """Pairs [number, rank], best first, equals by number.

    `entries`: number, points, and as far as the list asks for them requested and values by
    criterion. Raises CoreFault: `setup` for an unknown rule, `input` for an unreadable entry.
    """
    return [[place.number, place.rank] for place in places(tie_break, entries, seed)]


def places(tie_break: object, entries: object, seed: object = None) -> list[RankPlace]:
    """Like rank, with the steps of every place."""
    rules = read_tie_break(tie_break)
    drawn = read_seed(seed)
    found: list[RankPlace] = []
    for equals in order(_readable(entries), [], None):
        found += _among_equals(equals, rules, drawn, len(found))
    return found


def read_tie_break(source: object) -> list[str]:
    """The rules of the list, each one known; default none."""
    rules = [
        text(rule, FaultKind.SETUP, [], "tie_break")
        for rule in sequence(source, FaultKind.SETUP, [], "tie_break")
    ]
    for rule in rules:
        check_rule(rule)
    return rules


def read_seed(seed: object) -> str | None:
    """The published seed; None or empty: not drawn yet."""
    if seed is None or seed == "":
        return None
    if not isinstance(seed, str) or has_surrogate(seed):
        raise CoreFault(FaultKind.INPUT, [], "seed_text")
    return seed


def _readable(entries: object) -> list[Mapping[str, Any]]:
    found = []
    for raw in sequence(entries, FaultKind.INPUT, [], "entries"):
        entry = mapping(raw, FaultKind.INPUT, [], "entry")
        number = text(entry.get("number"), FaultKind.INPUT, [], "number")
        mapping(entry.get("values") or {}, FaultKind.INPUT, [number], "values")
        if not isinstance(entry.get("points"), Fraction) and not _is_number(entry.get("points")):
            raise CoreFault(FaultKind.INPUT, [], "exact_number")
        found.append(entry)
    return found


def _is_number(value: object) -> bool:
    return parse_exact(value) is not None


def _among_equals(
    equals: list[Mapping[str, Any]], rules: Sequence[str], seed: str | None, before: int
) -> list[RankPlace]:
    groups = [equals]
    steps: dict[str, list[Step]] = {entry["number"]: [] for entry in equals}
    for rule in rules:
        parts: list[list[Mapping[str, Any]]] = []
        for group in groups:
            split = order(group, [rule], seed) if len(group) > 1 else [group]
            if len(split) > 1:
                among = _named(group)
                for entry in group:
                    steps[entry["number"]].append(_broken(rule, entry, seed, among))
            parts += split
        groups = parts
    found: list[RankPlace] = []
    for group in groups:
        found += _share_rank(group, before + len(found) + 1, steps)
    return found


def _named(group: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    numbers = [entry["number"] for entry in group[:MAX_NAMED]]
    return {"equals": len(group), "numbers": numbers}


def _broken(rule: str, entry: Mapping[str, Any], seed: str | None, among: dict[str, Any]) -> Step:
    if rule == "draw":
        drawn = draw_key(seed or "", entry["number"])
        return step(PointStep.TIE_BROKEN_BY_DRAW, seed=seed, hash=drawn, **among)
    word, _, which = rule.partition(":")
    if word == "requested":
        requested = entry["requested"]
        return step(PointStep.TIE_BROKEN_BY_REQUESTED, order=which, requested=requested, **among)
    points = entry["values"][which]
    return step(PointStep.TIE_BROKEN_BY_CRITERION, criterion=which, points=points, **among)


def _share_rank(
    group: list[Mapping[str, Any]], shared: int, steps: Mapping[str, list[Step]]
) -> list[RankPlace]:
    stays = []
    if len(group) > 1:
        stays = [step(PointStep.TIE_STAYS, **_named(group))]
    return [
        RankPlace(
            entry["number"],
            shared,
            [
                *steps[entry["number"]],
                *stays,
                step(PointStep.RANK, rank=shared, points=entry["points"]),
            ],
        )
        for entry in group
    ]
