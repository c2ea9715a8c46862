import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.fields import Around, Attached
from callfile.form.problems import ProblemCode
from callfile.form.values import is_blank, word_count
from callfile.grant import Grant
from tests.core.callfile.sample_form import ANSWERS, READ, answers, plan

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["from", "to", "text", "costs", "incomes", "requested", "category", "amount", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def found(given_answers, grant=READ.grant, attached=None):
    problems = READ.form.problems(given_answers, Around(grant, attached))
    return [(problem.place, problem.code) for problem in problems]


def test_form_accepts_what_fits():
    assert found(ANSWERS) == []


def test_form_names_every_missing_answer_in_the_order_of_the_form():
    missing = [place for place, code in found({}) if code == ProblemCode.MISSING]
    assert missing == [
        *("name", "members", "hours", "fee", "youth", "seat", "reach", "founded", "run", "venue"),
        *("papers", "events", "true_copy", "plan"),
    ]


@pytest.mark.parametrize("blank", [None, "", " \n", [], {}, {"from": "", "to": None}])
def test_form_takes_blank_for_missing(blank):
    assert ("run", ProblemCode.MISSING) in found({**ANSWERS, "run": blank})


@pytest.mark.parametrize(
    ("code", "value", "problem"),
    [
        ("name", "P" * 21, ("name", ProblemCode.TOO_LONG)),
        ("name", "a\x00b", ("name", ProblemCode.FORBIDDEN_CHARACTER)),
        ("name", "a\ud800", ("name", ProblemCode.FORBIDDEN_CHARACTER)),
        ("name", "a\u202eb", ("name", ProblemCode.FORBIDDEN_CHARACTER)),
        ("name", "c\u030crka", ("name", ProblemCode.NOT_NORMALISED)),
        ("name", 5, ("name", ProblemCode.MALFORMED)),
        ("story", "ena dve tri štiri pet šest", ("story", ProblemCode.TOO_MANY_WORDS)),
        ("story", "x" * 1_000_000, ("story", ProblemCode.TOO_LONG)),
        ("members", "0", ("members", ProblemCode.BELOW_RANGE)),
        ("members", "5001", ("members", ProblemCode.ABOVE_RANGE)),
        ("members", "-3", ("members", ProblemCode.BELOW_RANGE)),
        ("members", "3.5", ("members", ProblemCode.TOO_MANY_DECIMALS)),
        ("members", "1,5", ("members", ProblemCode.NOT_A_NUMBER)),
        ("members", 34, ("members", ProblemCode.NOT_A_NUMBER)),
        ("members", True, ("members", ProblemCode.NOT_A_NUMBER)),
        ("hours", "12.55", ("hours", ProblemCode.TOO_MANY_DECIMALS)),
        ("fee", "10.0", ("fee", ProblemCode.NOT_A_NUMBER)),
        ("fee", "50.01", ("fee", ProblemCode.ABOVE_RANGE)),
        ("youth", "yes", ("youth", ProblemCode.MALFORMED)),
        ("youth", 1, ("youth", ProblemCode.MALFORMED)),
        ("seat", "moon", ("seat", ProblemCode.UNKNOWN_OPTION)),
        ("seat", ["here"], ("seat", ProblemCode.MALFORMED)),
        ("reach", ["a", "c"], ("reach", ProblemCode.UNKNOWN_OPTION)),
        ("reach", ["a", "a"], ("reach", ProblemCode.REPEATED_OPTION)),
        ("founded", "2027-01-01", ("founded", ProblemCode.ABOVE_RANGE)),
        ("founded", "1921-02-30", ("founded", ProblemCode.NOT_A_DATE)),
        ("founded", "19210508", ("founded", ProblemCode.NOT_A_DATE)),
        ("run", {"from": "2027-06-30", "to": "2027-01-01"}, ("run", ProblemCode.PERIOD_ORDER)),
        ("run", {"from": "2027-06-30", "to": ""}, ("run.to", ProblemCode.MISSING)),
        (
            "run",
            {"from": "2026-12-31", "to": "2027-01-01"},
            ("run.from", ProblemCode.BELOW_RANGE),
        ),
        ("venue", "Koper", ("venue", ProblemCode.MALFORMED)),
        ("papers", ["1", "2", "3"], ("papers", ProblemCode.TOO_MANY_FILES)),
        ("papers", [{"id": 1}], ("papers", ProblemCode.MALFORMED)),
        ("events", [{"what": "A"}], ("events[0].level", ProblemCode.MISSING)),
        ("events", [{"what": "A", "level": "x"}], ("events[0].level", ProblemCode.UNKNOWN_OPTION)),
        (
            "events",
            [{"what": "A", "level": "local", "z": 1}],
            ("events[0].z", ProblemCode.UNKNOWN_FIELD),
        ),
        ("events", [{"what": "A", "level": "local"}] * 4, ("events", ProblemCode.TOO_MANY_ROWS)),
        ("events", ["A"], ("events[0]", ProblemCode.MALFORMED)),
        ("true_copy", False, ("true_copy", ProblemCode.NOT_DECLARED)),
        ("unknown", "1", ("unknown", ProblemCode.UNKNOWN_FIELD)),
    ],
)
def test_form_refuses(code, value, problem):
    assert found({**ANSWERS, code: value}) == [problem]


def test_form_accepts_no_as_an_answer():
    assert found(answers(youth=False, young=None)) == []


def test_form_ignores_hidden_fields():
    assert found(answers(youth=False, young="nonsense")) == []
    assert found(answers(members="2", young=None)) == []


def test_form_demands_fields_that_became_shown():
    assert found(answers(young=None)) == [("young", ProblemCode.MISSING)]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (plan(requested="540.00"), ("plan", ProblemCode.NOT_BALANCED)),
        (plan(requested="539.98"), ("plan", ProblemCode.NOT_BALANCED)),
        (plan(requested=""), ("plan.requested", ProblemCode.MISSING)),
        (plan(requested="0.00"), ("plan.requested", ProblemCode.NOT_POSITIVE)),
        (plan(requested="-5.00"), ("plan.requested", ProblemCode.NOT_A_NUMBER)),
        (plan(requested="539.990"), ("plan.requested", ProblemCode.NOT_A_NUMBER)),
        (plan(costs=[]), ("plan.costs", ProblemCode.MISSING)),
        (plan(costs="no"), ("plan.costs", ProblemCode.MALFORMED)),
        (plan(incomes=["no"]), ("plan.incomes[0]", ProblemCode.MALFORMED)),
        (
            plan(costs=[{"category": "cars", "amount": "1.00"}]),
            ("plan.costs[0].category", ProblemCode.UNKNOWN_OPTION),
        ),
        (
            plan(costs=[{"category": "fees", "amount": "0.00"}]),
            ("plan.costs[0].amount", ProblemCode.NOT_POSITIVE),
        ),
        (
            plan(costs=[{"category": "fees"}]),
            ("plan.costs[0].amount", ProblemCode.MISSING),
        ),
        (plan(extra="1"), ("plan.extra", ProblemCode.UNKNOWN_FIELD)),
        (
            plan(costs=[{"category": "fees", "amount": "90000000000000.00"}] * 2),
            ("plan", ProblemCode.TOO_LARGE),
        ),
    ],
)
def test_form_refuses_a_faulty_plan(changed, problem):
    assert found({**ANSWERS, "plan": changed}) == [problem]


