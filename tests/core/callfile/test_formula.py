"""The expression language: what it says, what it refuses, and that it says the same again."""

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.formula.evaluate import (
    MISSING,
    FormulaError,
    FormulaFault,
    evaluate,
    names,
    parse,
    to_text,
)
from callfile.formula.nodes import (
    All,
    Apply,
    Choice,
    Compare,
    Either,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Product,
    Sum,
    Text,
    Truth,
)


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("2 + 3 × 4", {}, Fraction(14)),
        ("(2 + 3) * 4", {}, Fraction(20)),
        ("10 − 4 - 3", {}, Fraction(3)),
        ("12 ÷ 4 / 3", {}, Fraction(1)),
        ("2 * -3", {}, Fraction(-6)),
        ("1 ÷ 3", {}, Fraction(1, 3)),
        ("round_half_up(2.5, 0)", {}, Fraction(3)),
        ("round_half_up(-2.5, 0)", {}, Fraction(-3)),
        ("round_half_up(1.005, 2)", {}, Fraction(101, 100)),
        ("round_half_up(1.004999, 2)", {}, Fraction(1)),
        ("min(3, 1, 2) + max(7)", {}, Fraction(8)),
        ("if n > 3 then 1 else 0", {"n": "3"}, Fraction(0)),
        ("if a then 1 else if b then 2 else 3", {"a": False, "b": True}, Fraction(2)),
        ("1 + if a then 2 else 3 × 4", {"a": False}, Fraction(13)),
        ("a and b", {"a": True, "b": False}, False),
        ("not a and b", {"a": False, "b": True}, True),
        ("a or b and c", {"a": True, "b": False, "c": False}, True),
        ('kind = "school"', {"kind": "school"}, True),
        ("kind != 'school'", {"kind": "club"}, True),
        ("code = '34'", {"code": "34"}, True),
        ("public = true", {"public": True}, True),
        ("n >= 4", {"n": 4}, True),
        ("n == 4.0", {"n": "4"}, True),
        ("share <= 60", {"share": "181/3"}, False),
        ("kind", {"kind": "school"}, "school"),
        ("člani × 2", {"člani": "7"}, Fraction(14)),
    ],
)
def test_formula_evaluates(text: str, values: dict[str, object], expected: object) -> None:
    found = evaluate(parse(text), values)

    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("n + 1", {}),
        ("1 ÷ n", {"n": "0"}),
        ("n ÷ (n − n)", {"n": "3"}),
        ("if n > 1 then 1 else 2", {}),
        ("min(1, n)", {}),
        ("n and true", {}),
        ("n or true", {}),
        ("not n", {}),
        ("n = 'x'", {}),
        ("kind + 1", {"kind": "school"}),
        ("kind > 1", {"kind": "school"}),
        ("n + 1", {"n": True}),
        ("n + 1", {"n": "1,5"}),
        ("n + 1", {"n": 1.5}),
        ("n + 1", {"n": ["1"]}),
        ("round_half_up(1, d)", {"d": "1.5"}),
        ("round_half_up(1, d)", {"d": "-1"}),
        ("round_half_up(1, d)", {"d": "1000000"}),
    ],
)
def test_formula_without_an_answer_is_missing(text: str, values: dict[str, object]) -> None:
    assert evaluate(parse(text), values) is MISSING


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("if n > 0 then 10 ÷ n else 0", {"n": "0"}, Fraction(0)),
        ("if a then 5 else absent", {"a": True}, Fraction(5)),
        ("a and absent", {"a": False}, False),
        ("a or absent > 3", {"a": True}, True),
    ],
)
def test_formula_reads_only_the_branch_taken(
    text: str, values: dict[str, object], expected: object
) -> None:
    assert evaluate(parse(text), values) == expected


