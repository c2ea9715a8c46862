"""The numbered details of CALL_FILE §6 that concern money, each as a worked case."""

import pytest

from callfile.strict.fault import CoreFault
from scoring.core.money.allocation import allocate

FILLED = {"method": "point_value", "redistribute": True}
BANDS = [{"from": "0", "to": "50", "share": "0%"}, {"from": "50", "share": "50%"}]


def entry(number, points="10", requested="900.00", **more):
    return {"number": number, "points": points, "requested": requested, **more}


def divide(allocation, budget, *entries, grant=None, tie_break=(), seed=None):
    return allocate(
        allocation=allocation,
        budget=budget,
        grant=grant or {},
        entries=entries,
        tie_break=list(tie_break),
        seed=seed,
    )


def fault(*args, **options):
    with pytest.raises(CoreFault) as caught:
        divide(*args, **options)
    return caught.value.kind, caught.value.names


def rules(result, number):
    return [step["rule"] for step in result["trace"]["applications"][number]]


def args(result, number, rule):
    steps = result["trace"]["applications"][number]
    return next(step["args"] for step in steps if step["rule"] == rule)


# 13: caps and input


def test_13_the_lowest_of_three_bounds_is_the_cap_and_the_trace_says_which():
    grant = {"maximum": "500.00", "max_share_of_eligible_cost": "33.3%"}
    result = divide(
        {"method": "equal"},
        "9999.00",
        entry("1", requested="400.00", eligible_cost="9000.00"),
        entry("2", requested="600.00", eligible_cost="9000.00"),
        entry("3", requested="600.00", eligible_cost="100.01"),
        grant=grant,
    )
    assert result["amounts"] == {"1": "400.00", "2": "500.00", "3": "33.30"}
    assert [rules(result, n)[0] for n in "123"] == ["cap_requested", "cap_maximum", "cap_share"]


@pytest.mark.parametrize("share", ["0%", "0.000000%"])
def test_13_a_share_of_nothing_is_a_limit_and_not_none(share):
    grant = {"max_share_of_eligible_cost": share}
    rule = {"method": "proportional", "unit": "1.00"}
    result = divide(rule, "900.00", entry("1", eligible_cost="5000.00"), grant=grant)
    assert result["amounts"].get("1", "0.00") == "0.00"
    assert "cap_share" in rules(result, "1")


def test_13_a_share_needs_the_eligible_cost():
    grant = {"max_share_of_eligible_cost": "60%"}
    assert fault(FILLED, "1.00", entry("7"), grant=grant) == ("input", ["7"])


@pytest.mark.parametrize("requested", ["1.005", "-1.00", "1", "1,00", "", None, 100, "1e2", "١.00"])
def test_13_money_has_two_decimals(requested):
    assert fault(FILLED, "1.00", entry("1", requested=requested)) == ("input", [])


def test_13_nobody_asks_for_nothing():
    assert fault(FILLED, "1.00", entry("1", requested="0.00")) == ("input", ["1"])


# 14: out, and nothing due


def test_14_a_cap_below_one_unit_is_out_and_not_on_the_reserve_list():
    rule = {**FILLED, "unit": "10.00"}
    result = divide(rule, "20.00", entry("1", requested="9.99"), entry("2"))
    assert result["out"] == {"1": "cap_below_minimum"}
    assert result["amounts"] == {"1": "0.00", "2": "20.00"}
    assert result["reserve"] == []


@pytest.mark.parametrize(
    "rule",
    [
        {"method": "proportional"},
        {"method": "fixed_point_value", "value": "2.00"},
        {"method": "bands", "over": "scale", "bands": [{"from": "0", "share": "50%"}]},
        {"method": "bands", "over": "scale", "bands": [{"from": "5", "share": "50%"}]},
        {"method": "point_value", "redistribute": False},
    ],
)
def test_14_zero_points_are_due_nothing_and_never_raised(rule):
    rule = {**rule, "minimum": "raise"}
    result = divide(rule, "500.00", entry("1", "0"), entry("2"), grant={"minimum": "50.00"})
    assert result["out"] == {"1": "nothing_due"}
    assert result["amounts"]["1"] == "0.00"
    assert result["reserve"] == []


def test_14_a_zero_share_is_due_nothing():
    rule = {"method": "bands", "over": "ranked", "last": "stop", "bands": BANDS}
    result = divide(rule, "500.00", entry("1", "49.99"), entry("2", "50"))
    assert result["out"] == {"1": "nothing_due"}
    assert result["amounts"] == {"2": "450.00", "1": "0.00"}


@pytest.mark.parametrize("rule", [{"method": "equal"}, {"method": "ranked", "last": "skip"}])
def test_14_equal_and_ranked_pay_zero_points(rule):
    assert divide(rule, "900.00", entry("1", "0"))["amounts"] == {"1": "900.00"}


# 15: values


