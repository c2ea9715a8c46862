"""Each sentence of CALL_FILE section 6 that concerns points, as a case."""

import pytest

from scoring.core.points.score import score
from tests.core.scoring.rubrics import call, entry, fault, one, per_unit, points

LEVELS = {
    "code": "L",
    "kind": "levels",
    "levels": [{"code": "no", "points": "0"}, {"code": "yes", "points": "2.5"}],
}
BANDS = {
    "code": "B",
    "kind": "bands",
    "fact": "n",
    "bands": [{"from": "0", "to": "10", "points": "1"}, {"from": "10", "points": "5"}],
}
INTERVAL = {
    "code": "I",
    "kind": "bands",
    "fact": "n",
    "bands": [
        {"to": "5", "points": "0"},
        {"from": "5", "to": "15", "min": "5.1", "max": "9", "step": "0.1"},
    ],
}
MATRIX = {
    "code": "M",
    "kind": "matrix",
    "fact": "shows",
    "row": "sort",
    "column": "place",
    "table": {"concert": {"home": "40", "abroad": "100"}, "other": {"home": "20"}},
}
EVENTS = {
    "code": "E",
    "kind": "per_unit",
    "fact": "events",
    "column": "level",
    "points": {"local": "3", "national": "15"},
}


def total(rules, source):
    row = one(rules, source)
    return row["total"] if row["status"] != "not_rankable" else row["reasons"][0]["rule"]


@pytest.mark.parametrize(
    ("criterion", "facts", "expected"),
    [
        ({**LEVELS, "fact": "own"}, {"own": "yes"}, "2.5"),
        ({**LEVELS, "fact": "own"}, {"own": True}, "2.5"),
        ({**LEVELS, "fact": "own"}, {"own": False}, "0"),
        ({**LEVELS, "fact": "own"}, {"own": "2.5"}, "fact_in_no_level"),
        ({**LEVELS, "fact": "own"}, {}, "fact_missing"),
        (BANDS, {"n": "0"}, "1"),
        (BANDS, {"n": "9.999"}, "1"),
        (BANDS, {"n": "10"}, "5"),
        (BANDS, {"n": "1000000"}, "5"),
        (BANDS, {"n": "-1"}, "fact_in_no_band"),
        (BANDS, {}, "fact_missing"),
        (BANDS, {"n": {"declared": "3", "recognised": "12", "reason": "list"}}, "5"),
        (per_unit(worth="3", per=10), {"n": "29"}, "6"),
        (per_unit(worth="3", per=10), {"n": "9"}, "0"),
        (per_unit(worth="3", per="10", max_units="2"), {"n": "99"}, "6"),
        (per_unit(worth="3", max_units="2"), {"n": "2.5"}, "6"),
        (per_unit(worth="3", max_points="20", weight="2"), {"n": "9"}, "40"),
        (per_unit(worth="3"), {"n": ["a", "b"]}, "6"),
        (per_unit(worth="2", column="hours"), {"n": [{"hours": "1.5"}, {"hours": "2"}]}, "7"),
        (EVENTS, {"events": [{"level": "local"}, {"level": "national"}]}, "18"),
        (EVENTS, {"events": []}, "0"),
        (EVENTS, {"events": [{"level": "moon"}]}, "row_in_no_level"),
        (EVENTS, {}, "fact_missing"),
        (
            {**EVENTS, "max_units": "1"},
            {"events": [{"level": "local"}, {"level": "national"}]},
            "15",
        ),
        ({**EVENTS, "max_points": "10"}, {"events": [{"level": "national"}]}, "10"),
        ({**EVENTS, "per": 2}, {"events": [{"level": "local"}] * 5}, "6"),
        (MATRIX, {"shows": [{"sort": "concert", "place": "home"}] * 2}, "80"),
        (
            {**MATRIX, "cap": "100"},
            {"shows": [{"sort": "concert", "place": "abroad"}] * 2},
            "100",
        ),
        (MATRIX, {"shows": [{"sort": "other", "place": "abroad"}]}, "row_in_no_level"),
    ],
)
def test_score_computed_kind(criterion, facts, expected):
    assert total(call(criterion), entry(facts=facts)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("5.1", "5.1"), ("9", "9"), ("7.3", "7.3"), ("7.35", "answer_off_range"),
     ("5", "answer_off_range"), ("9.1", "answer_off_range"), (None, "answer_missing")],
)  # fmt: skip
def test_score_interval_of_a_band_includes_both_ends(answer, expected):
    source = entry(answers=[{"I": answer}], facts={"n": "5"})

    assert total(call(INTERVAL), source) == expected


