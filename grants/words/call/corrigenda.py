"""What a corrigendum changes, in words: each place with its languages, old and new word by word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from callfile.dates.call_dates import read_moment
from callfile.text.difference import Changed, Piece, changes, pieces
from grants.call_files.places import place_in_words
from grants.formats import write_day, write_time
from grants.models import CallVersion
from grants.words.call.questions import language_name


@dataclass(frozen=True, slots=True)
class Line:
    """One text in one language, or a value that has none."""

    language: str
    name: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    words: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Corrigendum:
    """`number` is that of the corrigendum: the second version of a call is its first."""

    number: int
    version: CallVersion
    places: list[ChangedPlace]

    @property
    def anchor(self) -> str:
        """Of its part of the page."""
        return f"c{self.number}"


def corrigenda(versions: Iterable[CallVersion]) -> list[Corrigendum]:
    """The newest first; `versions` are all of a call, the oldest first."""
    rows = [(version, version.content) for version in versions]
    found = []
    for (_old, before), (version, after) in pairwise(rows):
        changed = changes(before, after, after.get("languages", ()))
        places = changed_places(changed, before, after)
        found.append(Corrigendum(version.number - 1, version, places))
    return found[::-1]


def changed_places(found: Iterable[Changed], before: Any, after: Any) -> list[ChangedPlace]:
    """What is gone is named as it was."""
    places = []
    for (place, is_gone), each in groupby(found, lambda one: (one.place, one.after is None)):
        words = place_in_words(place, before if is_gone else after, by_name=True)
        places.append(ChangedPlace(words, [_line(one) for one in each]))
    return places


def _line(one: Changed) -> Line:
    old, new = (_readable(text) for text in (one.before, one.after))
    name = language_name(one.language) if one.language else ""
    return Line(one.language, name, pieces(old, new))


def _readable(text: str | None) -> str:
    moment = read_moment(text)
    return _moment(moment) if moment else text or ""


def _moment(moment: datetime) -> str:
    return f"{write_day(moment)}, {write_time(moment)}"
