"""Every problem of an answer with its values, and each limit: at it, above it, below it."""

import pytest

from callfile.fields import Around, Attached
from callfile.fields.financial_plan import PlanTotals
from callfile.form.values import CHARACTERS_PER_WORD, SHORT_TEXT_LENGTH, is_blank, word_count
from callfile.grant import GRANT, NO_LIMITS
from callfile.reading.parts import strictly
from callfile.reading.shapes import iso_day
from tests.core.callfile.sample_form import form_of

LIMIT = 2**53


def said(field, value, attached=None):
    """`place code name=value …` of every problem of one answer."""
    problems = form_of({"code": "f", **field}).problems({"f": value}, Around(attached=attached))
    return [
        " ".join([one.place, one.code.value, *(f"{name}={of}" for name, of in one.args.items())])
        for one in problems
    ]


def short(**more):
    return {"kind": "short_text", **more}


def long(**more):
    return {"kind": "long_text", **more}


def number(**more):
    return {"kind": "decimal", **more}


OPTIONS = {"options": [{"code": "a"}, {"code": "b"}]}
FILE = {"kind": "file", "types": ["pdf", "png"], "max_mb": 2}


@pytest.mark.parametrize(
    ("field", "value", "problems"),
    [
        (short(), "a" * 200, []),
        (short(), "a" * 201, ["f too_long maximum=200 length=201"]),
        (short(max_length=5), "a" * 5, []),
        (short(max_length=5), "a" * 6, ["f too_long maximum=5 length=6"]),
        (short(max_length=1), "\x00a", ["f forbidden_character", "f too_long maximum=1 length=2"]),
        (short(), "c\u030c", ["f not_normalised"]),
        (short(), "\x00c\u030c", ["f forbidden_character"]),
        (short(), 5, ["f malformed"]),
        (long(max_words=2), "ena dve", []),
        (long(max_words=2), "ena dve – tri", ["f too_many_words maximum=2 words=3"]),
        (long(max_words=2), "a" * 60, []),
        (long(max_words=2), "a" * 61, ["f too_long maximum=60 length=61"]),
        (long(max_words=2), 5, ["f malformed"]),
        ({"kind": "integer"}, "0", []),
        ({"kind": "integer"}, "-1", ["f below_range minimum=0"]),
        ({"kind": "integer"}, "1.5", ["f too_many_decimals decimals=0"]),
        ({"kind": "integer"}, str(LIMIT - 1), []),
        ({"kind": "integer"}, str(LIMIT), ["f too_large"]),
        ({"kind": "integer", "min": -5, "max": 5}, "-5", []),
        ({"kind": "integer", "min": -5, "max": 5}, "-6", ["f below_range minimum=-5"]),
        ({"kind": "integer", "min": -5, "max": 5}, "5", []),
        ({"kind": "integer", "min": -5, "max": 5}, "6", ["f above_range maximum=5"]),
        ({"kind": "integer", "min": -(10**20)}, str(-LIMIT), ["f too_large"]),
        ({"kind": "integer", "min": -(10**20)}, str(1 - LIMIT), []),
        (number(), "1.25", []),
        (number(), "1.255", ["f too_many_decimals decimals=2"]),
        (number(decimals=0), "1", []),
        (number(decimals=0), "1.5", ["f too_many_decimals decimals=0"]),
        (number(decimals=3), "1.255", []),
        (number(decimals=1), str(LIMIT // 10), []),
        (number(decimals=1), str(LIMIT // 10 + 1), ["f too_large"]),
        (number(min="0.5", max="1.5"), "0.49", ["f below_range minimum=0.5"]),
        (number(min="0.5", max="1.5"), "1.51", ["f above_range maximum=1.5"]),
        (number(), "x", ["f not_a_number"]),
        (number(), 1, ["f not_a_number"]),
        ({"kind": "money"}, "0.00", []),
        ({"kind": "money"}, "1", ["f not_a_number"]),
        ({"kind": "money", "min": "5.00", "max": "6.00"}, "4.99", ["f below_range minimum=5.00"]),
        ({"kind": "money", "min": "5.00", "max": "6.00"}, "5.00", []),
        ({"kind": "money", "min": "5.00", "max": "6.00"}, "6.00", []),
        ({"kind": "money", "min": "5.00", "max": "6.50"}, "6.51", ["f above_range maximum=6.50"]),
        ({"kind": "yes_no"}, False, []),
        ({"kind": "yes_no"}, 0, ["f malformed"]),
        ({"kind": "declaration"}, True, []),
        ({"kind": "declaration"}, False, ["f not_declared"]),
        ({"kind": "declaration"}, 1, ["f not_declared"]),
        ({"kind": "one_of", **OPTIONS}, "a", []),
        ({"kind": "one_of", **OPTIONS}, "c", ["f unknown_option"]),
        ({"kind": "one_of", **OPTIONS}, 5, ["f malformed"]),
        ({"kind": "many_of", **OPTIONS}, ["a", "b"], []),
        ({"kind": "many_of", **OPTIONS}, ["c", "c"], ["f unknown_option", "f repeated_option"]),
        ({"kind": "many_of", **OPTIONS}, ["a", 5], ["f malformed"]),
        ({"kind": "many_of", **OPTIONS}, "a", ["f malformed"]),
        ({"kind": "date"}, "2027-02-28", []),
        ({"kind": "date"}, "2027-02-29", ["f not_a_date"]),
        ({"kind": "date"}, 5, ["f not_a_date"]),
        ({"kind": "date", "min": "2027-01-02"}, "2027-01-02", []),
        ({"kind": "date", "min": "2027-01-02"}, "2027-01-01", ["f below_range minimum=2027-01-02"]),
        ({"kind": "date", "max": "2027-01-02"}, "2027-01-02", []),
        ({"kind": "date", "max": "2027-01-02"}, "2027-01-03", ["f above_range maximum=2027-01-02"]),
        ({"kind": "place"}, {"text": "Koper"}, []),
        ({"kind": "place"}, {"text": "a" * 201}, ["f too_long maximum=200 length=201"]),
        ({"kind": "place"}, {"other": "a"}, ["f malformed"]),
        ({"kind": "stars"}, "anything", []),
        ({"kind": "period"}, {"from": "2027-01-01", "to": "2027-01-01"}, []),
        ({"kind": "period"}, {"from": "2027-01-02", "to": "2027-01-01"}, ["f period_order"]),
        ({"kind": "period"}, {"from": "x", "to": "2027-01-01"}, ["f.from not_a_date"]),
        ({"kind": "period"}, {"from": "2027-01-01"}, ["f.to missing"]),
        ({"kind": "period"}, {"to": "2027-01-01"}, ["f.from missing"]),
        ({"kind": "period"}, 5, ["f malformed"]),
        (
            {"kind": "period", "min": "2027-01-01", "max": "2027-01-31"},
            {"from": "2026-12-31", "to": "2027-02-01"},
            ["f.from below_range minimum=2027-01-01", "f.to above_range maximum=2027-01-31"],
        ),
        (FILE, ["1"], []),
        (FILE, [1], []),
        (FILE, ["1", "2"], ["f too_many_files maximum=1 files=2"]),
        ({**FILE, "max_files": 2}, ["1", "2"], []),
        (FILE, [True], ["f malformed"]),
        (FILE, "1", ["f malformed"]),
    ],
)
def test_an_answer_has_just_these_problems(field, value, problems):
    assert said(field, value) == problems


def test_limits_of_texts_are_those_of_the_description():
    assert (SHORT_TEXT_LENGTH, CHARACTERS_PER_WORD) == (200, 30)


TABLE = {
    "kind": "table",
    "columns": [
        {"code": "n", "kind": "integer", "max": 5},
        {"code": "t", "kind": "short_text", "required": False},
    ],
}


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([{"n": "1"}], []),
        ([{"n": "1"}] * 100, []),
        ([{"n": "1"}] * 101, ["f too_many_rows maximum=100 rows=101"]),
        ([{"n": "1"}, {"n": "6"}], ["f[1].n above_range maximum=5"]),
        ([{"n": ""}, {}], ["f[0].n missing", "f[1].n missing"]),
        ([{"n": "1", "t": " "}], []),
        ([{"n": "1", "z": 1, "a": 1}], ["f[0].a unknown_field", "f[0].z unknown_field"]),
        (["x", {"n": "1"}, 5], ["f[0] malformed", "f[2] malformed"]),
        ("x", ["f malformed"]),
    ],
)
def test_a_table_has_just_these_problems(rows, problems):
    assert said(TABLE, rows) == problems


def test_rows_above_the_limit_are_counted_and_not_read():
    field = {**TABLE, "max_rows": 2}
    assert said(field, [{"n": "1"}] * 2) == []
    assert said(field, [{"n": "1"}] * 2 + ["x"]) == ["f too_many_rows maximum=2 rows=3"]


@pytest.mark.parametrize(
    ("attachment", "problems"),
    [
        (Attached("pdf", 2_000_000), []),
        (Attached("pdf", 2_000_001), ["f[0] file_too_large maximum=2"]),
        (Attached("docx", 1), ["f[0] file_type types=pdf, png"]),
        (None, ["f[0] unknown_file"]),
    ],
)
def test_an_attachment_has_just_these_problems(attachment, problems):
    known = {} if attachment is None else {"7": attachment}
    assert said(FILE, ["7"], known) == problems
    assert said(FILE, [7], known) == problems


@pytest.mark.parametrize(
    ("required", "value", "problems"),
    [
        (True, None, ["f missing"]),
        (True, " ", ["f missing"]),
        (False, None, []),
        (False, "\u200b", []),
        (None, "", ["f missing"]),
    ],
)
def test_blank_answers_are_missing_where_they_are_required(required, value, problems):
    more = {} if required is None else {"required": required}
    assert said(short(**more), value) == problems


def test_answers_of_no_field_are_named_in_order():
    found = form_of(short(code="f")).problems({"f": "a", "z": 1, 5: 2, "b": 3})
    assert [(one.place, one.code.value) for one in found] == [
        ("5", "unknown_field"),
        ("b", "unknown_field"),
        ("z", "unknown_field"),
    ]
    assert [(one.place, one.code.value) for one in form_of().problems([])] == [("", "malformed")]


@pytest.mark.parametrize(
    ("value", "blank"),
    [
        (None, True),
        ("", True),
        (" \u200b", True),
        ("a", False),
        ([], True),
        ([None], False),
        ({}, True),
        ({"a": None, "b": " ", "c": []}, True),
        ({"a": None, "b": "x"}, False),
        ({"a": 0}, False),
        (0, False),
        (False, False),
    ],
)
def test_is_blank(value, blank):
    assert is_blank(value) is blank


PLAN = {
    "code": "plan",
    "kind": "financial_plan",
    "cost_categories": [{"code": "fees", "eligible": True}, {"code": "food", "eligible": False}],
    "income_categories": [
        {"code": "own", "source": "own"},
        {"code": "state", "source": "public"},
        {"code": "gift", "source": "other"},
    ],
}


def line(category, amount, text="", **more):
    return {"category": category, "amount": amount, "text": text, **more}


def plan_of(costs=None, incomes=(), requested="100.00", **more):
    costs = [line("fees", "100.00")] if costs is None else costs
    return {"costs": costs, "incomes": list(incomes), "requested": requested, **more}


PLAN_FORM = form_of(PLAN)


def plan_said(plan, grant=NO_LIMITS):
    problems = PLAN_FORM.plan.problems(plan, Around(grant))
    return [
        " ".join([one.place, one.code.value, *(f"{name}={of}" for name, of in one.args.items())])
        for one in problems
    ]


@pytest.mark.parametrize(
    ("plan", "problems"),
    [
        (plan_of(), []),
        (5, ["plan malformed"]),
        (plan_of(costs=[]), ["plan.costs missing"]),
        (plan_of(costs=5), ["plan.costs malformed"]),
        (plan_of() | {"incomes": 5}, ["plan.incomes malformed"]),
        (plan_of(costs=[line("fees", "0.50")] * 200), []),
        (
            plan_of(costs=[line("fees", "0.50")] * 201),
            ["plan.costs too_many_rows maximum=200 rows=201"],
        ),
        (plan_of(costs=[line("fees", "100.00", "a" * 300)]), []),
        (
            plan_of(costs=[line("fees", "100.00", "a" * 301)]),
            ["plan.costs[0].text too_long maximum=300 length=301"],
        ),
        (plan_of(costs=[line("fees", "100.00"), 5]), ["plan.costs[1] malformed"]),
        (
            plan_of(costs=[{"amount": "1.00"}, line("", "0.00"), line("own", "x"), line(5, None)]),
            [
                "plan.costs[0].category missing",
                "plan.costs[1].category missing",
                "plan.costs[1].amount not_positive",
                "plan.costs[2].category unknown_option",
                "plan.costs[2].amount not_a_number",
                "plan.costs[3].category unknown_option",
                "plan.costs[3].amount missing",
            ],
        ),
        (
            plan_of(costs=[line("fees", "", z=1)]),
            [
                "plan.costs[0].amount missing",
                "plan.costs[0].z unknown_field",
            ],
        ),
        (plan_of(incomes=[line("fees", "1.00")]), ["plan.incomes[0].category unknown_option"]),
        (plan_of(requested=None), ["plan.requested missing"]),
        (plan_of(requested="1"), ["plan.requested not_a_number"]),
        (plan_of(requested="0.00"), ["plan.requested not_positive"]),
        (plan_of(z=1, y=2), ["plan.y unknown_field", "plan.z unknown_field"]),
        (
            plan_of(requested="99.99"),
            ["plan not_balanced costs=100.00 incomes=99.99 difference=0.01"],
        ),
        (
            plan_of(requested="100.01"),
            ["plan not_balanced costs=100.00 incomes=100.01 difference=-0.01"],
        ),
        (
            plan_of(
                [line("fees", "60.00")], [line("own", "10.00"), line("gift", "10.00")], "50.00"
            ),
            ["plan not_balanced costs=60.00 incomes=70.00 difference=-10.00"],
        ),
        (plan_of([line("fees", "90071992547409.91")], [], "90071992547409.91"), []),
        (
            plan_of([line("fees", "90071992547409.90"), line("fees", "0.02")], [], "1.00"),
            ["plan too_large"],
        ),
    ],
)
def test_a_plan_has_just_these_problems(plan, problems):
    assert plan_said(plan) == problems


@pytest.mark.parametrize(
    ("grant", "problems"),
    [
        ({"minimum": "60.00", "maximum": "60.00", "max_share_of_eligible_cost": "60%"}, []),
        ({"minimum": "60.01"}, ["plan.requested requested_below_minimum minimum=60.01"]),
        ({"maximum": "59.99"}, ["plan.requested requested_above_maximum maximum=59.99"]),
        (
            {"max_share_of_eligible_cost": "59.99%"},
            ["plan.requested requested_above_share share=59.99% eligible_cost=100.00 limit=59.99"],
        ),
        (
            {"maximum": "1.00", "max_share_of_eligible_cost": "0%"},
            [
                "plan.requested requested_above_maximum maximum=1.00",
                "plan.requested requested_above_share share=0% eligible_cost=100.00 limit=0.00",
            ],
        ),
        ({}, []),
    ],
)
def test_the_requested_amount_keeps_to_the_limits(grant, problems):
    costs = [line("fees", "100.00"), line("food", "50.00")]
    incomes = [line("own", "40.00"), line("state", "30.00"), line("gift", "20.00")]
    assert plan_said(plan_of(costs, incomes, "60.00"), strictly(GRANT, grant)) == problems


def test_totals_of_a_plan_by_source():
    costs = [line("fees", "100.00"), line("food", "50.00"), line("fees", "0.05")]
    incomes = [
        line("own", "40.00"),
        line("state", "30.00"),
        line("gift", "20.00"),
        line("own", "1.00"),
    ]
    totals = PLAN_FORM.plan.totals(plan_of(costs, incomes, "60.00"))
    assert totals == PlanTotals(15005, 10005, 4100, 3000, 2000, 6000)
    assert (totals.incomes, totals.difference) == (9100, -95)
    facts = PLAN_FORM.facts({"plan": plan_of(costs, incomes, "60.00")})
    assert facts == {
        "requested": "60.00",
        "eligible_cost": "100.05",
        "total_cost": "150.05",
        "own_share": "82000/3001",
        "public_share": "60000/3001",
        "other_sources_share": "182000/3001",
    }


@pytest.mark.parametrize(
    "plan",
    [
        5,
        {},
        plan_of(costs=5),
        plan_of(costs=["x"]),
        plan_of(costs=[line("nothing", "1.00")]),
        plan_of(costs=[line(5, "1.00")]),
        plan_of(costs=[line("fees", "1")]),
        plan_of(requested="x"),
        plan_of(costs=[line("fees", "90071992547409.90"), line("fees", "0.02")]),
        plan_of(incomes=[line("own", "90071992547409.90"), line("own", "0.02")]),
    ],
)
def test_there_are_no_totals_of_what_cannot_be_read(plan):
    assert PLAN_FORM.plan.totals(plan) is None


def test_the_largest_totals_are_below_two_to_the_fifty_third():
    most = [line("fees", "90071992547409.91")]
    assert PLAN_FORM.plan.totals(plan_of(most)).total_cost == LIMIT - 1
    assert (
        PLAN_FORM.plan.totals(plan_of(incomes=[line("own", "90071992547409.91")])).own == LIMIT - 1
    )


def test_fields_are_shown_by_what_stands_before_them():
    first, second = {"code": "a", "kind": "yes_no"}, {"code": "b", "kind": "yes_no"}
    form = form_of({**first, "shown_if": "b"}, second, {"code": "c", "shown_if": "b"})
    assert [one.code for one in form.fields] == ["a", "b", "c"]
    assert [one.code for one in form.shown({"b": True})] == ["b", "c"]
    assert [one.code for one in form.shown({"b": False})] == ["b"]
    assert [one.code for one in form.shown({})] == ["b"]
    [(section, fields)] = form.pages({"b": True})
    assert (section.code, [one.code for one in fields]) == ("s", ["b", "c"])


def test_a_hidden_field_decides_nothing():
    form = form_of(
        {"code": "a", "kind": "yes_no"},
        {"code": "b", "kind": "yes_no", "shown_if": "a"},
        {"code": "c", "kind": "yes_no", "shown_if": "b"},
    )
    assert [one.code for one in form.shown({"a": False, "b": True})] == ["a"]


def test_words_hold_a_letter_or_a_digit():
    assert [word_count(text) for text in ("", " - ", "a", "a 1 – č", "a-b")] == [0, 0, 1, 3, 1]


def test_days_are_read_in_one_form():
    assert iso_day("2027-05-08").isoformat() == "2027-05-08"
    for bad in ("2027-5-8", "20270508", "2027-02-30", " 2027-05-08", "٢٠٢٧-05-08", None, 5):
        assert iso_day(bad) is None
