import pytest

from callfile.faults import Severity
from tests.core.callfile.sample_call import (
    FIELDS,
    faults_of_criterion,
    field,
    lines,
    options,
    text,
)


def faults(*nodes, fields=None):
    return lines(faults_of_criterion(*nodes, fields=fields))


def bands(*ends, **more):
    """Bands (from, to) worth 1, 2, … points."""
    rows = [
        {
            **{key: end for key, end in zip(("from", "to"), pair, strict=True) if end is not None},
            "points": str(points),
        }
        for points, pair in enumerate(ends, start=1)
    ]
    return {"code": "K", "kind": "bands", "fact": "members", "bands": rows, **more}


# Real rules that cannot be applied as they were published (addresses: domain/process.md, §2, and
# domain/rulesets.json). Each must be refused as it was printed, and pass once it is repaired.


def test_check_refuses_smartno_2020_where_50_members_are_in_two_bands():
    # uradni-list.si 2020-01-0674, Šmartno pri Litiji: "31 do 50" 20 points, "50 do 100" 30 points
    printed = bands((None, "11"), ("11", "31"), ("31", "51"), ("50", "101"), ("101", None))
    assert faults(printed) == ["K.bands bands_share_value value=50"]
    assert faults(bands((None, "11"), ("11", "31"), ("31", "51"), ("51", None))) == []


def test_check_refuses_ilirska_bistrica_2008_where_51_members_are_in_no_band():
    # uradni-list.si 85827: "od 21 do 50" 20 points, "nad 51" 30 points
    printed = bands((None, "21"), ("21", "51"), ("52", None))
    assert faults(printed) == ["K.bands bands_gap_value value=51"]
    assert faults(bands((None, "21"), ("21", "51"), ("51", None))) == []


def test_check_refuses_mezica_where_40_is_in_two_bands():
    # process.md §2 (Mežica 40): one band ends with 40, the next begins with it
    printed = bands((None, "20"), ("20", "41"), ("40", None))
    assert faults(printed) == ["K.bands bands_share_value value=40"]


@pytest.mark.parametrize(
    ("lower_end", "fault"),
    [("20.1", "K.bands bands_share_value value=20"), ("20", None)],
)
def test_check_refuses_nazarje_2014_where_20_percent_is_in_two_bands(lower_end, fault):
    # lex-localis 5343f7af: "do 20 %" 1 point, "od 20 do 70 %" 5, "70 % ali več" 10
    printed = bands(("0", lower_end), ("20", "70"), ("70", None), fact="share")
    assert faults(printed) == ([fault] if fault else [])


def test_check_refuses_the_croatian_maximum_that_the_coefficient_cannot_reach():
    # udruge.gov.hr id=5210, criterion 6: coefficient 2, points up to 5, printed maximum 20
    score = {"code": "K6", "kind": "score", "min": "0", "max": "5", "step": "1", "weight": "2"}
    assert faults({**score, "printed_max": "20"}) == ["K6 printed_max printed=20 reachable=10"]
    assert faults({**score, "printed_max": "10"}) == []


