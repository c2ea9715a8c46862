"""Divisions with every step of their traces, to be followed with a pencil.

`worked_allocations.json`: a rule, a budget, the limits of the grant and the entries, and all that
the core says to them: amounts, places on the reserve list, and each step with its numbers.
"""

import json
from pathlib import Path

import pytest

from callfile.strict.fault import CoreFault
from scoring.core.money.allocation import allocate
from scoring.core.money.allocation_trace import AllocationStep

FILE = Path(__file__).with_name("worked_allocations.json")
CASES = json.loads(FILE.read_text(encoding="utf-8"))
OF_POTS = {"own_budget", "received_from", "moved_to", "returned_to", "stays"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_division_says_just_this(case):
    given = {key: case[key] for key in case if key not in ("name", "result")}
    try:
        result = allocate(**given)
    except CoreFault as fault:
        found = {"fault": str(fault.kind), "reason": fault.reason, "names": fault.names}
    else:
        traces = result["trace"]["applications"]
        assert len(traces) == len(case["entries"])
        found = {**result, "trace": {**result["trace"], "applications": dict(traces)}}
    assert found == case["result"]


def test_every_step_of_a_division_is_said_in_some_case():
    traces = [case["result"]["trace"] for case in CASES if "trace" in case["result"]]
    said = {step["rule"] for trace in traces for step in trace["pot"]}
    for trace in traces:
        said |= {step["rule"] for steps in trace["applications"].values() for step in steps}
    assert said == set(AllocationStep) - OF_POTS
