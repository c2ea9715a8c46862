"""The least and the most points of every kind of criterion, by hand."""

from fractions import Fraction

import pytest

from callfile.criteria.intervals import Interval
from callfile.reach.bands import falls
from callfile.reach.domains import Options, TableDomain, Truths
from callfile.reach.ranges import span
from callfile.reading.inspection import Inspection
from callfile.rubric.reach import reach_of, shown
from callfile.rubric.rubric import RUBRIC

ONE = Fraction(1)
FACTS = {
    "n": span(2, 10, ONE),
    "any": span(0, None, ONE),
    "below": span(-5, 5, ONE),
    "yes": Truths(),
    "seat": Options(frozenset({"a", "b"})),
    "rows": TableDomain({"v": span(1, 3, ONE), "w": span(-2, 3, ONE)}, 4),
}


def reaches(rubric, facts=FACTS):
    return reach_of(RUBRIC.read(Inspection(rules_only=True), rubric, "rubric"), facts)


def reach(node, facts=FACTS):
    return reaches({"code": "K", **node}, facts)["K"]


def said(node):
    """Points, before the cap, before the weight, and whether the ends are exact."""
    found = reach(node)
    return (shown(found.points), shown(found.weighted), shown(found.plain), found.exact)


def level(code, points):
    return {"code": code, "points": points}


def per_unit(**more):
    return {"kind": "per_unit", "fact": "n", "points": "3", **more}


def bands(*rows, **more):
    keys = ("from", "to", "points")
    listed = [{k: v for k, v in zip(keys, row, strict=True) if v is not None} for row in rows]
    return {"kind": "bands", "fact": "n", "bands": listed, **more}


MATRIX = {
    "kind": "matrix",
    "fact": "rows",
    "row": "r",
    "column": "c",
    "table": {"a": {"x": "1", "y": "5"}, "b": {"x": "2"}},
}