def test_check_refuses_a_formula_that_divides_by_points_without_any():
    # tax-fin-lex 35005044, art. 28 divides points by money; here by visitors that may be none
    formula = {"code": "K8", "kind": "formula", "expression": "members / visitors"}
    asked = [*FIELDS[:6], field("visitors", "integer", min=0, max=9, fact=True)]
    assert faults(formula, fields=asked) == ["K8.expression division_by_zero divisor=visitors"]
    guarded = {**formula, "expression": "if visitors > 0 then members / visitors else 0"}
    assert faults(guarded, fields=asked) == []
    behind = {**formula, "precondition": "visitors >= 1"}
    assert faults(behind, fields=asked) == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (bands((None, "10"), ("10", None)), []),
        (bands((None, "9.5"), ("10", None)), []),
        (bands((None, "10"), ("11", None)), ["K.bands bands_gap_value value=10"]),
        (bands((None, "10"), ("15", None)), ["K.bands bands_gap start=10 end=14"]),
        (bands((None, "20"), ("10", None)), ["K.bands bands_overlap start=10 end=19"]),
        (bands((None, "9.5"), ("10", None), fact="share"), ["K.bands bands_gap start=9.5 end=9.9"]),
        (bands(("0", "50"), ("50", "100"), fact="share"), ["K.bands bands_end_excluded value=100"]),
        (bands((None, "50"), ("50", "70"), fact="share"), ["K.bands bands_above value=70"]),
        (bands(("20", None)), ["K.bands bands_below value=20", "K criterion_no_effect"]),
        (
            bands((None, "600"), ("600", None)),
            ["K.bands[1] band_unreachable", "K criterion_no_effect"],
        ),
        (bands((None, "9"), ("20", "20"), ("9", None)), ["K.bands[1] band_empty"]),
        (bands((None, "9"), ("9", None), fact="age"), ["K.fact fact_unknown name=age"]),
        (
            bands((None, "9"), ("8", None), fact="age"),
            ["K.fact fact_unknown name=age", "K.bands bands_overlap start=8 end=9"],
        ),
        (bands((None, "9"), ("9", None), fact="seat"), ["K.fact fact_kind name=seat"]),
        (bands((None, "9"), ("9", None), fact="papers"), ["K.fact fact_not_marked name=papers"]),
    ],
)
def test_check_compares_bands(rule, expected):
    assert faults(rule) == expected


def test_check_lets_an_assessor_choose_inside_a_band():
    # Tolmin 2006, lex-localis f1ee2393: intervals with one decimal
    rows = [
        {"to": "6", "min": "0", "max": "5", "step": "0.1"},
        {"from": "6", "min": "5.1", "max": "9", "step": "0.1"},
    ]
    rule = {"code": "K", "kind": "bands", "fact": "members", "bands": rows, "printed_max": "9"}
    assert faults(rule) == []
    rows[1] |= {"points": "9"}
    assert faults(rule) == ["K.bands[1] band_points", "K printed_max_unbounded printed=9"]


def level(code, points):
    return {"code": code, "points": points, "text": text(code)}


def test_check_warns_of_levels_with_equal_points():
    rule = {"code": "K", "kind": "levels", "levels": [level("a", "5"), level("b", "5.0")]}
    found = faults_of_criterion(rule)
    assert lines(found) == [
        "K.levels levels_equal points=5 levels=a, b",
        "K criterion_no_effect",
    ]
    assert {fault.severity for fault in found} == {Severity.WARNING}


def test_check_compares_levels_with_the_options_of_their_fact():
    rule = {"code": "K", "kind": "levels", "fact": "seat"}
    seat = [level("here", "10"), level("moon", "1")]
    assert faults({**rule, "levels": seat}) == [
        "K.levels option_without_level option=elsewhere",
        "K.levels[1] level_unreachable",
    ]
    answers = [level("yes", "5"), level("no", "0")]
    assert faults({**rule, "fact": "school", "levels": answers}) == []


def test_check_needs_steps_that_reach_the_maximum():
    rule = {"code": "K", "kind": "score", "min": "0", "max": "10", "step": "3"}
    assert faults(rule) == ["K.step step_misses_maximum step=3 maximum=10"]
    assert faults({**rule, "step": "0"}) == ["K.step not_positive"]
    assert faults({**rule, "max": "-1"}) == ["K range_order minimum=0 maximum=-1"]


PER_UNIT = {"code": "K", "kind": "per_unit", "fact": "members", "points": "3"}
BY_LEVEL = {
    **PER_UNIT,
    "fact": "events",
    "column": "level",
    "points": [
        {"code": "local", "points": "3", "text": text("krajevna")},
        {"code": "national", "points": "15", "text": text("državna")},
    ],
}


