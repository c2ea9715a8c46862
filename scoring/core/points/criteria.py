"""The points of one criterion, before rounding, weight and cap; every step is written down.

A value that no band, level or row holds is missing, never 0 (source: CALL_FILE section 6, 2);
`per` counts full groups only, max_units and max_points act here, the best rows count (6, 3).

>>> from scoring.core.points.entries import read_evaluated
>>> entry = read_evaluated({"number": "1", "facts": {"n": "29"}})
>>> written = {"code": "K", "kind": "per_unit", "fact": "n", "points": "3", "per": 10}
>>> steps = []
>>> points_of(strictly(RUBRIC, written).root, CriterionReading(entry, EXACT_MEAN), steps)
Fraction(6, 1)
>>> [one["rule"] for one in steps]
['full_units', 'per_unit']
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeVar

from callfile.criteria import (
    Band,
    Bands,
    Coefficient,
    Criterion,
    Factor,
    Formula,
    Levels,
    Matrix,
    PerUnit,
    Scale,
    Score,
)
from callfile.formula.evaluate import MISSING, evaluate, names
from callfile.formula.expression import Expression
from callfile.ranking import EXACT_MEAN, Aggregation
from callfile.reading.parts import strictly
from callfile.rubric.rubric import RUBRIC
from callfile.strict.fault import CoreFault, FaultKind
from scoring.core.points.entries import EvaluatedEntry, fact_number
from scoring.core.points.sheets import Reader, assessed, level_answer, score_answer
from scoring.core.trace import PointStep, Step, step

__all__ = ["EXACT_MEAN", "POINTS", "RUBRIC", "CriterionReading", "band_of", "points_of", "strictly"]

Steps = list[Step]
Points = Fraction | None
B = TypeVar("B", Band, Factor)


@dataclass(frozen=True, slots=True)
class CriterionReading:
    """Whose points are computed, and how several sheets become one value.

    `readers` keeps what reads the answers to a range, so that the entries of a lot share it.
    """

    entry: EvaluatedEntry
    aggregation: Aggregation
    readers: dict[Scale, Reader] = field(default_factory=dict)

    def answer_to(self, scale: Scale) -> Reader:
        """Reads an answer on this scale."""
        if scale not in self.readers:
            self.readers[scale] = score_answer(scale)
        return self.readers[scale]


def points_of(criterion: Criterion, reading: CriterionReading, steps: Steps) -> Points:
    """Exact points, or None where something is missing; the steps say what and why.

    A coefficient reads another criterion, and is therefore computed where the tree is known.
    """
    return POINTS[type(criterion)](criterion, reading, steps)


def _levels(levels: Levels, reading: CriterionReading, steps: Steps) -> Points:
    read = level_answer(levels.points)
    if levels.fact is None:
        return assessed(reading.entry, levels.code, reading.aggregation, read, steps)
    value = reading.entry.facts.get(levels.fact)
    if value is None:
        steps.append(step(PointStep.FACT_MISSING, fact=levels.fact))
        return None
    found = read(value)
    if found is None:
        steps.append(step(PointStep.FACT_IN_NO_LEVEL, fact=levels.fact, value=str(value)))
        return None
    level = value if isinstance(value, str) else "yes" if value else "no"
    steps.append(
        step(PointStep.LEVEL_OF_FACT, fact=levels.fact, value=value, level=level, result=found)
    )
    return found


def _score(score: Score, reading: CriterionReading, steps: Steps) -> Points:
    read = reading.answer_to(score.scale)
    return assessed(reading.entry, score.code, reading.aggregation, read, steps)


def band_of(
    fact: str, bands: tuple[B, ...], reading: CriterionReading, steps: Steps
) -> tuple[B, dict[str, Any]] | None:
    """The band that holds the fact, with the args that every step about it shares."""
    value = reading.entry.number_of(fact)
    if value is None:
        steps.append(step(PointStep.FACT_MISSING, fact=fact))
        return None
    for band in bands:
        if band.holds(value):
            return band, {"fact": fact, "value": value, "from_": band.start, "to": band.end}
    steps.append(step(PointStep.FACT_IN_NO_BAND, fact=fact, value=value))
    return None


def _bands(rule: Bands, reading: CriterionReading, steps: Steps) -> Points:
    found = band_of(rule.fact, rule.bands, reading, steps)
    if found is None:
        return None
    band, args = found
    scale = band.scale
    if scale is None:
        steps.append(step(PointStep.BAND_OF_FACT, **args, result=band.points))
        return band.points
    edges: dict[str, Any] = {"min": scale.least, "max": scale.most}
    steps.append(step(PointStep.INTERVAL_OF_FACT, **args, **edges, step=scale.step))
    read = reading.answer_to(scale)
    return assessed(reading.entry, rule.code, reading.aggregation, read, steps)


def _per_unit(rule: PerUnit, reading: CriterionReading, steps: Steps) -> Points:
    by_level = rule.by_level
    if by_level is not None:
        found = _rows_by_level(rule, by_level, reading, steps)
        return None if found is None else _best(rule, found, PointStep.ROWS_OF_FACT, steps)
    units = _units(rule, reading, steps)
    if units is None:
        return None
    if rule.per is not None:
        full = Fraction(units // rule.per)
        steps.append(step(PointStep.FULL_UNITS, units=units, per=rule.per, result=full))
        units = full
    if rule.max_units is not None and units > rule.max_units:
        steps.append(
            step(PointStep.UNIT_CAP, units=units, max_units=rule.max_units, result=rule.max_units)
        )
        units = rule.max_units
    worth = rule.points_of_one
    result = units * worth
    steps.append(step(PointStep.PER_UNIT, fact=rule.fact, units=units, points=worth, result=result))
    return _point_cap(rule.max_points, result, steps)


def _units(rule: PerUnit, reading: CriterionReading, steps: Steps) -> Points:
    entry = reading.entry
    value = entry.facts.get(rule.fact)
    units: Points
    if rule.column is not None:
        units = _column_sum(rule.fact, rule.column, entry)
    elif isinstance(value, list | tuple):
        units = Fraction(len(value))
    else:
        units = entry.number_of(rule.fact)
    if units is None:
        steps.append(step(PointStep.FACT_MISSING, fact=rule.fact))
    elif units < 0:
        raise CoreFault(FaultKind.INPUT, [entry.number], "fact_below_zero")
    return units


def _column_sum(fact: str, column: str, entry: EvaluatedEntry) -> Points:
    rows = entry.rows_of(fact)
    if rows is None:
        return None
    total = Fraction(0)
    for row in rows:
        number = fact_number(_cell(row, column, entry))
        if number is None:
            return None
        total += number
    return total


def _cell(row: object, column: str | None, entry: EvaluatedEntry) -> object:
    if column is None:
        return row
    if not isinstance(row, Mapping):
        raise CoreFault(FaultKind.INPUT, [entry.number], "fact_table")
    return row.get(column)


def _rows_by_level(
    rule: PerUnit, points: Mapping[str, Fraction], reading: CriterionReading, steps: Steps
) -> list[dict[str, Any]] | None:
    rows = _rows(rule.fact, reading, steps)
    if rows is None:
        return None
    found: list[dict[str, Any]] = []
    for index, row in enumerate(rows, start=1):
        level = _cell(row, rule.column, reading.entry)
        worth = points.get(level) if isinstance(level, str) else None
        if worth is None:
            _no_level(rule.fact, index, level, steps)
            return None
        found.append({"row": index, "level": level, "points": worth})
    return found


def _rows(fact: str, reading: CriterionReading, steps: Steps) -> list[object] | None:
    rows = reading.entry.rows_of(fact)
    if rows is None:
        steps.append(step(PointStep.FACT_MISSING, fact=fact))
    return rows


def _no_level(fact: str, row: int, value: object, steps: Steps) -> None:
    shown = None if value is None else str(value)
    steps.append(step(PointStep.ROW_IN_NO_LEVEL, fact=fact, row=row, value=shown))


def _best(
    rule: PerUnit | Matrix, rows: list[dict[str, Any]], code: PointStep, steps: Steps
) -> Fraction:
    worth = sorted((row["points"] for row in rows), reverse=True)
    if isinstance(rule, PerUnit) and rule.per is not None:
        worth = _full_groups(rows, rule.per)
    counted = worth if rule.max_units is None else worth[: int(rule.max_units)]
    result = sum(counted, Fraction(0))
    steps.append(step(code, fact=rule.fact, rows=rows, counted=counted, result=result))
    return _point_cap(rule.max_points, result, steps)


def _full_groups(rows: list[dict[str, Any]], per: Fraction) -> list[Fraction]:
    groups: list[Fraction] = []
    for level in {row["level"] for row in rows}:
        same = [row["points"] for row in rows if row["level"] == level]
        groups += same[: int(len(same) // per)]
    return sorted(groups, reverse=True)


def _point_cap(cap: Fraction | None, points: Fraction, steps: Steps) -> Fraction:
    if cap is None or points <= cap:
        return points
    steps.append(step(PointStep.POINT_CAP, points=points, max_points=cap, result=cap))
    return cap


def _matrix(rule: Matrix, reading: CriterionReading, steps: Steps) -> Points:
    rows = _rows(rule.fact, reading, steps)
    if rows is None:
        return None
    found: list[dict[str, Any]] = []
    for index, row in enumerate(rows, start=1):
        keys = [_cell(row, column, reading.entry) for column in (rule.row, rule.column)]
        first, second = (key if isinstance(key, str) else "" for key in keys)
        worth = rule.table.get(first, {}).get(second)
        if worth is None:
            _no_level(rule.fact, index, f"{first} × {second}", steps)
            return None
        found.append({"row": index, "row_code": first, "column_code": second, "points": worth})
    return _best(rule, found, PointStep.CELLS_OF_FACT, steps)


def _formula(rule: Formula, reading: CriterionReading, steps: Steps) -> Points:
    values = {**reading.entry.facts, **rule.constants}
    result = evaluate(rule.expression.node, values)
    args: dict[str, Any] = {
        "expression": rule.expression.text,
        "values": shown_values(rule.expression, values),
    }
    if result is MISSING:
        steps.append(step(PointStep.FORMULA_MISSING, **args))
        return None
    if not isinstance(result, Fraction):
        raise CoreFault(FaultKind.SETUP, [rule.code], "formula_yields_no_number")
    steps.append(step(PointStep.FORMULA, **args, result=result))
    return result


def shown_values(expression: Expression, values: Mapping[str, object]) -> dict[str, object]:
    """The facts and constants that the expression may read, as far as they are known."""
    return {name: values[name] for name in sorted(names(expression.node)) if name in values}


def _nowhere(rule: Coefficient, reading: CriterionReading, steps: Steps) -> Points:
    raise CoreFault(FaultKind.SETUP, [rule.code], "coefficient_outside_a_rubric")


POINTS: dict[type, Callable[..., Points]] = {
    Levels: _levels,
    Score: _score,
    Bands: _bands,
    PerUnit: _per_unit,
    Matrix: _matrix,
    Formula: _formula,
    Coefficient: _nowhere,
}