@pytest.mark.parametrize(
    ("node", "ends"),
    [
        ({"kind": "score", "max": "5"}, "0 … 5"),
        ({"kind": "score", "min": "2", "max": "5"}, "2 … 5"),
        ({"kind": "score", "min": "-2", "max": "5"}, "-2 … 5"),
        ({"kind": "score"}, "−∞ … ∞"),
        ({"kind": "levels", "levels": [level("a", "3"), level("b", "9")]}, "3 … 9"),
        ({"kind": "levels", "levels": [level("a", "3"), 5]}, "−∞ … ∞"),
        ({"kind": "levels", "levels": []}, "−∞ … ∞"),
        ({"kind": "levels"}, "−∞ … ∞"),
        (bands((None, "5", "1"), ("5", None, "4")), "1 … 4"),
        (bands((None, "2", "9"), ("2", "5", "1"), ("5", None, "4")), "1 … 4"),
        (bands((None, "3", "9"), ("3", "10", "1"), ("10", None, "4")), "1 … 9"),
        (bands(("2", "10", "1"), ("10.5", None, "4")), "1 … 1"),
        (bands((None, "5", "1"), fact="seat"), "−∞ … ∞"),
        (bands((None, "5", "1"), fact="nobody"), "1 … 1"),
        (bands(), "−∞ … ∞"),
        (
            {**bands(), "bands": [{"to": "5", "min": "1", "max": "2"}, {"from": "5", "max": "7"}]},
            "0 … 7",
        ),
        (per_unit(), "6 … 30"),
        (per_unit(per="3"), "0 … 9"),
        (per_unit(per="0"), "−∞ … ∞"),
        (per_unit(per=4), "0 … 6"),
        (per_unit(max_units="5"), "6 … 15"),
        (per_unit(max_units=1), "3 … 3"),
        (per_unit(max_points="20"), "6 … 20"),
        (per_unit(points="-1"), "-10 … -2"),
        (per_unit(points="x"), "−∞ … ∞"),
        (per_unit(fact="any"), "0 … ∞"),
        (per_unit(fact="any", max_units="8"), "0 … 24"),
        (per_unit(fact="nobody"), "−∞ … ∞"),
        (per_unit(fact="seat"), "−∞ … ∞"),
        (per_unit(fact="rows"), "0 … 12"),
        (per_unit(fact="rows", column="v"), "0 … 36"),
        (per_unit(fact="rows", column="w"), "-24 … 36"),
        (per_unit(fact="rows", column="none"), "0 … 12"),
        (per_unit(fact="rows", points={"a": "2", "b": "-1"}), "-4 … 8"),
        (per_unit(fact="rows", points=[level("a", "2"), level("b", "7")]), "0 … 28"),
        (per_unit(fact="rows", points={"a": "2"}, per="3"), "0 … 2"),
        (per_unit(fact="rows", points={"a": "2"}, max_units="3"), "0 … 6"),
        (per_unit(fact="rows", points={"a": "2"}, max_points="5"), "0 … 5"),
        (per_unit(points={"a": "2"}), "0 … ∞"),
        (per_unit(fact="rows", points={}), "−∞ … ∞"),
        (MATRIX, "0 … 20"),
        ({**MATRIX, "max_units": "2"}, "0 … 10"),
        ({**MATRIX, "max_points": "9"}, "0 … 9"),
        ({**MATRIX, "fact": "n"}, "0 … ∞"),
        ({**MATRIX, "table": 5}, "−∞ … ∞"),
        ({"kind": "formula", "expression": "n × k", "constants": {"k": "2", "j": "3"}}, "4 … 20"),
        ({"kind": "formula", "expression": "n", "constants": {"k": "x"}}, "−∞ … ∞"),
        ({"kind": "formula", "expression": "n × n"}, "4 … 100"),
        ({"kind": "formula", "expression": "n +"}, "−∞ … ∞"),
        ({"kind": "formula", "expression": "n > 3"}, "−∞ … ∞"),
        ({"kind": "formula", "expression": "n", "constants": 5}, "−∞ … ∞"),
        ({"kind": "stars"}, "−∞ … ∞"),
        ({"children": []}, "0 … 0"),
        ({"children": 5}, "0 … 0"),
        (
            {
                "children": [
                    {"code": "a", "kind": "score", "max": "5"},
                    5,
                    per_unit(code="b"),
                ]
            },
            "6 … 35",
        ),
    ],
)
def test_a_criterion_reaches_from_its_least_to_its_most(node, ends):
    assert said(node)[0] == ends


@pytest.mark.parametrize(
    ("more", "points", "weighted", "plain"),
    [
        ({}, "2 … 5", "2 … 5", "2 … 5"),
        ({"weight": "3"}, "6 … 15", "6 … 15", "2 … 5"),
        ({"weight": "3", "cap": "10"}, "6 … 10", "6 … 15", "2 … 5"),
        ({"cap": "1"}, "1 … 1", "2 … 5", "2 … 5"),
        ({"weight": "0"}, "0 … 0", "0 … 0", "2 … 5"),
        ({"precondition": "yes"}, "0 … 5", "2 … 5", "2 … 5"),
        ({"precondition": "yes", "weight": "2", "cap": "7"}, "0 … 7", "4 … 10", "2 … 5"),
        ({"precondition": "1 > 2"}, "0 … 5", "2 … 5", "2 … 5"),
        ({"precondition": "n > 10", "weight": "2"}, "0 … 0", "0 … 0", "0 … 0"),
    ],
)
def test_weight_comes_before_the_cap_and_a_precondition_adds_nothing(more, points, weighted, plain):
    node = {"kind": "score", "min": "2", "max": "5", **more}
    assert said(node) == (points, weighted, plain, True)