@pytest.mark.parametrize(
    ("rule", "reachable"),
    [
        (PER_UNIT, "1500"),
        ({**PER_UNIT, "per": 10}, "150"),
        ({**PER_UNIT, "max_units": 75}, "225"),
        ({**PER_UNIT, "max_points": "20", "weight": "2", "cap": "30"}, "30"),
        ({**PER_UNIT, "fact": "events"}, "12"),
        ({**PER_UNIT, "fact": "events", "column": "visitors"}, "1200"),
        (BY_LEVEL, "60"),
        ({**BY_LEVEL, "max_units": 2}, "30"),
        ({**BY_LEVEL, "points": {"local": "3", "national": "15"}}, "60"),
        (
            {
                "code": "K",
                "kind": "matrix",
                "fact": "events",
                "row": "level",
                "column": "place",
                "table": {
                    "local": {"home": "20", "abroad": "40"},
                    "national": {"home": "60", "abroad": "100"},
                },
                "max_units": 3,
            },
            "300",
        ),
        (
            {
                "code": "K",
                "kind": "formula",
                "expression": "min(members × rate, 40) + 2",
                "constants": {"rate": "0.5"},
            },
            "42",
        ),
        (
            {
                "code": "K",
                "kind": "formula",
                "expression": "if members >= 10 then 50 else round_half_up(members ÷ 3, 1)",
            },
            "50",
        ),
    ],
)
def test_check_knows_what_can_be_reached(rule, reachable):
    assert faults({**rule, "printed_max": reachable}) == []
    one_more = str(int(reachable) + 1)
    printed = f"K printed_max printed={one_more} reachable={reachable}"
    assert faults({**rule, "printed_max": one_more}) == [printed]


def test_check_refuses_a_printed_maximum_where_nothing_bounds_the_points():
    asked = [field("members", "integer", fact=True), *FIELDS[1:6]]
    printed = {**PER_UNIT, "printed_max": "20"}
    assert faults(printed, fields=asked) == ["K printed_max_unbounded printed=20"]
    assert faults({**printed, "cap": "20"}, fields=asked) == []


def test_check_only_warns_where_the_reachable_maximum_is_not_proven():
    formula = {"code": "K", "kind": "formula", "expression": "members - members + 5"}
    assert faults({**formula, "printed_max": "5"}) == [
        "K printed_max_unproven printed=5 reachable=504"
    ]


