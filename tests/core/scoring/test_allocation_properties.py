"""Every sentence of "What must always hold" (CALL_FILE §5), for all methods and options."""

import json
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from callfile.strict.fault import CoreFault
from scoring.core.money.allocation import allocate
from tests.core.scoring.allocation_cases import BANDS, RULES, amounts_of, make, run, to_cents

SPENDS = ("filled", "proportional", "equal")
DIVIDES = ("filled", "once", "proportional", "equal", "scaled", "bands")

cases = st.builds(
    make,
    method=st.sampled_from(list(RULES)),
    pot=st.integers(0, 80),
    rows=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 15)), max_size=7),
    minimum=st.sampled_from([0, 0, 1, 2, 4]),
    mode=st.sampled_from(["refuse", "raise"]),
    down=st.booleans(),
    last=st.sampled_from(["partial", "stop", "skip"]),
    top=st.sampled_from([None, None, 1, 3]),
)
modestly = settings(max_examples=60, derandomize=True, deadline=None, database=None)


def sum_stays_within_the_pot(case, amounts, result):
    assert sum(amounts.values()) <= case["pot"]
    assert to_cents(result["spent"]) == sum(amounts.values())
    assert to_cents(result["unspent"]) == case["pot"] - sum(amounts.values())


def nobody_is_above_the_cap(case, amounts, result):
    assert all(amounts[e["number"]] <= e["cap"] for e in case["entries"])


def amounts_are_zero_or_reach_the_minimum(case, amounts, result):
    assert all(a == 0 or a >= case["minimum"] for a in amounts.values())


def more_points_are_never_less_money_at_equal_caps(case, amounts, result):
    for high, low in combinations(case["entries"], 2):
        if high["cap"] == low["cap"] and high["points"] > low["points"]:
            assert amounts[high["number"]] >= amounts[low["number"]]


def a_method_that_spends_the_pot_spends_it(case, amounts, result):
    if case["method"] in SPENDS:
        kept = [e["cap"] for e in case["entries"] if e["number"] not in result["out"]]
        full = min(case["pot"], sum(kept))
        spent = sum(amounts.values())
        assert spent <= full if case["down"] else spent == full


def equals_are_at_most_one_unit_apart(case, amounts, result):
    for one, other in combinations(case["entries"], 2):
        if (one["points"], one["cap"]) == (other["points"], other["cap"]):
            apart = abs(amounts[one["number"]] - amounts[other["number"]])
            assert apart <= (1 if case["method"] in DIVIDES and not case["down"] else 0)


def the_reserve_holds_those_without_money_in_order(case, amounts, result):
    never = {n for n, code in result["out"].items() if code != "below_minimum"}
    waiting = [e["number"] for e in case["entries"] if not amounts[e["number"]]]
    assert result["reserve"] == [number for number in waiting if number not in never]


SENTENCES = [
    sum_stays_within_the_pot,
    nobody_is_above_the_cap,
    amounts_are_zero_or_reach_the_minimum,
    more_points_are_never_less_money_at_equal_caps,
    a_method_that_spends_the_pot_spends_it,
    equals_are_at_most_one_unit_apart,
    the_reserve_holds_those_without_money_in_order,
]


@modestly
@given(case=cases)
def test_allocation_keeps_every_sentence(case):
    result = run(case)
    assume(not isinstance(result, CoreFault))
    for sentence in SENTENCES:
        sentence(case, amounts_of(result), result)


@modestly
@given(case=cases, data=st.data())
def test_allocation_gives_the_same_bytes_for_any_order_of_input(case, data):
    def said(outcome):
        if isinstance(outcome, CoreFault):
            return str(outcome)
        return json.dumps(outcome, default=dict)

    shuffled = {**case, "entries": data.draw(st.permutations(case["entries"]))}
    assert said(run(case)) == said(run(shuffled)) == said(run(case))


@modestly
@given(case=cases)
def test_allocation_one_unit_more_takes_at_most_one_unit_from_anybody(case):
    before, after = run(case), run({**case, "pot": case["pot"] + 1})
    assume(not isinstance(before, CoreFault) and not isinstance(after, CoreFault))
    small, large = amounts_of(before), amounts_of(after)
    assume({n for n, a in small.items() if a} == {n for n, a in large.items() if a})
    most = 0 if case["down"] else 1
    assert all(large[number] >= small[number] - most for number in small)


def test_allocation_largest_remainder_can_take_one_unit():
    rows = [(6, 900), (6, 900), (2, 900)]
    assert list(amounts_of(run(make("filled", 10, rows))).values()) == [4, 4, 2]
    assert list(amounts_of(run(make("filled", 11, rows))).values()) == [5, 5, 1]


@pytest.mark.parametrize("method", DIVIDES)
def test_allocation_refuses_to_cut_between_equals(method):
    fault = run(make(method, 30, [(25, 30), (25, 30)], minimum=20))
    assert isinstance(fault, CoreFault)
    assert (fault.kind, fault.names) == ("tie", ["1", "2"])


@pytest.mark.parametrize("method", DIVIDES)
def test_allocation_prefers_nobody_where_all_the_equals_go(method):
    result = run(make(method, 15, [(25, 30), (25, 30)], minimum=20))
    assert set(result["out"].values()) == {"below_minimum"}
    assert result["reserve"] == ["1", "2"]


def test_allocation_says_where_a_unit_went_by_application_number():
    result = run(make("equal", 1, [(5, 9), (5, 9)]))
    steps = [step for n in ("1", "2") for step in result["trace"]["applications"][n]]
    said = {s["rule"]: s["args"]["by"] for s in steps if "by" in s["args"]}
    assert said == {"leftover_unit": "number", "leftover_missed": "number"}
    assert amounts_of(result) == {"1": 1, "2": 0}


def test_rule_names_falling_shares_and_skip_over_bands():
    falling = [{"from": "0", "to": "5", "share": "60%"}, {"from": "5", "share": "50%"}]
    rule = {"method": "bands", "over": "ranked", "last": "skip", "bands": falling}
    for faulty in ({**rule, "last": "stop"}, {**rule, "bands": BANDS}):
        with pytest.raises(CoreFault) as caught:
            allocate(allocation=faulty, budget="1.00", grant={}, entries=[])
        assert (caught.value.kind, caught.value.names) == ("setup", [])