def test_score_interval_needs_no_sheet_where_the_band_is_fixed():
    assert total(call(INTERVAL), entry(facts={"n": "4"})) == "0"
    assert total(call(INTERVAL), entry(facts={"n": "5"})) == "missing_sheets"


@pytest.mark.parametrize("answer", ["2.5", "maybe", "Yes", "", 0])
def test_score_answer_names_a_level_not_its_points(answer):
    assert total(call(LEVELS), entry(answers=[{"L": answer}])) == "answer_off_range"


@pytest.mark.parametrize("answer", ["101", "-1", "0.5"])
def test_score_answer_off_range_or_step_is_no_answer(answer):
    row = one(call(points()), entry(answers=[{"K": "5"}, {"K": answer}]))

    assert (row["status"], row["values"], row["total"], row["rank"]) == (
        "not_rankable", {}, None, None,
    )  # fmt: skip
    assert row["reasons"] == [
        {"code": "K", "rule": "answer_off_range", "args": {"assessor": "m1", "value": answer}}
    ]


def test_score_zero_is_a_level_like_any_other_and_an_answer():
    assert total(call(LEVELS, points()), entry(answers=[{"L": "no", "K": "0"}])) == "0"


@pytest.mark.parametrize(
    ("method", "answers", "expected"),
    [
        ("mean", ["1", "1", "2"], "1.33"),
        ("mean", ["1", "2"], "1.5"),
        ("median", ["9", "1", "2"], "2"),
        ("median", ["9", "1", "2", "4"], "3"),
        ("trimmed_mean", ["1", "2", "9"], "4"),
        ("trimmed_mean", ["1", "2", "9", "4"], "3"),
        ("trimmed_mean", ["0", "0", "0", "9"], "0"),
        ("trimmed_mean", ["0", "1", "2", "2", "9"], "1.67"),
    ],
)
def test_score_aggregation(method, answers, expected):
    source = entry(answers=[{"K": value} for value in answers])

    assert total(call(points(), method=method), source) == expected


def test_score_trimmed_mean_drops_per_criterion():
    answers = [
        {"K": "0", "J": "9"},
        {"K": "5", "J": "5"},
        {"K": "5", "J": "5"},
        {"K": "9", "J": "0"},
    ]
    row = one(call(points(), points("J"), method="trimmed_mean"), entry(answers=answers))

    assert row["values"] == {"R": "10", "K": "5", "J": "5"}


def test_score_exact_keeps_fractions():
    source = entry(answers=[{"K": "1"}, {"K": "1"}, {"K": "2"}])

    assert total(call(points(), decimals=None), source) == "4/3"
    assert total(call(points(weight="3"), decimals=None), source) == "4"
    assert total(call(points(weight="3")), source) == "3.99"
    assert total(call(points(), decimals=0), source) == "1"


def test_score_half_goes_up_away_from_zero():
    below = {**points(), "min": "-5", "step": "0.5"}
    row = one(call(below, decimals=0), entry(answers=[{"K": "-2.5"}]))

    assert (row["values"]["K"], row["total"]) == ("-3", "0")
    assert total(call(points(step="0.5"), decimals=0), entry(answers=[{"K": "2.5"}])) == "3"


def test_score_computed_criteria_are_rounded_so_that_lines_add_up():
    third = {"code": "F", "kind": "formula", "expression": "1 ÷ 3"}
    row = one(call(third, {**third, "code": "G"}, decimals=1), entry())

    assert row["values"] == {"R": "0.6", "F": "0.3", "G": "0.3"}


def test_score_agreed_uses_only_the_agreed_sheet():
    rules = call(points(), method="agreed", minimum_sheets=3)
    sheets = [{"K": "1"}, {"K": "1"}, {}]
    agreed = {"answers": {"K": {"value": "7", "reason": "discussed"}}}

    def agreeing(said):
        return total(rules, entry(answers=sheets, agreed=said))

    assert agreeing(agreed) == "7"
    assert agreeing(agreed["answers"]) == "7"
    assert agreeing(None) == "agreed_missing"
    assert agreeing({"answers": {}}) == "answer_missing"
    assert agreeing({"answers": {"K": {"value": "101"}}}) == "answer_off_range"


@pytest.mark.parametrize("handed_in", [0, 1, 2])
def test_score_agreed_needs_the_least_number_of_sheets(handed_in):
    rules = call(points(), method="agreed", minimum_sheets=3)
    agreed = {"answers": {"K": {"value": "7"}}}
    row = one(rules, entry(answers=[{"K": "1"}] * handed_in, agreed=agreed))

    assert row["status"] == "not_rankable"
    assert row["reasons"] == [
        {
            "code": "K",
            "rule": "missing_sheets",
            "args": {"sheets": handed_in, "minimum_sheets": 3},
        }
    ]


