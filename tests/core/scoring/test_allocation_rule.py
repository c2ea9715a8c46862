"""Every fault of an allocation rule by its code, and how a rule is read."""

from fractions import Fraction

import pytest

from callfile.allocation.methods import ALLOCATION, Method
from callfile.allocation.rule import check_allocation, read_allocation_rule
from callfile.faults import Severity
from callfile.grant import Grant
from callfile.reach.ranges import EVERYTHING
from callfile.reading.inspection import Inspection
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
        ({}, ["missing_key"]),
        ({"method": "lottery"}, ["unknown_choice"]),
        ({**EQUAL, "unit": "0.00"}, ["not_positive"]),
        ({**EQUAL, "unit": "0.01"}, []),
        ({**EQUAL, "rounding": "up"}, ["unknown_choice"]),
        ({**EQUAL, "rounding": "down"}, []),
        ({**EQUAL, "rounding": "largest_remainder"}, []),
        ({**EQUAL, "minimum": "keep"}, ["unknown_choice"]),
        ({**EQUAL, "minimum": "raise", "below_minimum": "raise"}, ["unknown_key"]),
        ({**EQUAL, "minimum": "raise", "below_minimum": "refuse"}, ["unknown_key"]),
        ({**EQUAL, "minimum": None, "below_minimum": "refuse"}, []),
        ({"method": "point_value"}, ["missing_key"]),
        ({**POINTS, "redistribute": False}, []),
        ({**POINTS, "redistribute": "yes"}, ["expected_boolean"]),
        ({**EQUAL, "redistribute": False}, ["unknown_key"]),
        ({**EQUAL, "redistribute": True}, ["unknown_key"]),
        ({**GIVEN, "value": "0"}, ["not_positive"]),
        ({**GIVEN, "value": "-1"}, ["not_positive"]),
        ({**GIVEN, "value": "x"}, ["expected_number"]),
        ({"method": "fixed_point_value"}, ["missing_key"]),
        ({**EQUAL, "value": "0"}, ["unknown_key"]),
        ({"method": "ranked"}, ["missing_key"]),
        ({**RANKED, "last": "first"}, ["unknown_choice"]),
        ({**RANKED, "last": "skip"}, []),
        ({**RANKED, "last": "partial"}, []),
        ({**EQUAL, "last": "stop"}, ["unknown_key"]),
        ({**EQUAL, "last": "x"}, ["unknown_key"]),
        ({**RANKED, "top": 1}, []),
        ({**RANKED, "top": 0}, ["out_of_range"]),
        ({**RANKED, "top": True}, ["expected_integer"]),
        ({**RANKED, "top": "1"}, ["expected_integer"]),
        ({**EQUAL, "top": 1}, ["unknown_key"]),
        ({**WHOLE, "over": "lottery"}, ["unknown_choice"]),
        ({**WHOLE, "over": None}, ["missing_key"]),
        ({**WHOLE, "over": "ranked"}, ["missing_key"]),
        ({**WHOLE, "over": "ranked", "last": "stop"}, []),
        ({**WHOLE, "over": "ranked", "last": "skip"}, ["skip_with_bands"]),
        ({**WHOLE, "last": "skip"}, []),
        (bands(), ["empty_list"]),
        (bands(("5", "5", "10%")), ["band_empty"]),
        (bands(("5", "4", "10%")), ["band_empty"]),
        (bands(("5", "5.01", "10%")), []),
        (bands(("0", "5", "10%"), ("4.9", "8", "20%")), ["bands_overlap"]),
        (bands(("0", None, "10%"), ("5", "8", "20%")), ["bands_overlap"]),
        (bands((None, "5", "10%"), (None, "8", "20%")), ["bands_overlap"]),
        (bands(("0", "5", "10%"), ("6", "8", "20%")), []),
        (bands(("6", "8", "20%"), ("0", "5", "10%")), []),
        (bands(("0", "5", "10%"), ("5", "8", "10%")), []),
        (bands(("0", "5", "10%"), ("5", "8", "9%")), ["shares_fall"]),
        (bands(("0", "5", "x")), ["expected_share"]),
        (bands(("x", "5", "5%")), ["expected_number"]),
        (bands(("0", "5", "101%"), over="x"), ["expected_share", "unknown_choice"]),
    ],
)
def test_a_rule_has_just_these_faults(rule, faults):
    page = Inspection(rules_only=True)
    ALLOCATION.read(page, rule, "")
    assert [fault.code.value for fault in page.faults] == faults
    if faults:
        with pytest.raises(CoreFault) as caught:
            read_allocation_rule(rule, {})
        assert (str(caught.value.kind), caught.value.reason) == ("setup", faults[0])
    else:
        assert read_allocation_rule(rule, {}).method == rule["method"]


def warnings(rule, grant):
    page = Inspection()
    check_allocation(page, ALLOCATION.read(page, rule, ""), "", grant, EVERYTHING)
    return [fault.code.value for fault in page.faults if fault.severity is Severity.WARNING]


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
    ],
)
def test_refusing_may_take_an_award_away_where_all_are_scaled(rule, warns):
    rule = {"minimum": "refuse", **rule} if "below_minimum" not in rule else rule
    assert warnings(rule, Grant(minimum=100)) == (["refuse_can_take"] if warns else [])
    assert warnings(rule, Grant()) == []


def test_a_rule_is_read_with_its_defaults():
    rule = read_allocation_rule(EQUAL, {})
    assert (rule.method, rule.unit, rule.minimum, rule.raises) == (Method.EQUAL, 1, 0, False)
    assert (rule.rounds_down, rule.redistribute, rule.value) == (False, True, Fraction(0))
    assert (rule.last, rule.top, rule.over, rule.bands) == (None, None, None, ())


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
    assert (low.start, low.end, low.share.part) == (None, Fraction(5), Fraction(0))
    assert (high.start, high.end, high.share.part) == (Fraction(5), None, Fraction(1, 2))
    held = [
        [band.holds(Fraction(points)) for points in ("-9", "4.99", "5", "99")]
        for band in rule.bands
    ]
    assert held == [[True, True, False, False], [False, False, True, True]]
    assert read_allocation_rule({**RANKED, "top": 3}, {}).top == 3
    assert read_allocation_rule({**POINTS, "redistribute": False}, {}).redistribute is False
    assert read_allocation_rule(GIVEN, {"minimum": None}).value == Fraction(1, 100)
