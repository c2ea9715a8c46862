"""The kinds of criteria: where the points come from. One kind is one module.

Source: CALL_FILE §3 (the table of kinds) and §8 (their keys).

>>> read_criterion({"kind": "levels", "levels": [{"code": "none", "points": "0"}]}, "K1")
Levels(fact=None, points={'none': Fraction(0, 1)})
>>> read_criterion({"kind": "stars"}, "K1")
Traceback (most recent call last):
callfile.strict.fault.CoreFault: setup: kind_unknown: K1
"""

from collections.abc import Mapping
from typing import Any

from callfile.criteria.band_rows import Band
from callfile.criteria.bands import BANDS, Bands
from callfile.criteria.coefficient import COEFFICIENT, Coefficient
from callfile.criteria.formula import FORMULA, Expression, Formula
from callfile.criteria.kind import CriterionKind, Place
from callfile.criteria.levels import LEVELS, Levels
from callfile.criteria.matrix import MATRIX, Matrix
from callfile.criteria.per_unit import PER_UNIT, PerUnit
from callfile.criteria.score import SCORE, Score
from callfile.strict.fault import CoreFault, FaultKind

__all__ = [
    "COMMON",
    "KINDS",
    "Band",
    "Bands",
    "Coefficient",
    "Criterion",
    "Expression",
    "Formula",
    "Levels",
    "Matrix",
    "PerUnit",
    "Score",
    "check_criterion",
    "read_criterion",
]

Criterion = Levels | Score | Bands | PerUnit | Matrix | Coefficient | Formula
_ALL: tuple[CriterionKind[Any], ...] = (
    *(LEVELS, SCORE, BANDS, PER_UNIT, MATRIX, COEFFICIENT, FORMULA),
)
KINDS = {one.name: one for one in _ALL}
# What every node may say beside its code and title.
COMMON = ("text", "article", "printed_max", "weight", "cap", "minimum", "precondition")


def read_criterion(raw: Mapping[str, object], code: str) -> Criterion:
    """One criterion; raises CoreFault(setup, [code])."""
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise CoreFault(FaultKind.SETUP, [code], "kind_unknown")
    found: Criterion = KINDS[kind].read(raw, code)
    return found


def check_criterion(here: Place) -> None:
    """Report the faults of a node without children."""
    kind = here.page.choice(here.node, "kind", here.place, list(KINDS))
    if kind is None:
        here.page.keys(here.node, here.place, ("code", "title", "kind"), tuple(here.node))
        return
    known = KINDS[kind]
    required = ("code", "title", "kind", *known.required)
    here.page.keys(here.node, here.place, required, (*COMMON, *known.optional))
    known.check(here)
