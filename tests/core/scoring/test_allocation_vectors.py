"""The published vectors of the operations allocate and pots, and the golden table."""

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest

from callfile.strict.fault import CoreFault
from scoring.core.money.allocation import allocate
from scoring.core.money.pots import allocate_lots

HERE = Path(__file__).parent
CASES = [
    case
    for case in json.loads((HERE.parent / "vectors.json").read_text(encoding="utf-8"))["cases"]
    if case["op"] in ("allocate", "pots")
]
GOLDEN = list(
    csv.DictReader((HERE / "allocation_golden_SYNTHETIC.csv").read_text().splitlines()[1:])
)
BANDS = [
    {"from": "50", "to": "70", "share": "40%"},
    {"from": "70", "to": "80", "share": "60%"},
    {"from": "80", "to": "90", "share": "80%"},
    {"from": "90", "share": "100%"},
]
COLUMNS = {
    "m1_point_value_nocap": {"method": "point_value", "redistribute": True},
    "m2_cap_no_redistribution_floor": {"method": "point_value", "redistribute": False},
    "m3_cap_redistribute": {"method": "point_value", "redistribute": True},
    "m4_band_percent_scaled": {"method": "bands", "over": "scale", "bands": BANDS},
    "m5_ranking_until_spent": {"method": "ranked", "last": "partial"},
}


def outcome(case):
    call, seed = case["call"], case.get("seed")
    try:
        if case["op"] == "pots":
            return allocate_lots(call=call, entries_by_lot=case["entries"], seed=seed)
        return allocate(
            allocation=call["allocation"],
            budget=call["budget"],
            grant=call.get("grant", {}),
            entries=case["entries"],
            tie_break=call.get("tie_break", []),
            seed=seed,
        )
    except CoreFault as fault:
        return {"fault": fault.kind.value, "names": fault.names}


def exact_factors(value):
    """The same tree with every factor as a number: 0.2 and 1/5 are one factor."""
    if not isinstance(value, dict):
        return value
    return {
        key: Fraction(part) if key == "factor" else exact_factors(part)
        for key, part in value.items()
    }


def only(expected, got):
    """The part of `got` that the vector speaks about."""
    if set(expected) == set(got) or not isinstance(expected, dict):
        return got
    return {key: got.get(key) for key in expected}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_allocation_agrees_with_the_published_vector(case):
    got = only(case["expected"], outcome(case))
    if "lots" in case["expected"]:
        expected = case["expected"]["lots"]
        got["lots"] = {code: only(lot, got["lots"][code]) for code, lot in expected.items()}
    assert exact_factors(got) == exact_factors(case["expected"])


@pytest.mark.parametrize("column", COLUMNS)
def test_allocation_agrees_with_the_golden_table(column):
    capped = column != "m1_point_value_nocap"
    rows = [row for row in GOLDEN if row["id"] and row["cap"] != "below threshold"]
    result = allocate(
        allocation=COLUMNS[column],
        budget="10000.00",
        grant={"max_share_of_eligible_cost": "60%"} if capped else {},
        entries=[
            {
                "number": row["id"],
                "points": row["points"],
                "requested": row["requested"] if capped else "10000.00",
                "eligible_cost": row["eligible_cost"],
            }
            for row in rows
        ],
        tie_break=["requested:lower"],
    )
    assert result["amounts"] == {row["id"]: row[column] for row in rows}
    total = next(row for row in GOLDEN if row["applicant"] == "TOTAL")
    assert result["spent"] == total[column]