@pytest.mark.parametrize(
    ("text", "fault", "position"),
    [
        ("", FormulaFault.EMPTY, 0),
        ("   ", FormulaFault.EMPTY, 0),
        ("1 +", FormulaFault.UNEXPECTED_END, 3),
        ("(1 + 2", FormulaFault.UNEXPECTED_END, 6),
        ("1 2", FormulaFault.UNEXPECTED, 2),
        ("1 + ; 2", FormulaFault.UNKNOWN_CHARACTER, 4),
        ("a.b", FormulaFault.UNKNOWN_CHARACTER, 1),
        ("1.5.2", FormulaFault.BAD_NUMBER, 0),
        ("1 + 007", FormulaFault.BAD_NUMBER, 4),
        ("1e5", FormulaFault.BAD_NUMBER, 0),
        ("٣ + 1", FormulaFault.BAD_NUMBER, 0),
        ("1,5", FormulaFault.UNEXPECTED, 1),
        ("kind = 'school", FormulaFault.OPEN_TEXT, 7),
        ("sum(1)", FormulaFault.UNKNOWN_FUNCTION, 0),
        ("__import__('os')", FormulaFault.UNKNOWN_FUNCTION, 0),
        ("min()", FormulaFault.UNEXPECTED, 4),
        ("round_half_up(1)", FormulaFault.WRONG_ARGUMENTS, 0),
        ("round_half_up(1, 2, 3)", FormulaFault.WRONG_ARGUMENTS, 0),
        ("1 < n < 5", FormulaFault.CHAINED_COMPARISON, 6),
        ("if 1 then 2 else 3", FormulaFault.WRONG_KIND, 3),
        ("if a then 2 else 'x'", FormulaFault.BRANCHES_DIFFER, 0),
        ("1 + (a and b)", FormulaFault.WRONG_KIND, 4),
        ("1 and a", FormulaFault.WRONG_KIND, 0),
        ("'x' < 'y'", FormulaFault.WRONG_KIND, 0),
        ("if a then 1", FormulaFault.UNEXPECTED_END, 11),
        ("min", FormulaFault.UNEXPECTED_END, 3),
        ("1" * 40, FormulaFault.BAD_NUMBER, 0),
        ("a" * 2001, FormulaFault.TOO_LONG, 2000),
    ],
)
def test_formula_refuses_with_the_place(text: str, fault: FormulaFault, position: int) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)

    assert (refused.value.message_code, refused.value.position) == (fault, position)


@pytest.mark.parametrize("opening", ["(", "not ", "-", "if a then 1 else ", "min(", "1 + ("])
def test_formula_refuses_depth_before_the_stack_ends(opening: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(opening * 100 + "a")

    assert refused.value.message_code is FormulaFault.TOO_DEEP


def test_formula_takes_long_chains_without_depth() -> None:
    assert evaluate(parse("+".join(["1"] * 900)), {}) == 900
    assert evaluate(parse(" and ".join(["a"] * 300)), {"a": True}) is True


def test_formula_names_are_facts_and_constants() -> None:
    assert names(parse("if a > k then min(b, 2) else -c")) == {"a", "k", "b", "c"}


def _grow(numbers: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    truths = st.one_of(
        st.builds(Truth, st.booleans()),
        st.builds(Compare, st.sampled_from("=≠<≤>≥"), numbers, numbers),
        st.builds(Compare, st.sampled_from("=≠"), st.just(Name("kind")), st.just(Text("a b"))),
    )
    pairs = st.lists(truths, min_size=2, max_size=3).map(tuple)
    truths = st.one_of(truths, st.builds(All, pairs), st.builds(Either, pairs))
    truths = st.one_of(truths, st.builds(Not, truths))
    sums = st.lists(st.tuples(st.sampled_from("+−"), numbers), min_size=1, max_size=2).map(tuple)
    products = st.lists(st.tuples(st.sampled_from("×÷"), numbers), min_size=1, max_size=2)
    return st.one_of(
        st.builds(Negate, numbers),
        st.builds(Sum, numbers, sums),
        st.builds(Product, numbers, products.map(tuple)),
        st.builds(Choice, truths, numbers, numbers),
        st.builds(Apply, st.just("max"), st.lists(numbers, min_size=1, max_size=3).map(tuple)),
    )


LEAVES = st.one_of(
    st.integers(0, 999).map(lambda n: Number(Fraction(n, 100))),
    st.sampled_from(["n", "members"]).map(Name),
)


@settings(max_examples=40, deadline=None)
@given(st.recursive(LEAVES, _grow, max_leaves=8))
def test_formula_text_reads_back_as_the_same_nodes(node: Node) -> None:
    assert parse(to_text(node)) == node


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab1.5+-*/()<=>,\"' ifthenlsandorminx_×÷", max_size=40))
def test_formula_never_fails_otherwise(text: str) -> None:
    with contextlib.suppress(FormulaError):
        evaluate(parse(text), {"a": "1", "b": True})


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("kind = 'school'", 'kind = "school"'),
        ('kind = "school"', 'kind = "school"'),
        ("kind = 'the \"old\" school'", "kind = 'the \"old\" school'"),
    ],
)
def test_text_is_written_with_the_quotation_marks_that_it_does_not_hold(written, canonical):
    assert to_text(parse(written)) == canonical


@pytest.mark.parametrize("written", ["−a", "−a × 2", "−(a + 1)", "−min(a, 2)"])
def test_sign_needs_no_brackets_around_one_number(written):
    assert to_text(parse(written)) == written