def test_score_hole_in_a_locked_sheet_is_not_averaged_away():
    rules = call(points(), points("J"))
    row = one(rules, entry(answers=[{"K": "5", "J": "5"}, {"K": "5"}]))

    assert row["reasons"] == [{"code": "J", "rule": "answer_missing", "args": {"assessor": "m1"}}]
    assert (row["status"], row["failed"]) == ("not_rankable", [])


def test_score_conflicted_sheet_with_a_hole_does_no_harm():
    source = entry(answers=[{"K": "5"}, {}], conflicts=["m1"])

    assert total(call(points()), source) == "5"
    assert total(call(points(), minimum_sheets=2), source) == "missing_sheets"


def test_score_needs_no_sheets_where_all_is_computed():
    assert total(call(per_unit(), minimum_sheets=3), entry(facts={"n": "4"})) == "4"


def test_score_false_precondition_reads_nothing_below_and_keeps_its_own_minimum():
    group = {
        "code": "G", "precondition": "legal", "minimum": "1",
        "children": [points("K", minimum="5"), per_unit()],
    }  # fmt: skip
    row = one(call(group), entry(facts={"legal": False}))

    assert row["values"] == {"R": "0", "G": "0"}
    assert (row["status"], row["failed"]) == ("below_threshold", ["G"])
    assert [step["rule"] for step in row["trace"]["G"]] == ["precondition_false"]
    assert total(call(group), entry()) == "precondition_missing"


def test_score_precondition_on_the_whole_rubric():
    rules = call(points())
    rules["rubric"]["precondition"] = 'kind = "club"'

    assert total(rules, entry(facts={"kind": "firm"})) == "0"
    assert total(rules, entry(answers=[{"K": "3"}], facts={"kind": "club"})) == "3"


COEFFICIENT = {
    "code": "C", "kind": "coefficient", "of": "U", "fact": "share",
    "bands": [{"from": "0", "to": "50", "coefficient": "0.5"}, {"from": "50", "coefficient": "2"}],
}  # fmt: skip


def test_score_coefficient_counts_its_criterion_once():
    row = one(call(COEFFICIENT, per_unit(weight="3")), entry(facts={"n": "4", "share": "50"}))

    assert row["values"] == {"R": "24", "C": "24", "U": "12"}
    assert row["trace"]["R"][0]["args"]["left_out"] == ["U"]


def test_score_coefficient_leaves_its_criterion_out_of_another_group():
    group = {"code": "G", "children": [per_unit(), per_unit("V")]}
    row = one(call(group, COEFFICIENT), entry(facts={"n": "4", "share": "10"}))

    assert row["values"] == {"R": "6", "G": "4", "U": "4", "V": "4", "C": "2"}


def test_score_coefficient_is_missing_with_its_fact_or_its_criterion():
    assert total(call(per_unit(), COEFFICIENT), entry(facts={"n": "4"})) == "fact_missing"
    assert total(call(per_unit(), COEFFICIENT), entry(facts={"share": "4"})) == "fact_missing"
    gone = call(COEFFICIENT, {"code": "G", "precondition": "x", "children": [per_unit()]})
    assert total(gone, entry(facts={"x": False, "share": "4"})) == "0"


@pytest.mark.parametrize(
    ("expression", "facts", "expected"),
    [
        ("n × k", {"n": "2.5"}, "10"),
        ("1 ÷ n", {"n": "0"}, "formula_missing"),
        ("n", {}, "formula_missing"),
        ("if n = 0 then 0 else 1 ÷ n", {"n": "0"}, "0"),
        ("0 − 3", {}, "0"),
        ("if proven then n else 0", {"proven": False}, "0"),
    ],
)
def test_score_formula(expression, facts, expected):
    formula = {"code": "F", "kind": "formula", "expression": expression, "constants": {"k": "4"}}

    assert total(call(formula), entry(facts=facts)) == expected


def test_score_total_below_zero_counts_as_zero_and_ranks_so():
    rules = call(points(min="-5"))
    rows = score(rules, [entry("1", [{"K": "-5"}]), entry("2", [{"K": "-1"}])])

    assert [(row["total"], row["rank"]) for row in rows] == [("0", 1), ("0", 1)]


def test_score_thresholds_use_rounded_values_after_weight_and_cap():
    rules = call(points(step=None, weight="0.5", minimum="2.5"), decimals=1)

    assert one(rules, entry(answers=[{"K": "4.9"}]))["failed"] == []
    assert one(rules, entry(answers=[{"K": "4.8"}]))["failed"] == ["K"]
    assert one(call(points(cap="4", minimum="5")), entry(answers=[{"K": "9"}]))["failed"] == ["K"]


