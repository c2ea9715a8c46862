"""What one call file says otherwise than another: place by place, and word by word.

Entries of a list that have codes are the same where their codes are. Words are compared, not
letters, because a reader reads words.

>>> old = {"title": {"sl": "Razpis"}, "lots": [{"code": "A", "budget": "9.00"}, {"code": "B"}]}
>>> new = {"title": {"sl": "Javni razpis"}, "lots": [{"code": "A", "budget": "8.00"}]}
>>> for one in changes(old, new, ["sl"]):
...     print(one.place, one.language, one.before, one.after)
title sl Razpis Javni razpis
lots[0].budget  9.00 8.00
lots[1].code  B None
>>> [(piece.kind, piece.text) for piece in pieces("do torka, 22.", "do četrtka, 24.")]
[('', 'do '), ('del', 'torka, 22.'), ('ins', 'četrtka, 24.')]
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

_GONE = object()
_WORD = re.compile(r"\s+|\S+")
_SAME = "equal"
_Step = tuple[str, int, int, int, int]


class Changed(NamedTuple):
    """One value; None where it is not there. `language` of a text, empty for what is none."""

    place: str
    language: str
    before: str | None
    after: str | None


class Piece(NamedTuple):
    """`kind` is `del`, `ins`, or nothing for what both say."""

    kind: str
    text: str


def changes(
    before: Any, after: Any, languages: Collection[str], place: str = ""
) -> Iterator[Changed]:
    """In the order of the file."""
    if before == after and type(before) is type(after):
        return
    kinds = [type(one) for one in (before, after) if one is not _GONE and one is not None]
    if all(issubclass(kind, Mapping) for kind in kinds):
        yield from _of_parts(before, after, languages, place)
    elif all(issubclass(kind, list) for kind in kinds):
        yield from _of_lists(before, after, languages, place)
    elif any(issubclass(kind, Mapping | list) for kind in kinds):
        yield from changes(before, _GONE, languages, place)
        yield from changes(_GONE, after, languages, place)
    else:
        yield Changed(place, "", _said(before), _said(after))


def pieces(before: str, after: str) -> list[Piece]:
    """What stays, what goes and what comes, in whole words."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found: list[Piece] = []
    for same, run in groupby(_joined(steps, old), lambda step: step[0] == _SAME):
        parts = list(run)
        gone = "".join("".join(old[first:last]) for _tag, first, last, _begin, _end in parts)
        come = "".join("".join(new[begin:end]) for _tag, _first, _last, begin, end in parts)
        said = (Piece("", gone),) if same else (Piece("del", gone), Piece("ins", come))
        found += [piece for piece in said if piece.text]
    return found


def _joined(steps: Sequence[_Step], old: Sequence[str]) -> Iterator[_Step]:
    """A space alone between two changes is part of them."""
    for index, (tag, first, last, begin, end) in enumerate(steps):
        inside = 0 < index < len(steps) - 1 and "".join(old[first:last]).isspace()
        yield ("replace" if tag == _SAME and inside else tag), first, last, begin, end


def _of_parts(before: Any, after: Any, languages: Collection[str], place: str) -> Iterator[Changed]:
    old, new = _mapping(before), _mapping(after)
    keys = [*old, *(key for key in new if key not in old)]
    is_text = bool(keys) and set(keys) <= set(languages)
    for key in keys:
        inner = old.get(key, _GONE), new.get(key, _GONE)
        if is_text and inner[0] != inner[1]:
            yield Changed(place, key, *(_said(one) for one in inner))
        elif not is_text:
            yield from changes(*inner, languages, f"{place}.{key}" if place else key)


def _of_lists(before: Any, after: Any, languages: Collection[str], place: str) -> Iterator[Changed]:
    old, new = _listed(before), _listed(after)
    names = [_codes(one) for one in (old, new)]
    if names[0] is None or names[1] is None:
        for index in range(max(len(old), len(new))):
            one, other = (rows[index] if index < len(rows) else _GONE for rows in (old, new))
            yield from changes(one, other, languages, f"{place}[{index}]")
        return
    known = {code: index for index, code in enumerate(names[0])}
    kept = [code for code in names[1] if code in known]
    first = [code for code in names[0] if code in set(kept)]
    if kept != first:
        yield Changed(place, "", ", ".join(first), ", ".join(kept))
    for index, code in enumerate(names[1]):
        one = old[known[code]] if code in known else _GONE
        yield from changes(one, new[index], languages, f"{place}[{index}]")
    for code, index in known.items():
        if code not in kept:
            yield from changes(old[index], _GONE, languages, f"{place}[{index}]")


def _codes(rows: Sequence[Any]) -> list[str] | None:
    """None where entries are not told apart by a code."""
    found = [str(row["code"]) for row in rows if isinstance(row, Mapping) and "code" in row]
    return found if len(set(found)) == len(rows) else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _said(value: Any) -> str | None:
    if value is _GONE or value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
