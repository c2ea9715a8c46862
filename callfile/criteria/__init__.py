"""The kinds of criterion, by their name in the file (CALL_FILE §3).

>>> page = Inspection(("sl",))
>>> written = {"code": "K", "kind": "score", "title": {"sl": "K"}, "min": "0", "max": "5"}
>>> read_criterion(page, {**written, "step": "1"}, "K").scale.most
Fraction(5, 1)
>>> type(read_criterion(page, written, "K")).__name__, [str(fault) for fault in page.faults]
('Unread', ['K: missing_key (key=step)'])
"""

from collections.abc import Mapping
from typing import Any

from callfile.criteria.bands import Band, Bands
from callfile.criteria.coefficient import Coefficient, Factor
from callfile.criteria.formula import Formula
from callfile.criteria.levels import Level, Levels
from callfile.criteria.matrix import Matrix
from callfile.criteria.node import Criterion, Node
from callfile.criteria.per_unit import PerUnit
from callfile.criteria.score import Scale, Score
from callfile.criteria.unread import Unread
from callfile.reading.inspection import Inspection, at
from callfile.reading.parts import read_keys, read_part
from callfile.reading.shapes import one_of

__all__ = [
    "KINDS",
    "Band",
    "Bands",
    "Coefficient",
    "Criterion",
    "Factor",
    "Formula",
    "Level",
    "Levels",
    "Matrix",
    "Node",
    "PerUnit",
    "Scale",
    "Score",
    "Unread",
    "read_criterion",
    "unread",
]

_ALL: tuple[type[Criterion], ...] = (
    *(Levels, Score, Bands, PerUnit, Matrix, Coefficient, Formula),
)
KINDS = {one.NAME: one for one in _ALL}


def read_criterion(page: Inspection, raw: Mapping[str, Any], place: str) -> Criterion:
    """A node without children. Of one that cannot be read only what every node has is known."""
    kind = None
    if raw.get("kind") is not None:
        kind = one_of(KINDS).read(page, raw["kind"], at(place, "kind"))
    if kind is None:
        page.keys(raw, place, ("code", "title", "kind"), tuple(raw))
    found = None if kind is None else read_part(page, KINDS[kind], raw, place)
    return unread(raw) if found is None else found


def unread(raw: Mapping[str, Any]) -> Unread:
    """What stands for a criterion that cannot be read."""
    return Unread(**read_keys(Inspection(rules_only=True), Unread, {"kind": "", **raw}, ""))
