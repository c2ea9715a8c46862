"""Every fault of an allocation rule by its code, and how a rule is read."""

from fractions import Fraction

import pytest

from callfile.allocation.rule import (
    Method,
    allocation_faults,
    allocation_warnings,
    read_allocation_rule,
)
from callfile.strict.fault import CoreFault

POINTS = {"method": "point_value", "redistribute": True}
GIVEN = {"method": "fixed_point_value", "value": "0.01"}
RANKED = {"method": "ranked", "last": "stop"}
EQUAL = {"method": "equal"}
PROPORTIONAL = {"method": "proportional"}


def bands(*rows, **more):
    keys = ("from", "to", "share")
    listed = [{k: v for k, v in zip(keys, row, strict=True) if v is not None} for row in rows]
    return {"method": "bands", "over": "scale", "bands": listed, **more}


WHOLE = bands((None, "5", "0%"), ("5", None, "100%"))


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (POINTS, []),
        (GIVEN, []),
        (RANKED, []),
        (EQUAL, []),
        (PROPORTIONAL, []),
        (WHOLE, []),
        ({}, ["method_unknown"]),
        ({"method": "lottery"}, ["method_unknown"]),
        ({**EQUAL, "unit": "0.00"}, ["unit_not_positive"]),
        ({**EQUAL, "unit": "0.01"}, []),
        ({**EQUAL, "rounding": "up"}, ["rounding_unknown"]),
        ({**EQUAL, "rounding": "down"}, []),
        ({**EQUAL, "rounding": "largest_remainder"}, []),
        ({**EQUAL, "minimum": "keep"}, ["minimum_unknown"]),
        ({**EQUAL, "minimum": "raise", "below_minimum": "raise"}, []),
        ({**EQUAL, "minimum": "raise", "below_minimum": "refuse"}, ["minimum_stated_twice"]),
        ({**EQUAL, "minimum": None, "below_minimum": "refuse"}, []),
        ({"method": "point_value"}, ["redistribute_not_stated"]),
        ({**POINTS, "redistribute": False}, []),
        ({**POINTS, "redistribute": "yes"}, ["redistribute_not_yes_or_no"]),
        ({**EQUAL, "redistribute": False}, ["redistribute_without_effect"]),
        ({**EQUAL, "redistribute": True}, []),
        ({**GIVEN, "value": "0"}, ["value_not_positive"]),
        ({**GIVEN, "value": "-1"}, ["value_not_positive"]),
        ({**GIVEN, "value": "x"}, ["value_not_positive"]),
        ({"method": "fixed_point_value"}, ["value_not_positive"]),
        ({**EQUAL, "value": "0"}, []),
        ({"method": "ranked"}, ["last_not_stated"]),
        ({**RANKED, "last": "first"}, ["last_unknown"]),
        ({**RANKED, "last": "skip"}, []),
        ({**RANKED, "last": "partial"}, []),
        ({**EQUAL, "last": "stop"}, []),
        ({**EQUAL, "last": "x"}, ["last_unknown"]),
        ({**RANKED, "top": 1}, []),
        ({**RANKED, "top": 0}, ["top_not_a_count"]),
        ({**RANKED, "top": True}, ["top_not_a_count"]),
        ({**RANKED, "top": "1"}, ["top_not_a_count"]),
        ({**EQUAL, "top": 1}, ["top_without_effect"]),
        ({**WHOLE, "over": "lottery"}, ["over_unknown"]),
        ({**WHOLE, "over": None}, ["over_unknown"]),
        ({**WHOLE, "over": "ranked"}, ["last_not_stated"]),
        ({**WHOLE, "over": "ranked", "last": "stop"}, []),
        ({**WHOLE, "over": "ranked", "last": "skip"}, ["bands_ranked_skip"]),
        ({**WHOLE, "last": "skip"}, []),
        (bands(), ["bands_missing"]),
        (bands(("5", "5", "10%")), ["band_empty"]),
        (bands(("5", "4", "10%")), ["band_empty"]),
        (bands(("5", "5.01", "10%")), []),
        (bands(("0", "5", "10%"), ("4.9", "8", "20%")), ["bands_overlap"]),
        (bands(("0", None, "10%"), ("5", "8", "20%")), ["bands_overlap"]),
        (bands((None, "5", "10%"), (None, "8", "20%")), ["bands_overlap"]),
        (bands(("0", "5", "10%"), ("6", "8", "20%")), []),
        (bands(("6", "8", "20%"), ("0", "5", "10%")), []),
        (bands(("0", "5", "10%"), ("5", "8", "10%")), []),
        (bands(("0", "5", "10%"), ("5", "8", "9%")), ["band_shares_fall"]),
        (bands(("0", "5", "x")), ["band_unreadable"]),
        (bands(("x", "5", "5%")), ["band_unreadable"]),
        (bands(("0", "5", "101%"), over="x"), ["over_unknown", "band_unreadable"]),
    ],
)
def test_a_rule_has_just_these_faults(rule, faults):
    assert allocation_faults(rule, {}) == faults
    if faults:
        with pytest.raises(CoreFault) as caught:
            read_allocation_rule(rule, {})
        assert (str(caught.value.kind), caught.value.reason) == ("setup", faults[0])
    else:
        assert read_allocation_rule(rule, {}).method == rule["method"]


