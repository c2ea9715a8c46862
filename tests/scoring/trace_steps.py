"""One example of every step of a trace: {code: args}, and for each arg another value of it."""

from typing import Any

from scoring.core.money.allocation_trace import AllocationStep as S
from scoring.core.trace import PointStep

_SHEETS = [
    {"assessor": "a1", "value": "full", "points": "10"},
    {"assessor": "b2", "value": "some", "points": "5"},
    {"assessor": "c3", "value": "full", "points": "8"},
    {"assessor": "d4", "value": "full", "points": "9"},
]
_BAND = {"fact": "members", "value": "34", "from": "20", "to": "50"}
_CONDITION = {"expression": "members >= 4", "values": {"members": "34"}}
_TIE = {"equals": 2, "numbers": ["K-1", "K-2"]}

OF_POINTS: dict[str, dict[str, Any]] = {
    PointStep.LEVEL_OF_FACT: {"fact": "status", "value": True, "level": "yes", "result": "5"},
    PointStep.BAND_OF_FACT: {**_BAND, "result": "15"},
    PointStep.INTERVAL_OF_FACT: {**_BAND, "min": "3", "max": "8", "step": "0.5"},
    PointStep.FULL_UNITS: {"units": "417", "per": "10", "result": "41"},
    PointStep.UNIT_CAP: {"units": "82", "max_units": "75", "result": "74"},
    PointStep.PER_UNIT: {"fact": "members", "units": "58", "points": "0.4", "result": "23.2"},
    PointStep.ROWS_OF_FACT: {
        "fact": "events",
        "rows": [{"row": 1, "level": "national", "points": "15"}],
        "counted": ["12"],
        "result": "13",
    },
    PointStep.CELLS_OF_FACT: {
        "fact": "events",
        "rows": [{"row": 1, "row_code": "r", "column_code": "c", "points": "7"}],
        "counted": ["6"],
        "result": "9",
    },
    PointStep.POINT_CAP: {"points": "45", "max_points": "31", "result": "30"},
    PointStep.COEFFICIENT_OF_FACT: {**_BAND, "coefficient": "2.49"},
    PointStep.COEFFICIENT: {"of": "K4", "points": "2.7", "coefficient": "2.49", "result": "6.723"},
    PointStep.FORMULA: {"expression": "2 × members", "values": {"members": "34"}, "result": "68"},
    PointStep.MEAN_OF_SHEETS: {"values": _SHEETS[:3], "result": "23/3"},
    PointStep.MEDIAN_OF_SHEETS: {"values": _SHEETS[:3], "result": "8.5"},
    PointStep.TRIMMED_MEAN_OF_SHEETS: {"values": _SHEETS, "dropped": ["5", "10"], "result": "8.5"},
    PointStep.AGREED_VALUE: {"value": "7", "result": "6"},
    PointStep.ROUNDED: {"points": "25/3", "decimals": 2, "result": "8.33"},
    PointStep.PRECONDITION_TRUE: _CONDITION,
    PointStep.PRECONDITION_FALSE: _CONDITION,
    PointStep.GROUP_SUM: {
        "parts": [{"code": "A1", "points": "3"}, {"code": "A2", "points": "4"}],
        "left_out": ["A9"],
        "result": "7",
    },
    PointStep.WEIGHT: {"points": "4.33", "weight": "6", "result": "25.98"},
    PointStep.CAP: {"points": "24", "cap": "16", "result": "15"},
    PointStep.PRINTED: {"points": "6.666", "decimals": 2, "result": "6.67"},
    PointStep.TOTAL: {"points": "73.666", "result": "73.67"},
    PointStep.TOTAL_BELOW_ZERO: {"points": "-3", "result": "0"},
    PointStep.THRESHOLD_MET: {"code": "total", "points": "73", "minimum": "60"},
    PointStep.THRESHOLD_MISSED: {"code": "A1", "points": "53", "minimum": "60"},
    PointStep.RANK: {"rank": 9, "points": "73.66"},
    PointStep.TIE_BROKEN_BY_CRITERION: {"criterion": "A1", "points": "30", **_TIE},
    PointStep.TIE_BROKEN_BY_REQUESTED: {"order": "lower", "requested": "6200.00", **_TIE},
    PointStep.TIE_BROKEN_BY_DRAW: {"seed": "morje", "hash": "9737d109" + "0" * 56, **_TIE},
    PointStep.TIE_STAYS: _TIE,
    PointStep.FACT_MISSING: {"fact": "members"},
    PointStep.FACT_IN_NO_LEVEL: {"fact": "members", "value": "14"},
    PointStep.FACT_IN_NO_BAND: {"fact": "members", "value": "14"},
    PointStep.ROW_IN_NO_LEVEL: {"fact": "events", "row": 3, "value": "galaxy"},
    PointStep.FORMULA_MISSING: {"expression": "1 ÷ members", "values": {"members": "0"}},
    PointStep.PRECONDITION_MISSING: _CONDITION,
    PointStep.MISSING_SHEETS: {"sheets": 2, "minimum_sheets": 3},
    PointStep.ANSWER_MISSING: {"assessor": "a1"},
    PointStep.ANSWER_OFF_RANGE: {"assessor": "a1", "value": "11"},
    PointStep.AGREED_MISSING: {},
    PointStep.PART_MISSING: {"codes": ["A1", "A2"]},
}