def test_15_redistribute_must_be_stated():
    assert fault({"method": "point_value"}, "1.00") == ("setup", [])


def test_15_once_divides_to_the_unit_and_then_cuts_at_the_caps():
    rule = {"method": "point_value", "redistribute": False}
    result = divide(rule, "100.00", entry("1", "1", "33.33"), entry("2", "1"), entry("3", "1"))
    assert result["amounts"] == {"1": "33.33", "2": "33.33", "3": "33.33"}
    assert result["unspent"] == "0.01"  # the left-over unit went to 1 and was cut there
    assert args(result, "1", "cut_at_cap") == {"share": "33.34", "cap": "33.33", "stays": "0.01"}


def test_15_a_given_value_is_cut_to_the_unit_before_it_is_scaled():
    rule = {"method": "fixed_point_value", "value": "0.333", "unit": "1.00"}
    result = divide(rule, "100.00", entry("1", "10"), entry("2", "100", "20.00"))
    assert result["amounts"] == {"2": "20.00", "1": "3.00"}
    scaled = divide(rule, "12.00", entry("1", "10"), entry("2", "100", "20.00"))
    assert scaled["factor"] == "12/23"
    assert scaled["amounts"] == {"2": "10.00", "1": "2.00"}


# 16: minimum


def test_16_the_minimum_looks_at_the_exact_share_not_at_left_over_units():
    rule = {**FILLED, "minimum": "refuse"}
    result = divide(
        rule,
        "0.11",
        entry("1", "1"),
        entry("2", "1"),
        tie_break=["draw"],
        seed="s",
        grant={"minimum": "0.06"},
    )
    assert sorted(result["amounts"].values()) == ["0.00", "0.11"]


def test_16_in_units_the_minimum_goes_up_and_pot_and_caps_go_down():
    rule = {"method": "equal", "unit": "10.00", "minimum": "raise"}
    result = divide(rule, "49.99", entry("1"), entry("2", "9", "39.99"), grant={"minimum": "11.00"})
    assert result["amounts"] == {"1": "20.00", "2": "20.00"}
    assert result["unspent"] == "9.99"
    one = divide(rule, "39.99", entry("1"), entry("2", "9"), grant={"minimum": "11.00"})
    assert one["amounts"] == {"1": "30.00", "2": "0.00"}
    assert one["out"] == {"2": "below_minimum"}


def test_16_a_minimum_without_a_word_refuses():
    result = divide(FILLED, "100.00", entry("1", "9"), entry("2", "1"), grant={"minimum": "20.00"})
    assert result["amounts"] == {"1": "100.00", "2": "0.00"}
    assert result["reserve"] == ["2"]


def test_16_once_raises_and_the_others_share_what_is_left():
    rule = {"method": "point_value", "redistribute": False, "minimum": "raise"}
    entries = [entry("1", "60", "250.00"), entry("2", "30"), entry("3", "10")]
    result = divide(rule, "500.00", *entries, grant={"minimum": "100.00"})
    assert result["factor"] == "40/9"
    assert result["amounts"] == {"1": "250.00", "2": "133.33", "3": "100.00"}


def test_16_scaling_raises_and_scales_only_the_others():
    rule = {"method": "fixed_point_value", "value": "1.00", "minimum": "raise"}
    entries = [entry("1", "600"), entry("2", "300"), entry("3", "10")]
    result = divide(rule, "550.00", *entries, grant={"minimum": "100.00"})
    assert result["factor"] == "0.5"
    assert result["amounts"] == {"1": "300.00", "2": "150.00", "3": "100.00"}
    assert "raised_to_minimum" in rules(result, "3")


# 17: ranked

LADDER = [entry("1", "90", "400.00"), entry("2", "80", "300.00"), entry("3", "80", "300.00")]


def ranked(last, **more):
    return {"method": "ranked", "last": last, **more}


@pytest.mark.parametrize("last", ["stop", "skip", "partial"])
def test_17_equals_are_paid_all_or_the_run_refuses(last):
    assert fault(ranked(last), "999.99", *LADDER) == ("tie", ["2", "3"])
    paid = divide(ranked(last), "1000.00", *LADDER)
    assert set(paid["amounts"].values()) == {"400.00", "300.00"}


def test_17_equals_of_whom_none_fits_get_nothing_and_skip_goes_on():
    entries = [*LADDER, entry("4", "70", "100.00")]
    result = divide(ranked("skip"), "650.00", *entries)
    assert result["amounts"] == {"1": "400.00", "2": "0.00", "3": "0.00", "4": "100.00"}
    assert result["reserve"] == ["2", "3"]


def test_17_a_remainder_is_not_cut_between_equals():
    assert fault(ranked("partial"), "650.00", *LADDER) == ("tie", ["2", "3"])
    below = divide(ranked("partial"), "650.00", *LADDER, grant={"minimum": "250.01"})
    assert below["amounts"] == {"1": "400.00", "2": "0.00", "3": "0.00"}
    assert "partial_below_minimum" in rules(below, "2")


