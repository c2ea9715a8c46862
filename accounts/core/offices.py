"""Whom applicants name as their officers, as text that a database can search.

A line for each full name, and lines with a mark for the shorter ways to write it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accounts.core.person_name import full_keys, part_keys, sought_keys

_SHORTER = "~"


def office_lines(officers: Iterable[Mapping[str, Any]]) -> str:
    """Of all officers; empty where none has a full name.

    >>> office_lines([{"name": "KOS, Dora"}, {"name": "Nika"}])
    '\\ndora kos\\n\\n~d kos\\n\\n~dora\\n\\n~dora k\\n\\n~kos\\n'
    """
    named = [str(one.get("name") or "") for one in officers]
    lines = {line for name in named for line in _lines_of(name)}
    return "".join(sorted(lines))


def office_searches(name: str) -> list[str]:
    """What stands in the lines of an office that somebody of this `name` may hold.

    >>> office_searches("Dora Kos")
    ['\\nd kos\\n', '\\ndora k\\n', '\\ndora kos\\n', '\\n~dora kos\\n']
    """
    whole, fewer = sought_keys(name)
    found = {_line(key) for key in whole if " " in key} | {_line(_SHORTER + key) for key in fewer}
    return sorted(found)


def _lines_of(name: str) -> Iterator[str]:
    if whole := full_keys(name):
        yield from map(_line, whole)
        yield from (_line(_SHORTER + key) for key in part_keys(name))


def _line(key: str) -> str:
    """As it is searched for: whole, so that no name is found within another."""
    return f"\n{key}\n"