_VALUE = {"value": "2240/2421", "shown": "0.9252", "share": "17.40", "remainder": "13/43"}
_UNIT = {"unit": "1.00", "units": 4, "place": 2, "by": "remainder"}

OF_AMOUNTS: dict[str, dict[str, Any]] = {
    S.CAP_REQUESTED: {"cap": "500.00"},
    S.CAP_MAXIMUM: {"cap": "500.00", "requested": "900.00"},
    S.CAP_SHARE: {
        "cap": "540.00",
        "requested": "900.00",
        "share": "60%",
        "eligible_cost": "901.00",
    },
    S.CAP_TO_UNIT: {"cap": "540.00", "unit": "10.00"},
    S.CAP_BELOW_MINIMUM: {"cap": "40.00", "minimum": "50.00"},
    S.NOTHING_DUE: {"points": "0.5"},
    S.POINTS_TIMES_VALUE: {"points": "33", **_VALUE},
    S.WEIGHT_TIMES_FACTOR: {"points": "33", "cap": "52.00", **_VALUE},
    S.EQUAL_PART: {"unit": "1.00", **_VALUE},
    S.POINTS_AT_GIVEN_VALUE: {"points": "85.92", "value": "35", "amount": "2500.00"},
    S.BAND_SHARE: {
        "points": "92.68",
        "from": "90",
        "to": "95",
        "share": "40%",
        "cap": "5800.00",
        "amount": "2320.00",
    },
    S.SCALED_BY: {"amount": "5800.00", **_VALUE},
    S.FIXED_AT_CAP: {"round": 2, "value": "190000/563", "shown": "337.4778", "cap": "16500.00"},
    S.CUT_AT_CAP: {"share": "90.00", "cap": "70.00", "stays": "20.00"},
    S.RAISED_TO_MINIMUM: {"share": "90.00", "minimum": "100.00"},
    S.REFUSED_BELOW_MINIMUM: {"turn": 3, "share": "90.00", "minimum": "100.00"},
    S.REFUSED_MINIMA_EXCEED_POT: {"minimum": "100.00", "pot": "350.00", "places": 3},
    S.LEFTOVER_UNIT: _UNIT,
    S.LEFTOVER_MISSED: {**_UNIT, "by": "number"},
    S.IN_RANK_ORDER: {"before": "900.00", "amount": "500.00", "after": "400.00"},
    S.PARTIAL_REMAINDER: {"remaining": "340.00", "wanted": "460.00"},
    S.DOES_NOT_FIT: {"remaining": "340.00", "wanted": "460.00", "together": "920.00"},
    S.PARTIAL_BELOW_MINIMUM: {"remaining": "340.00", "minimum": "500.00"},
    S.AFTER_STOP: {"number": "K-4"},
    S.BEYOND_TOP: {"top": 3, "place": 5},
    S.RESERVE_PLACE: {"place": 1},
    S.POT: {"budget": "905.00", "unit": "10.00", "pot": "900.00"},
    S.OWN_BUDGET: {"budget": "905.00", "share": "50%", "parent": "P"},
    S.RECEIVED_FROM: {"lot": "B2", "amount": "18.00"},
    S.REFUSED: {"number": "K-4", "turn": 2},
    S.RAISED: {"entries": 2, "minimum": "100.00", "left": "700.00"},
    S.ROUND: {
        "round": 1,
        "left": "900.00",
        "value": "100/7",
        "shown": "14.2857",
        "fixed": 2,
    },
    S.ALL_AT_CAP: {"stays": "15.00"},
    S.SCALE: {"pot": "28.00", "sum": "30.00", "factor": "14/15", "shown": "0.9333"},
    S.WITHIN_POT: {"sum": "20.00", "pot": "30.00"},
    S.OVER_POT_RANKED: {"sum": "40.00", "pot": "30.00"},
    S.LEFTOVER_UNITS: {"units": 4, "unit": "1.00", "least": "17/43"},
    S.ROUNDED_DOWN: {"unit": "1.00"},
    S.SPENT: {"spent": "900.00", "unspent": "5.00"},
    S.MOVED_TO: {"lot": "B1", "amount": "5.00"},
    S.RETURNED_TO: {"lot": "B1", "amount": "5.00"},
    S.STAYS: {"amount": "5.00"},
}
# `shown` repeats `value` or `factor` with four decimals; the exact one is said.
REPEATED = {"shown"}


def another(value: Any) -> Any:
    """A different value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return [another(value[0]), *value[1:]]
    if isinstance(value, dict):
        # Of a sheet only the points are said: members and their levels are not named.
        key = "points" if "points" in value else next(iter(value))
        return {**value, key: another(value[key])}
    known = {
        "total": "A1",
        "remainder": "rank",
        "number": "points",
        "lower": "higher",
        "yes": "none",
        "members": "status",
        "a1": None,
    }
    if value in known:
        return known[value]
    if value.endswith("%"):
        return "7" + value
    if value[:1].isdigit() or value.startswith("-"):
        return value.replace(value[0], "7" if value[0] != "7" else "6", 1)
    return f"{value}x"
