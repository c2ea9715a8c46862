"""Rankings with every step of their traces, to be followed with a pencil.

`worked_scores.json`: a rubric with its rules, the entries, and the rows that the core makes of
them, or the fault that it refuses them with.
"""

import json
from pathlib import Path

import pytest

from callfile.strict.fault import CoreFault
from scoring.core.points.score import score
from scoring.core.trace import MISSING_RULES, PointStep

CASES = json.loads(Path(__file__).with_name("worked_scores.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_scoring_says_just_this(case):
    try:
        found = score(case["call"], case["entries"], case.get("seed"))
    except CoreFault as fault:
        found = {"fault": str(fault.kind), "reason": fault.reason, "names": fault.names}
    assert found == case["rows"]


def test_every_step_of_a_ranking_is_said_in_some_case():
    rows = [row for case in CASES if isinstance(case["rows"], list) for row in case["rows"]]
    said = {step["rule"] for row in rows for step in row["verdict"]}
    said |= {step["rule"] for row in rows for steps in row["trace"].values() for step in steps}
    assert said == set(PointStep)
    assert {step["rule"] for row in rows for step in row["reasons"]} == MISSING_RULES
