"""The kinds of criteria as data: what a rubric says about one criterion, read and checked.

Source: CALL_FILE section 3 (the table of kinds) and section 8 (their keys).

>>> read_criterion({"kind": "levels", "levels": [{"code": "none", "points": "0"}]}, "K1")
Levels(fact=None, points={'none': Fraction(0, 1)})
>>> read_criterion({"kind": "stars"}, "K1")
Traceback (most recent call last):
callfile.strict.fault.CoreFault: setup: kind_unknown: K1
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from callfile.formula.evaluate import FormulaError, parse
from callfile.formula.evaluate import Node as FormulaNode
from callfile.numbers.exact import parse_exact
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping, optional_number, sequence, setup_number, setup_text

ZERO = Fraction(0)


class Kind(StrEnum):
    """Where the points of a criterion come from."""

    LEVELS = "levels"
    SCORE = "score"
    BANDS = "bands"
    PER_UNIT = "per_unit"
    MATRIX = "matrix"
    COEFFICIENT = "coefficient"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as it was written, and read."""

    text: str
    node: FormulaNode


@dataclass(frozen=True, slots=True)
class Levels:
    """An assessor picks a level; with `fact`, the fact names it."""

    fact: str | None
    points: dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class Score:
    """An assessor gives a number from least to most, both included, on the step (None: any)."""

    least: Fraction
    most: Fraction
    step: Fraction | None

    def accepts(self, value: Fraction) -> bool:
        """Whether the number is an answer."""
        on_step = self.step is None or ((value - self.least) / self.step).denominator == 1
        return self.least <= value <= self.most and on_step


@dataclass(frozen=True, slots=True)
class Band:
    """[start, end) → fixed points, or an interval in which the assessor chooses."""

    start: Fraction | None
    end: Fraction | None
    points: Fraction
    interval: Score | None = None

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in the band; the end is outside."""
        return (self.start is None or self.start <= value) and (
            self.end is None or value < self.end
        )


@dataclass(frozen=True, slots=True)
class Bands:
    """The fact falls into one of the bands."""

    fact: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class PerUnit:
    """Units × points, or the rows of a table × the points of their level."""

    fact: str
    points: Fraction
    by_level: dict[str, Fraction] | None
    column: str | None
    per: Fraction | None
    max_units: Fraction | None
    max_points: Fraction | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows of a table, looked up by two of their columns."""

    fact: str
    row: str
    column: str
    table: dict[str, dict[str, Fraction]]
    max_units: Fraction | None
    max_points: Fraction | None


@dataclass(frozen=True, slots=True)
class Coefficient:
    """The points of the criterion `of` × the coefficient of the band of the fact."""

    of: str
    fact: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """Arithmetic over facts and named constants."""

    expression: Expression
    constants: dict[str, Fraction]


Criterion = Levels | Score | Bands | PerUnit | Matrix | Coefficient | Formula


def read_criterion(raw: Mapping[str, object], code: str) -> Criterion:
    """The rule of one criterion; raises CoreFault(setup, [code])."""
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in _READERS:
        raise CoreFault(FaultKind.SETUP, [code], "kind_unknown")
    return _READERS[kind](raw, code)


def _levels(raw: Mapping[str, object], code: str) -> Levels:
    return Levels(_optional_text(raw, "fact", code), _points_by_code(raw.get("levels"), code))


def _points_by_code(source: object, code: str) -> dict[str, Fraction]:
    points: dict[str, Fraction] = {}
    for item in sequence(source, FaultKind.SETUP, [code], "levels"):
        level = mapping(item, FaultKind.SETUP, [code], "level")
        name = setup_text(level, "code", code)
        if name in points:
            raise CoreFault(FaultKind.SETUP, [code], "level_twice")
        points[name] = setup_number(level, "points", code)
    if not points:
        raise CoreFault(FaultKind.SETUP, [code], "levels_missing")
    return points


def _score(raw: Mapping[str, object], code: str) -> Score:
    least = optional_number(raw, "min", code)
    score = Score(
        ZERO if least is None else least,
        setup_number(raw, "max", code),
        optional_number(raw, "step", code),
    )
    if score.most < score.least or (score.step is not None and score.step <= 0):
        raise CoreFault(FaultKind.SETUP, [code], "range_empty")
    return score


def _bands(raw: Mapping[str, object], code: str) -> Bands:
    return Bands(setup_text(raw, "fact", code), _read_bands(raw, code, ("points",)))


