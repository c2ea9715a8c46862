"""The points of one criterion, before rounding, weight and cap; every step is written down.

A value that no band, level or row holds is missing, never 0 (source: CALL_FILE section 6, 2).

>>> from callfile.ranking import EXACT_MEAN
>>> from callfile.reading.parts import strictly
>>> from callfile.rubric.rubric import RUBRIC
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
    Score,
)
from callfile.formula.evaluate import MISSING, evaluate, names
from callfile.formula.expression import Expression
from callfile.strict.fault import CoreFault, FaultKind
from scoring.core.points.counted import points_of_cells, points_per_unit
from scoring.core.points.reading import CriterionReading, Points, Steps
from scoring.core.points.sheets import assessed, level_answer
from scoring.core.trace import PointStep, step

B = TypeVar("B", Band, Factor)


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
    PerUnit: points_per_unit,
    Matrix: points_of_cells,
    Formula: _formula,
    Coefficient: _nowhere,
}
