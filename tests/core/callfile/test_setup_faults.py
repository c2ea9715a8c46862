"""The set-up check, one broken thing at a time: every fault with its place and its values.

`setup_faults.json` lists changes of the faultless call: at a place a value is put (or taken away;
a field before the plan and a criterion behind the last are added), and what the check then says.
"""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from callfile.file import check
from tests.core.callfile.sample_call import CALL, LOT, text

CASES = json.loads(Path(__file__).with_name("setup_faults.json").read_text(encoding="utf-8"))
GONE = "(taken away)"
NEW_FIELD = "lots.0.form.sections.0.fields.6"


def changed(place, value):
    call = deepcopy(CALL)
    inside = call
    *way, last = place.split(".")
    for step in way:
        inside = inside[int(step)] if isinstance(inside, list) else inside[step]
    if isinstance(inside, dict):
        inside[last] = value
        if value == GONE:
            del inside[last]
    elif place == NEW_FIELD or int(last) == len(inside):
        inside.insert(int(last), value)
    else:
        inside[int(last)] = value
    return call


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['place']}={json.dumps(case['value'])[:60]}"
)
def test_check_says_just_this(case):
    found = check(changed(case["place"], case["value"]))
    assert [str(fault) for fault in found] == case["faults"]


def test_check_finds_every_fault_in_some_case():
    found = {
        fault.rpartition(": ")[2].partition(" ")[0] for case in CASES for fault in case["faults"]
    }
    assert len(found) > 70


def lot(code, **more):
    return {**deepcopy(LOT), "code": code, **more}


def group(*lots, code="P", budget="10000.00", **more):
    return {"code": code, "title": text(code), "budget": budget, "lots": list(lots), **more}


def nested(depth):
    found = lot("inner", budget="1.00", grant={"minimum": "0.00", "maximum": "1.00"})
    for level in range(depth, 0, -1):
        found = group(found, code=f"L{level}", budget="1.00")
    return found


HALF = {"budget": "50%"}


@pytest.mark.parametrize(
    ("lots", "faults"),
    [
        ([lot("A"), lot("A")], ["lots[1].code: duplicate_code (name=A)"]),
        (
            [lot("A", spill_to=["B"]), lot("B", spill_to=["A"]), lot("C", spill_to=["C", "D"])],
            [
                "lots[1].spill_to[0]: spill_earlier (name=A)",
                "lots[2].spill_to[0]: spill_earlier (name=C)",
                "lots[2].spill_to[1]: spill_unknown (name=D)",
            ],
        ),
        ([group(lot("A"), lot("B"))], []),
        (
            [group(lot("A"), lot("B", spill_to=["P"]))],
            ["lots[0].lots[1].spill_to[0]: spill_parent (name=P)"],
        ),
        (
            [group(lot("A"), lot("B", budget="5000.01"))],
            ["lots[0].lots: budgets_differ (sum=10000.01, budget=10000.00)"],
        ),
        (
            [group(lot("A"), lot("B"), budget="9999.99")],
            ["lots[0].lots: budgets_differ (sum=10000.00, budget=9999.99)"],
        ),
        ([group(lot("A", **HALF), lot("B", **HALF))], []),
        (
            [group(lot("A", **HALF), lot("B", budget="49.5%"))],
            ["lots[0].lots: shares_differ (sum=99.5%)"],
        ),
        ([group(lot("A", **HALF), lot("B"))], ["lots[0].lots: budgets_mixed"]),
        (
            [group(lot("A", **HALF), lot("B", budget=None))],
            ["lots[0].lots[1]: budget_missing"],
        ),
        (
            [group(lot("A", budget="5"), lot("B", budget="9000.00"))],
            ["lots[0].lots[0].budget: expected_money"],
        ),
        ([lot("A", **HALF)], ["lots[0].budget: share_at_top"]),
        ([group(lot("A"), budget="50%")], ["lots[0].budget: share_at_top"]),
        (
            [group(lot("A"), lot("B"), grant={"maximum": "100.00"}, form={}, spill_to=[])],
            [
                "lots[0]: key_on_parent (key=form)",
                "lots[0]: key_on_parent (key=spill_to)",
                "lots[0].grant: grant_order (minimum=200.00, maximum=100.00)",
                "lots[0].lots[0].grant: grant_order (minimum=200.00, maximum=100.00)",
                "lots[0].lots[1].grant: grant_order (minimum=200.00, maximum=100.00)",
            ],
        ),
        (
            [group(lot("A"), budget=None, kind="x", text={"sl": "a"}, foo=1)],
            [
                "lots[0]: missing_key (key=budget)",
                "lots[0]: unknown_key (key=foo)",
                "lots[0].kind: unknown_choice (value=x, choices=operational, project)",
                "lots[0].text.it: missing_language (language=it)",
            ],
        ),
        ([nested(8)], []),
        ([nested(9)], [f"lots[0]{'.lots[0]' * 9}: too_deep"]),
    ],
)
def test_check_reads_the_tree_of_lots(lots, faults):
    assert [str(fault) for fault in check({**deepcopy(CALL), "lots": lots})] == faults


def test_codes_that_differ_in_their_last_letters_are_two():
    call = deepcopy(CALL)
    children = call["lots"][0]["rubric"]["children"]
    children += [deepcopy(children[0])]
    children[0]["code"], children[-1]["code"] = f"{'k' * 63}1", f"{'k' * 63}2"
    assert not [fault for fault in check(call) if fault.code.value == "duplicate_code"]
