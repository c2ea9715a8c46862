"""What a number is made of, in codes: the shell says them in the reader's language.

A trace is a list of steps in the order in which a person would compute; each step is
`{"rule": <code>, "args": {...}}`, JSON-able, numbers as exact decimal strings (or "p/q").
Source: CALL_FILE section 4, 5 ("every value carries its trace").

>>> step(PointStep.WEIGHT, points=Fraction(7, 2), weight=Fraction(2), result=Fraction(7))
{'rule': 'weight', 'args': {'points': '3.5', 'weight': '2', 'result': '7'}}
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from callfile.numbers.exact import exact_text

Step = dict[str, object]


class PointStep(StrEnum):
    """Codes of steps; the line below each code names its args."""

    # a fact decides
    LEVEL_OF_FACT = "level_of_fact"
    """fact, value, level, result: the fact names this level."""
    BAND_OF_FACT = "band_of_fact"
    """fact, value, from, to, result: the value lies in [from, to); null = open."""
    INTERVAL_OF_FACT = "interval_of_fact"
    """fact, value, from, to, min, max, step: the assessor chooses between min and max."""
    FULL_UNITS = "full_units"
    """units, per, result: only full groups of `per` count."""
    UNIT_CAP = "unit_cap"
    """units, max_units, result."""
    PER_UNIT = "per_unit"
    """fact, units, points, result: units × points."""
    ROWS_OF_FACT = "rows_of_fact"
    """fact, rows [{row, level, points}], counted (points that count), result: their sum."""
    CELLS_OF_FACT = "cells_of_fact"
    """fact, rows [{row, row_code, column_code, points}], counted, result: their sum."""
    POINT_CAP = "point_cap"
    """points, max_points, result."""
    COEFFICIENT_OF_FACT = "coefficient_of_fact"
    """fact, value, from, to, coefficient."""
    COEFFICIENT = "coefficient"
    """of, points, coefficient, result: points of the criterion `of` × coefficient."""
    FORMULA = "formula"
    """expression, values {name: value}, result."""
    # assessors decide
    MEAN_OF_SHEETS = "mean_of_sheets"
    """values [{assessor, value, points}], result: sum ÷ number."""
    MEDIAN_OF_SHEETS = "median_of_sheets"
    """values [{assessor, value, points}], result: the middle, or the mean of the middle two."""
    TRIMMED_MEAN_OF_SHEETS = "trimmed_mean_of_sheets"
    """values [{assessor, value, points}], dropped [lowest, highest], result."""
    AGREED_VALUE = "agreed_value"
    """value, result: what the committee agreed on."""
    # on every node
    ROUNDED = "rounded"
    """points, decimals, result: half up, away from zero."""
    PRECONDITION_TRUE = "precondition_true"
    """expression, values."""
    PRECONDITION_FALSE = "precondition_false"
    """expression, values: 0 points, nothing below is read."""
    GROUP_SUM = "group_sum"
    """parts [{code, points}], left_out [codes that a coefficient already counts], result."""
    WEIGHT = "weight"
    """points, weight, result."""
    CAP = "cap"
    """points, cap, result: the cap, where the points are above it."""
    PRINTED = "printed"
    """points, decimals, result: shown and compared rounded, added up exactly."""
    # the whole entry
    TOTAL = "total"
    """points, result: the rounded total."""
    TOTAL_BELOW_ZERO = "total_below_zero"
    """points, result: a total below 0 counts as 0."""
    THRESHOLD_MET = "threshold_met"
    """code (or `total`), points, minimum."""
    THRESHOLD_MISSED = "threshold_missed"
    """code (or `total`), points, minimum."""
    RANK = "rank"
    """rank, points."""
    TIE_BROKEN_BY_CRITERION = "tie_broken_by_criterion"
    """criterion, points, equals (how many), numbers (the first of them): the higher goes first."""
    TIE_BROKEN_BY_REQUESTED = "tie_broken_by_requested"
    """order (lower | higher goes first), requested, equals, numbers."""
    TIE_BROKEN_BY_DRAW = "tie_broken_by_draw"
    """seed, hash (SHA-256 of seed and number, the lowest goes first), equals, numbers."""
    TIE_STAYS = "tie_stays"
    """equals, numbers: these stay equal and share the rank."""
    # why there is no value
    FACT_MISSING = "fact_missing"
    """fact: not answered."""
    FACT_IN_NO_LEVEL = "fact_in_no_level"
    """fact, value: the rubric has no such level."""
    FACT_IN_NO_BAND = "fact_in_no_band"
    """fact, value: outside every band."""
    ROW_IN_NO_LEVEL = "row_in_no_level"
    """fact, row (from 1), value: the rubric has no points for this row."""
    FORMULA_MISSING = "formula_missing"
    """expression, values: a fact is absent or a division is by zero."""
    PRECONDITION_MISSING = "precondition_missing"
    """expression, values: it cannot be said whether the condition holds."""
    MISSING_SHEETS = "missing_sheets"
    """sheets (without conflicts), minimum_sheets."""
    ANSWER_MISSING = "answer_missing"
    """assessor: a locked sheet with a hole (null: the agreed sheet)."""
    ANSWER_OFF_RANGE = "answer_off_range"
    """assessor (null: the agreed sheet), value: no level of that name, or off range or step."""
    AGREED_MISSING = "agreed_missing"
    """no args: the committee has no agreed sheet."""
    PART_MISSING = "part_missing"
    """codes: what is missing below, or in the criterion that a coefficient names."""


MISSING_RULES = frozenset(
    {
        PointStep.FACT_MISSING,
        PointStep.FACT_IN_NO_LEVEL,
        PointStep.FACT_IN_NO_BAND,
        PointStep.ROW_IN_NO_LEVEL,
        PointStep.FORMULA_MISSING,
        PointStep.PRECONDITION_MISSING,
        PointStep.MISSING_SHEETS,
        PointStep.ANSWER_MISSING,
        PointStep.ANSWER_OFF_RANGE,
        PointStep.AGREED_MISSING,
    }
)


def step(rule: PointStep, **args: object) -> Step:
    """One step; Fractions become text. `from_` is written for the arg `from`."""
    return {"rule": str(rule), "args": {key.rstrip("_"): plain(args[key]) for key in args}}


def plain(value: object) -> object:
    """The JSON-able form of an argument, Fractions as exact text at any depth."""
    # the types that nearly every argument has, without asking abstract classes
    if type(value) is str or type(value) is int:
        return value
    if type(value) is Fraction:
        return exact_text(value)
    if type(value) is dict:
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return str(value)