@pytest.mark.parametrize(
    ("rule", "warns"),
    [
        (PROPORTIONAL, True),
        ({**PROPORTIONAL, "minimum": "refuse"}, True),
        ({**PROPORTIONAL, "below_minimum": "refuse"}, True),
        ({**PROPORTIONAL, "minimum": "raise"}, False),
        (GIVEN, True),
        (WHOLE, True),
        ({**WHOLE, "over": "ranked", "last": "stop"}, False),
        (EQUAL, False),
        (POINTS, False),
        ({**EQUAL, "over": "scale"}, False),
    ],
)
def test_refusing_may_take_an_award_away_where_all_are_scaled(rule, warns):
    found = ["refuse_may_take_away"] if warns else []
    assert allocation_warnings(rule, {"minimum": "1.00"}) == found
    assert allocation_warnings(rule, {}) == []


def test_a_rule_is_read_with_its_defaults():
    rule = read_allocation_rule(EQUAL, {})
    assert (rule.method, rule.unit, rule.minimum, rule.raises) == (Method.EQUAL, 1, 0, False)
    assert (rule.rounds_down, rule.redistribute, rule.value) == (False, True, Fraction(0))
    assert (rule.last, rule.top, rule.over, rule.bands) == ("", None, "", ())


def test_a_rule_is_read_with_what_it_states():
    stated = {
        **bands(("5", None, "50%"), (None, "5", "0%")),
        "unit": "10.00",
        "rounding": "down",
        "below_minimum": "raise",
        "last": "stop",
    }
    rule = read_allocation_rule(stated, {"minimum": "15.00"})
    assert (rule.unit, rule.minimum, rule.raises, rule.rounds_down) == (1000, 2, True, True)
    assert (rule.last, rule.over) == ("stop", "scale")
    low, high = rule.bands
    assert (low.lower, low.upper, low.share) == (None, Fraction(5), Fraction(0))
    assert (high.lower, high.upper, high.share) == (Fraction(5), None, Fraction(1, 2))
    held = [
        [band.holds(Fraction(points)) for points in ("-9", "4.99", "5", "99")]
        for band in rule.bands
    ]
    assert held == [[True, True, False, False], [False, False, True, True]]
    assert read_allocation_rule({**RANKED, "top": 3}, {}).top == 3
    assert read_allocation_rule({**POINTS, "redistribute": False}, {}).redistribute is False
    assert read_allocation_rule(GIVEN, {"minimum": None}).value == Fraction(1, 100)