def test_a_precondition_narrows_what_is_below_it():
    group = {"precondition": "n > 7", "children": [{**per_unit(), "code": "U"}]}
    found = reaches({"code": "K", **group})
    assert {code: shown(one.points) for code, one in found.items()} == {
        "U": "24 … 30",
        "K": "0 … 30",
    }


@pytest.mark.parametrize(
    ("node", "exact"),
    [
        (per_unit(), True),
        (MATRIX, True),
        (bands((None, None, "1")), True),
        ({"kind": "formula", "expression": "n"}, True),
        ({"kind": "formula", "expression": "n − n"}, False),
        ({"kind": "formula", "expression": "n >"}, False),
        ({"kind": "formula", "expression": "n > 3"}, False),
        ({"kind": "stars"}, False),
        ({"kind": "coefficient", "of": "nothing", "fact": "n", "bands": []}, False),
        ({"children": []}, True),
        ({"children": [per_unit(), {"kind": "formula", "expression": "n − n"}]}, False),
        ({"children": [{"kind": "formula", "expression": "n − n"}, per_unit()]}, False),
    ],
)
def test_ends_are_exact_where_they_are_proven(node, exact):
    assert said(node)[3] is exact


def coefficient(of="B", *, kind="score", **more):
    base = {"code": "B", "kind": kind, "min": "1", "max": "10", "expression": "n − n"}
    rows = [{"to": "5", "coefficient": "0.5"}, {"from": "5", "coefficient": "3"}]
    rule = {"code": "C", "kind": "coefficient", "of": of, "fact": "n", "bands": rows, **more}
    return {"code": "R", "children": [base, rule, {"code": "S", "kind": "score", "max": "2"}]}


def points_of(rubric):
    return {code: shown(one.points) for code, one in reaches(rubric).items()}


def test_a_coefficient_multiplies_another_criterion_which_then_counts_once():
    assert points_of(coefficient()) == {
        "B": "1 … 10",
        "C": "0.5 … 30",
        "S": "0 … 2",
        "R": "0.5 … 32",
    }
    found = reaches(coefficient())
    assert all(one.exact for one in found.values())
    unproven = reaches(coefficient(kind="formula"))
    assert [unproven[code].exact for code in ("B", "C", "S", "R")] == [False, False, True, False]


@pytest.mark.parametrize("of", ["X", "C", None])
def test_a_coefficient_of_nothing_or_of_itself_is_anything(of):
    assert points_of(coefficient(of))["C"] == "−∞ … ∞"


def test_a_coefficient_of_no_number_is_anything():
    found = reaches(coefficient(fact="seat"))
    assert (shown(found["C"].points), found["C"].exact) == ("−∞ … ∞", False)


def test_a_code_that_comes_twice_keeps_the_first_reach():
    twice = [{"code": "A", "kind": "score", "max": "1"}, {"code": "A", "kind": "score", "max": "2"}]
    found = reaches({"code": "R", "children": twice})
    assert shown(found["A"].points) == "0 … 1"


def test_nodes_without_a_code_count():
    assert points_of({"children": [{"code": "A", "kind": "score", "max": "1"}]}) == {"A": "0 … 1"}
    assert points_of({"code": 5, "children": []}) == {}


def deep(levels):
    node = {"code": "leaf", "kind": "score", "max": "1"}
    for level in range(levels, 0, -1):
        node = {"code": f"L{level}", "children": [node]}
    return node


def test_trees_are_read_thirty_levels_deep():
    assert shown(reaches(deep(30))["L1"].points) == "0 … 1"
    assert shown(reaches(deep(31))["L1"].points) == "−∞ … ∞"


def test_band_range_is_half_open():
    numbers = span(0, 10, ONE)
    two, five = Fraction(2), Fraction(5)
    assert falls(Interval(start=two, end=five), numbers) == span(2, 4, ONE)
    assert falls(Interval(start=two), numbers) == span(2, 10, ONE)
    assert falls(Interval(end=five), numbers) == span(0, 4, ONE)
    assert falls(Interval(), numbers) == numbers