def test_17_top_counts_those_who_can_be_paid():
    entries = [entry("0", "95", "1.00"), *LADDER, entry("4", "70", "100.00")]
    result = divide(ranked("stop", top=3), "9000.00", *entries, grant={"minimum": "50.00"})
    assert [n for n, amount in result["amounts"].items() if amount != "0.00"] == ["1", "2", "3"]
    assert result["out"] == {"0": "cap_below_minimum"}
    assert result["reserve"] == ["4"]
    assert args(result, "4", "beyond_top") == {"top": 3, "place": 4}


def test_17_equals_at_the_edge_of_top_refuse_even_where_money_ends_before():
    assert fault(ranked("stop", top=2), "400.00", *LADDER) == ("tie", ["2", "3"])


# 18: left-over units


def test_18_one_unit_each_to_the_largest_remainders():
    result = divide(FILLED, "1.00", entry("1", "5"), entry("2", "3"), entry("3", "3"))
    # 45.45 27.27 27.27: 99 are given, the missing cent goes to the remainder .45
    assert result["amounts"] == {"1": "0.46", "2": "0.27", "3": "0.27"}
    assert args(result, "1", "leftover_unit") == {
        "unit": "0.01",
        "place": 1,
        "units": 1,
        "by": "remainder",
    }


def test_18_equal_remainders_go_by_rank_where_the_tie_break_parts_equals():
    entries = [entry("1", requested="9.00"), entry("2", requested="8.00")]
    result = divide(FILLED, "0.01", *entries, tie_break=["requested:lower"])
    assert result["amounts"] == {"2": "0.01", "1": "0.00"}
    assert args(result, "2", "leftover_unit")["by"] == "rank"
    assert result["reserve"] == ["1"]


# 19: faults


def test_19_a_duplicate_number_stops_the_run():
    assert fault(FILLED, "1.00", entry("7"), entry("7", "1")) == ("input", ["7"])


# empty ends


def test_nobody_asks_and_everything_stays():
    for rule, factor in ((FILLED, "0"), ({"method": "fixed_point_value", "value": "1.00"}, "1")):
        result = divide(rule, "5.00")
        assert (result["amounts"], result["factor"]) == ({}, factor)
        assert (result["spent"], result["unspent"]) == ("0.00", "5.00")


def test_trace_tells_the_rounds_with_their_values():
    entries = [entry("1", "2", "10.00"), entry("2", "2", "42.00"), entry("3", "4")]
    result = divide(FILLED, "100.00", *entries)
    rounds = [s["args"] for s in result["trace"]["pot"] if s["rule"] == "round"]
    assert [(r["left"], r["value"], r["fixed"]) for r in rounds] == [
        ("100.00", "12.5", 1),
        ("90.00", "15", 0),
    ]
    assert args(result, "1", "fixed_at_cap")["value"] == "12.5"
    assert args(result, "3", "points_times_value") == {
        "points": "4",
        "value": "15",
        "shown": "15.0000",
        "share": "60.00",
        "remainder": "0",
    }


def test_15_points_at_a_given_value_are_said_where_anything_is_due():
    rule = {"method": "fixed_point_value", "value": "3.10"}
    result = divide(rule, "300.00", entry("1", points="50"), entry("2", points="0"))

    assert args(result, "1", "points_at_given_value") == {
        "points": "50",
        "value": "3.1",
        "amount": "155.00",
    }
    assert "points_at_given_value" not in rules(result, "2")


def test_16_share_that_equals_the_minimum_is_not_raised():
    rule = {"method": "point_value", "redistribute": True, "below_minimum": "raise"}
    entries = [entry("1", points="10"), entry("2", points="20")]
    result = divide(rule, "300.00", *entries, grant={"minimum": "100.00"})

    assert result["amounts"] == {"1": "100.00", "2": "200.00"}
    assert "raised_to_minimum" not in rules(result, "1")
    higher = divide(rule, "300.00", *entries, grant={"minimum": "100.01"})
    assert "raised_to_minimum" in rules(higher, "1")


def test_16_equal_part_is_said_in_units_of_the_call():
    result = divide({"method": "equal", "unit": "10.00"}, "40.00", entry("1"), entry("2"))

    assert args(result, "1", "equal_part") == {
        "unit": "10.00",
        "value": "2",
        "shown": "2.0000",
        "share": "20.00",
        "remainder": "0",
    }


def test_15_share_of_a_band_is_said_where_anything_is_due():
    rule = {"method": "bands", "over": "scale", "bands": BANDS}
    result = divide(rule, "900.00", entry("1", points="60"), entry("2", points="10"))

    assert args(result, "1", "band_share")["amount"] == "450.00"
    assert "band_share" not in rules(result, "2")
