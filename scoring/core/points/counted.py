"""`per_unit` and `matrix`: units or rows of a fact are counted (CALL_FILE section 6, 3).

Only full groups of `per` count; max_units and max_points act here, and the best rows count.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from callfile.criteria import Matrix, PerUnit
from callfile.strict.fault import CoreFault, FaultKind
from scoring.core.points.entries import EvaluatedEntry, fact_number
from scoring.core.points.reading import CriterionReading, Points, Steps
from scoring.core.trace import PointStep, step


def points_per_unit(rule: PerUnit, reading: CriterionReading, steps: Steps) -> Points:
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


def points_of_cells(rule: Matrix, reading: CriterionReading, steps: Steps) -> Points:
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