def test_score_ranks_only_entries_above_all_thresholds_and_equals_share():
    rules = call(points(), threshold={"total": "5"})
    answers = {"1": "7", "2": "7", "3": "5", "4": "4", "10": "9"}
    rows = score(rules, [entry(number, [{"K": value}]) for number, value in answers.items()])

    assert [(row["number"], row["rank"]) for row in rows] == [
        ("10", 1), ("1", 2), ("2", 2), ("3", 4), ("4", None),
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["dismissed", "withdrawn", "incomplete", "late", "not_entitled"])
def test_score_only_admitted_entries_count(status):
    rows = score(call(points()), [entry("1", [{"K": "1"}]), entry("2", status=status)])

    assert [row["number"] for row in rows] == ["1"]
    assert one(call(points()), entry("1", [{"K": "1"}], status="complete"))["rank"] == 1


def test_score_criterion_tie_break_counts_what_was_not_read_as_zero():
    gated = {"code": "G", "precondition": "x", "children": [per_unit()]}
    rules = call(gated, points(), tie_break=["criterion:U"])
    sources = [
        entry("1", [{"K": "4"}], {"x": False}),
        entry("2", [{"K": "2"}], {"x": True, "n": "2"}),
    ]

    assert [(row["number"], row["rank"]) for row in score(rules, sources)] == [("2", 1), ("1", 2)]


@pytest.mark.parametrize(
    ("rules", "names"),
    [
        (call({"code": "K", "kind": "stars"}), ["K"]),
        (call({"code": "K"}), ["K"]),
        (call(points(weight="-1")), ["K"]),
        (call(points(cap="-1")), ["K"]),
        (call(points(weight="1,5")), ["K"]),
        (call(points(weight=1.5)), ["K"]),
        (call(points(max=None)), ["K"]),
        (call(points(step="0")), ["K"]),
        (call(points(), points()), ["K"]),
        (call({**LEVELS, "levels": []}), ["L"]),
        (call({**LEVELS, "levels": LEVELS["levels"] * 2}), ["L"]),
        (
            call({**BANDS, "bands": [{"to": "5", "points": "1"}, {"from": "4", "points": "2"}]}),
            ["B"],
        ),
        (call({**BANDS, "bands": None}), ["B"]),
        (call(per_unit(per="0")), ["U"]),
        (call(per_unit(worth=None)), ["U"]),
        (call({**MATRIX, "table": []}), ["M"]),
        (call(COEFFICIENT), ["C"]),
        (call({**COEFFICIENT, "of": "C"}), ["C"]),
        (call({**COEFFICIENT, "of": "R"}), ["C"]),
        (call(points(precondition="a +")), ["K"]),
        (call(points(precondition=True)), ["K"]),
        (call({"code": "F", "kind": "formula", "expression": "sum(n)"}), ["F"]),
        (call({"code": "F", "kind": "formula", "expression": "1 < 2"}), ["F"]),
        (call(points(), threshold={"K": "5"}), []),
        (call(points(), tie_break=["criterion:Z"]), ["Z"]),
        (call(points(), tie_break=["alphabet"]), ["alphabet"]),
        (call(points(), method="mode"), []),
        (call(points(), decimals="x"), []),
        (call(points(), minimum_sheets=0), []),
        ({}, []),
        (None, []),
        ([], []),
    ],
)
def test_score_faulty_call_is_a_setup_fault(rules, names):
    assert fault(score, rules, [entry()]) == ("setup", names)


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        ([entry("1"), entry("1")], ["1"]),
        ([entry("1"), entry("1", status="dismissed")], ["1"]),
        ([entry("1", status="maybe")], ["1"]),
        ([entry("1", [{"K": "abc"}])], []),
        ([entry("1", [{"K": "5,5"}])], []),
        ([entry("1", [{"K": 5.5}])], []),
        ([entry("1", facts={"n": "many"})], []),
        ([entry("1", facts={"n": True})], []),
        ([entry("1", facts={"n": "-1"})], ["1"]),
        ([entry("1", facts=[1])], ["1"]),
        ([{**entry("1"), "sheets": [{"assessor": "a"}, {"assessor": "a"}]}], ["1"]),
        ([{**entry("1"), "sheets": [{}]}], ["1"]),
        ([{**entry("1"), "sheets": "none"}], ["1"]),
        ([entry("")], []),
        ([entry(7)], []),
        ([entry("\ud800")], []),
        ([None], []),
        ("1", []),
    ],
)
def test_score_faulty_input_is_an_input_fault(sources, names):
    rules = call(per_unit(), points())

    assert fault(score, rules, sources) == ("input", names)


def test_score_depth_is_limited():
    rubric = points()
    for depth in range(40):
        rubric = {"code": f"G{depth}", "children": [rubric]}

    assert fault(score, {"rubric": rubric}, [])[0] == "setup"