def _read_bands(raw: Mapping[str, object], code: str, keys: tuple[str, ...]) -> tuple[Band, ...]:
    bands = tuple(
        _band(mapping(item, FaultKind.SETUP, [code], "band"), code, keys)
        for item in sequence(raw.get("bands"), FaultKind.SETUP, [code], "bands")
    )
    if not bands:
        raise CoreFault(FaultKind.SETUP, [code], "bands_missing")
    if any(_overlap(a, b) for i, a in enumerate(bands) for b in bands[:i]):
        raise CoreFault(FaultKind.SETUP, [code], "bands_overlap")
    return bands


def _band(raw: Mapping[str, object], code: str, keys: tuple[str, ...]) -> Band:
    start, end = optional_number(raw, "from", code), optional_number(raw, "to", code)
    if start is not None and end is not None and end <= start:
        raise CoreFault(FaultKind.SETUP, [code], "band_empty")
    key = next((key for key in keys if key in raw), keys[0])
    if key == "points" and key not in raw:
        return Band(start, end, ZERO, _score(raw, code))
    return Band(start, end, setup_number(raw, key, code))


def _overlap(one: Band, other: Band) -> bool:
    one_first = one.end is not None and other.start is not None and one.end <= other.start
    other_first = other.end is not None and one.start is not None and other.end <= one.start
    return not one_first and not other_first


def _per_unit(raw: Mapping[str, object], code: str) -> PerUnit:
    source = raw.get("points")
    by_level = None
    if isinstance(source, Mapping):
        levels = mapping(source, FaultKind.SETUP, [code], "points")
        by_level = {name: setup_number(levels, name, code) for name in levels}
    elif isinstance(source, list):
        by_level = _points_by_code(source, code)
    per = optional_number(raw, "per", code)
    if per is not None and per <= 0:
        raise CoreFault(FaultKind.SETUP, [code], "per_number")
    return PerUnit(
        fact=setup_text(raw, "fact", code),
        points=ZERO if by_level is not None else setup_number(raw, "points", code),
        by_level=by_level,
        column=_optional_text(raw, "column", code),
        per=per,
        max_units=optional_number(raw, "max_units", code, ZERO),
        max_points=optional_number(raw, "max_points", code, ZERO),
    )


def _matrix(raw: Mapping[str, object], code: str) -> Matrix:
    table: dict[str, dict[str, Fraction]] = {}
    rows = mapping(raw.get("table"), FaultKind.SETUP, [code], "table")
    for name in rows:
        cells = mapping(rows[name], FaultKind.SETUP, [code], "table")
        table[name] = {column: setup_number(cells, column, code) for column in cells}
    return Matrix(
        fact=setup_text(raw, "fact", code),
        row=setup_text(raw, "row", code),
        column=setup_text(raw, "column", code),
        table=table,
        max_units=optional_number(raw, "max_units", code, ZERO),
        max_points=optional_number(raw, "max_points", code, ZERO),
    )


def _coefficient(raw: Mapping[str, object], code: str) -> Coefficient:
    return Coefficient(
        of=setup_text(raw, "of", code),
        fact=setup_text(raw, "fact", code),
        bands=_read_bands(raw, code, ("coefficient", "points")),
    )


def _formula(raw: Mapping[str, object], code: str) -> Formula:
    written = setup_text(raw, "expression", code)
    constants = mapping(raw.get("constants") or {}, FaultKind.SETUP, [code], "constants")
    numbers = {name: parse_exact(constants[name]) for name in constants}
    if any(number is None for number in numbers.values()):
        raise CoreFault(FaultKind.SETUP, [code], "constant_number")
    try:
        node = parse(written)
    except FormulaError as error:
        raise CoreFault(FaultKind.SETUP, [code], f"expression_{error.message_code}") from None
    known = {name: number for name, number in numbers.items() if number is not None}
    return Formula(Expression(written, node), known)


def _optional_text(raw: Mapping[str, object], key: str, code: str) -> str | None:
    return None if raw.get(key) is None else setup_text(raw, key, code)


_READERS: dict[str, Callable[[Mapping[str, object], str], Criterion]] = {
    Kind.LEVELS: _levels,
    Kind.SCORE: _score,
    Kind.BANDS: _bands,
    Kind.PER_UNIT: _per_unit,
    Kind.MATRIX: _matrix,
    Kind.COEFFICIENT: _coefficient,
    Kind.FORMULA: _formula,
}
