"""What one sheet asks, what its answers are worth, and where a reason is due."""

from fractions import Fraction

import pytest

from scoring.core.points.questions import Judging, judging_of, read_questions, read_results
from scoring.core.points.score import read_rules

LEVELS = [{"code": "no", "points": "0"}, {"code": "yes", "points": "10"}]
SCORE = {"code": "S", "kind": "score", "min": "1", "max": "5", "step": "0.5"}
CHOICE = {"code": "L", "kind": "levels", "levels": LEVELS}
UNITS = {"code": "U", "kind": "per_unit", "fact": "n", "points": "2"}
BANDS = {
    "code": "B",
    "kind": "bands",
    "fact": "n",
    "bands": [{"to": "5", "points": "1"}, {"from": "5", "min": "2", "max": "4", "step": "1"}],
}


def lot(*nodes, **more):
    aggregation = {"method": "mean", "decimals": 2, "minimum_sheets": 3}
    return {"rubric": {"code": "R", "children": list(nodes), **more}, "aggregation": aggregation}


def asked(rules, answers=None, **facts):
    return read_questions(read_rules(rules), {"number": "1", "facts": facts}, answers or {})


def said(found):
    return [
        (
            one.code,
            one.is_asked,
            *(None if x is None else str(x) for x in (one.points, one.given, one.best)),
            one.needs_reason,
        )
        for one in found.questions
    ]


def test_what_assessors_decide_is_asked_and_the_rest_is_computed():
    found = asked(lot(SCORE, CHOICE, UNITS, BANDS), {"S": "4.5", "L": "yes", "B": "4"}, n="6")
    assert said(found) == [
        ("S", True, "9/2", "9/2", "5", True),
        ("L", True, "10", "10", "10", False),
        ("U", False, "12", None, None, False),
        ("B", True, "4", "4", "4", False),
    ]
    assert found.so_far == Fraction("30.5")
    assert [one.code for one in found.asked] == ["S", "L", "B"]
    assert found.get("U").code == "U"
    assert found.get("X") is None


def test_what_is_not_answered_yet_has_no_points_and_needs_no_reason():
    found = asked(lot(SCORE, CHOICE, UNITS), {}, n="6")
    assert said(found) == [
        ("S", True, None, None, "5", False),
        ("L", True, None, None, "10", False),
        ("U", False, "12", None, None, False),
    ]
    assert found.so_far == 12


def test_a_band_with_fixed_points_is_not_asked():
    assert said(asked(lot(BANDS), {}, n="4.9")) == [("B", False, "1", None, None, False)]
    assert said(asked(lot(BANDS), {}, n="5")) == [("B", True, None, None, "4", False)]
    assert said(asked(lot(BANDS))) == [("B", False, None, None, None, False)]


@pytest.mark.parametrize(
    ("more", "points", "best", "reason"),
    [
        ({"weight": "3"}, "27/2", "15", True),
        ({"weight": "3", "cap": "14"}, "27/2", "14", True),
        ({"weight": "3", "cap": "13.5"}, "27/2", "27/2", False),
        ({"weight": "3", "cap": "10"}, "10", "10", False),
        ({"weight": "0.333"}, "3/2", "167/100", True),
    ],
)
def test_points_and_the_best_are_after_weight_and_cap(more, points, best, reason):
    (found,) = asked(lot({**SCORE, **more}), {"S": "4.5"}).questions
    assert (str(found.points), str(found.best), found.needs_reason) == (points, best, reason)
    assert found.given == Fraction(9, 2)


@pytest.mark.parametrize(
    ("condition", "is_asked", "points"),
    [("n > 3", True, Fraction(5)), ("n > 9", False, Fraction(0)), ("m > 3", False, None)],
)
def test_a_closed_precondition_asks_nothing(condition, is_asked, points):
    (found,) = asked(lot({**SCORE, "precondition": condition}), {"S": "5"}, n="4").questions
    assert (found.is_asked, found.points) == (is_asked, points)


def test_nothing_below_a_closed_group_is_asked():
    group = {"code": "G", "precondition": "n > 9", "children": [SCORE, UNITS]}
    assert said(asked(lot(group), {"S": "5"}, n="4")) == [
        ("S", False, None, None, None, False),
        ("U", False, None, None, None, False),
    ]


def test_what_is_known_so_far_goes_through_weights_caps_and_coefficients():
    group = {"code": "G", "weight": "2", "cap": "20", "children": [SCORE, UNITS]}
    assert asked(lot(group), {}, n="4").so_far == 16
    assert asked(lot(group), {}, n="6").so_far == 20
    factor = {
        "code": "C",
        "kind": "coefficient",
        "of": "U",
        "fact": "n",
        "bands": [{"coefficient": "3"}],
    }
    assert asked(lot(SCORE, UNITS, factor), {}, n="4").so_far == 24
    assert asked(lot({**UNITS, "points": "-2"}, SCORE), {}, n="4").so_far == 0


@pytest.mark.parametrize(
    ("node", "value", "kept"),
    [
        (SCORE, "4.50", "4.5"),
        (SCORE, "1", "1"),
        (SCORE, "5", "5"),
        (SCORE, "0.5", None),
        (SCORE, "5.5", None),
        (SCORE, "4.25", None),
        (SCORE, "x", None),
        (SCORE, None, None),
        (CHOICE, "yes", "yes"),
        (CHOICE, "maybe", None),
        (CHOICE, 5, None),
        (UNITS, "5", None),
    ],
)
def test_accepted_keeps_an_answer_in_its_one_form(node, value, kept):
    (found,) = asked(lot(node), {}, n="4").questions
    assert found.accepted(value) == kept


def test_an_answer_off_the_range_is_worth_nothing_yet():
    (found,) = asked(lot(SCORE), {"S": "9"}).questions
    assert (found.is_asked, found.points, found.given) == (True, None, None)


def test_results_are_those_of_the_committee():
    sheets = [
        {"assessor": name, "answers": {"S": value}}
        for name, value in (("a", "2"), ("b", "3"), ("c", "3"))
    ]
    application = {"number": "1", "facts": {}, "sheets": sheets}
    (found,) = read_results(read_rules(lot(SCORE)), application).questions
    assert (found.points, found.given, found.best) == (Fraction("2.67"), Fraction(8, 3), 5)
    few = {**application, "sheets": sheets[:2]}
    assert read_results(read_rules(lot(SCORE)), few).questions[0].points is None


@pytest.mark.parametrize(
    ("nodes", "judging"),
    [
        ([UNITS], Judging.NONE),
        ([{**CHOICE, "fact": "f"}], Judging.NONE),
        ([{**BANDS, "bands": [{"points": "1"}]}], Judging.NONE),
        ([BANDS], Judging.SOME),
        ([SCORE], Judging.ALL),
        ([CHOICE], Judging.ALL),
        ([{**SCORE, "precondition": "n > 1"}], Judging.SOME),
        ([{"code": "G", "precondition": "n > 1", "children": [SCORE]}], Judging.SOME),
        ([{"code": "G", "precondition": "n > 1", "children": [SCORE]}, CHOICE], Judging.ALL),
        ([BANDS, SCORE], Judging.ALL),
        ([UNITS, BANDS], Judging.SOME),
    ],
)
def test_judging_tells_of_how_many_something_is_left(nodes, judging):
    assert judging_of(read_rules(lot(*nodes))) is judging