def test_check_multiplies_a_criterion_by_its_coefficient_once():
    # Blagnac, senat.fr a05-100-85: licensed members × coefficient by share of residents
    base = {"code": "B", "kind": "score", "min": "0", "max": "10", "step": "1"}
    rows = [{"to": "50", "coefficient": "0.5"}, {"from": "50", "coefficient": "5.78"}]
    rule = {"code": "C", "kind": "coefficient", "of": "B", "fact": "share", "bands": rows}
    group = {"code": "G", "printed_max": "57.8", "children": [base | {"title": text("B")}]}
    group["children"].append(rule | {"title": text("C")})
    assert faults(group) == []
    assert faults(base, {**rule, "of": "X"}) == ["C.of coefficient_of_unknown name=X"]
    assert faults(base, {**rule, "of": "C"}) == ["C.of coefficient_circle"]


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ({**PER_UNIT, "weight": "0"}, "K.weight weight_no_effect"),
        ({**PER_UNIT, "weight": "-1"}, "K.weight too_small minimum=0"),
        ({**PER_UNIT, "weight": 2}, "K.weight expected_number"),
        ({**PER_UNIT, "cap": "2000"}, "K.cap cap_no_effect cap=2000 reachable=1500"),
        (
            {**PER_UNIT, "minimum": "1501"},
            "K.minimum minimum_above_maximum minimum=1501 reachable=1500",
        ),
        ({**PER_UNIT, "per": 0}, "K.per not_positive"),
        ({**PER_UNIT, "fact": "events", "column": "level"}, "K.column column_unknown name=level"),
        ({**BY_LEVEL, "column": "what"}, "K.column column_unknown name=what"),
        ({**BY_LEVEL, "points": {"local": "3"}}, "K.points option_without_level option=national"),
        ({**PER_UNIT, "precondition": "school and"}, "K.precondition formula_syntax"),
        ({**PER_UNIT, "precondition": "members"}, "K.precondition formula_not_truth"),
        ({**PER_UNIT, "precondition": "public >= 4"}, "K.precondition fact_unknown name=public"),
        ({**PER_UNIT, "precondition": "seat = 'x'"}, "K.precondition option_unknown"),
        ({"code": "K", "kind": "stars"}, "K.kind unknown_choice"),
        ({"code": "K", "kind": "formula"}, "K missing_key key=expression"),
        ({"code": "K", "kind": "formula", "expression": "seat + 1"}, "fact_kind name=seat"),
        ({"code": "K", "kind": "formula", "expression": "seat"}, "formula_not_number"),
        (
            {"code": "K", "kind": "formula", "expression": "members", "constants": {"k": "1"}},
            "K.constants.k constant_unused name=k",
        ),
        (
            {"code": "K", "kind": "formula", "expression": "share", "constants": {"share": "1"}},
            "K.constants.share constant_hides_fact name=share",
        ),
        ({"code": "K", "children": []}, "K.children empty_list"),
        ({"code": "Q", "kind": "score"}, "children[1].code duplicate_code name=Q"),
    ],
)
def test_check_refuses_faulty_criteria(rule, fault):
    assert any(fault in line for line in faults(rule)), faults(rule)


def test_check_warns_of_a_fact_that_may_stay_blank():
    asked = [*FIELDS[:6], field("visitors", "integer", max=9, fact=True, required=False)]
    rule = {**PER_UNIT, "fact": "visitors"}
    assert faults(rule, fields=asked) == ["K.fact fact_optional name=visitors"]
    assert faults({**rule, "precondition": "school"}, fields=asked) == []


def test_check_adds_groups_up_and_caps_them():
    # Rogašovci: groups capped at 20, 15 and 50
    children = [{**PER_UNIT, "code": code, "title": text(code)} for code in ("a", "b")]
    group = {"code": "G", "cap": "20", "printed_max": "20", "children": children}
    assert faults(group) == []
    assert faults({**group, "printed_max": "15"}) == ["G printed_max printed=15 reachable=20"]


def test_check_counts_plan_facts_as_facts():
    rule = bands((None, "40"), ("40", None), fact="other_sources_share")
    assert faults(rule) == []
    assert faults(bands(("0", "40"), ("40", "100"), fact="own_share")) == [
        "K.bands bands_end_excluded value=100"
    ]


def test_check_knows_yes_no_options_in_one_of_fields():
    asked = [*FIELDS[:6], field("tier", "one_of", options=options("1", "2"), fact=True)]
    formula = {"code": "K", "kind": "formula", "expression": "if tier = '1' then 5 else 1"}
    assert faults({**formula, "printed_max": "5"}, fields=asked) == []


def test_criterion_that_is_no_coefficient_is_not_asked_which_one_it_names():
    found = faults({**bands((None, "10"), ("10", None)), "of": "K9"})
    assert [line for line in found if "coefficient" in line] == []
    assert any("unknown_key" in line for line in found)


@pytest.mark.parametrize("of", [5, ["K"], None])
def test_coefficient_of_what_is_no_code_is_one_fault(of):
    rows = [{"to": "50", "coefficient": "0.5"}, {"from": "50", "coefficient": "5.78"}]
    found = faults({"code": "C", "kind": "coefficient", "of": of, "fact": "share", "bands": rows})
    assert [line for line in found if "coefficient_of_unknown" in line] == []
    assert any(line.startswith("C") for line in found)