def balanced(requested: str, cost: str, own: str) -> dict[str, object]:
    incomes = [{"category": "own", "amount": own}]
    return plan(costs=[{"category": "fees", "amount": cost}], incomes=incomes, requested=requested)


@pytest.mark.parametrize(
    ("changed", "code", "args"),
    [
        (
            balanced("1000.01", "2000.00", "999.99"),
            ProblemCode.REQUESTED_ABOVE_MAXIMUM,
            {"maximum": "1000.00"},
        ),
        (
            balanced("600.01", "1000.01", "400.00"),
            ProblemCode.REQUESTED_ABOVE_SHARE,
            {"share": "60%", "eligible_cost": "1000.01", "limit": "600.00"},
        ),
        (
            balanced("99.99", "1000.00", "900.01"),
            ProblemCode.REQUESTED_BELOW_MINIMUM,
            {"minimum": "100.00"},
        ),
    ],
)
def test_form_compares_the_requested_amount_with_the_limits(changed, code, args):
    (problem,) = READ.form.problems({**ANSWERS, "plan": changed}, Around(READ.grant))
    assert (problem.place, problem.code, problem.args) == ("plan.requested", code, args)


@pytest.mark.parametrize(
    "changed",
    [
        balanced("1000.00", "2000.00", "1000.00"),
        balanced("600.00", "1000.01", "400.01"),
        balanced("100.00", "1000.00", "900.00"),
    ],
)
def test_form_allows_the_requested_amount_at_each_limit(changed):
    assert found({**ANSWERS, "plan": changed}) == []


def test_form_takes_the_limits_of_the_call_when_they_are_given():
    assert found(ANSWERS, grant=Grant(maximum=50_000)) == [
        ("plan.requested", ProblemCode.REQUESTED_ABOVE_MAXIMUM)
    ]


@pytest.mark.parametrize(
    ("attachments", "problems"),
    [
        ({"1": Attached("pdf", 1_000_000)}, []),
        ({"1": Attached("pdf", 1_000_001)}, [("papers[0]", ProblemCode.FILE_TOO_LARGE)]),
        ({"1": Attached("exe", 1)}, [("papers[0]", ProblemCode.FILE_TYPE)]),
        ({}, [("papers[0]", ProblemCode.UNKNOWN_FILE)]),
    ],
)
def test_form_looks_at_attachments(attachments, problems):
    assert found(ANSWERS, attached=attachments) == problems


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from([*ANSWERS, "other"]), json_values, max_size=6))
def test_form_never_fails_on_any_json(changes):
    assert isinstance(found({**ANSWERS, **changes}), list)


@pytest.mark.parametrize("nonsense", [None, [], "text", 5])
def test_form_refuses_what_is_no_mapping(nonsense):
    assert found(nonsense) == [("", ProblemCode.MALFORMED)]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), (" – … ", 0), ("e-pošta", 1), ("ena\u00a0dve\ntri", 3), ("č. 5", 2), ("O'Brien", 1)],
)
def test_word_count_counts_what_a_person_calls_words(text, words):
    assert word_count(text) == words


def test_is_blank_keeps_no_and_zero():
    assert not is_blank(False)
    assert not is_blank("0")
    assert not is_blank([{}])
