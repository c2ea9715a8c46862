"""How expressions are printed, read again, and refused at their edges."""

from fractions import Fraction

import pytest

from callfile.formula.evaluate import (
    MISSING,
    FormulaError,
    FormulaFault,
    Kind,
    evaluate,
    kind_of,
    parse,
    to_text,
)
from callfile.formula.nodes import (
    All,
    Compare,
    Either,
    Name,
    Negate,
    Not,
    Number,
    Product,
    Sum,
    Text,
    Truth,
    children,
)
from callfile.formula.tokens import tokens_of

a, b, c = Name("a"), Name("b"), Name("c")


def minus(first, *rest):
    return Sum(first, tuple(("−", one) for one in rest))


def over(first, *rest):
    return Product(first, tuple(("÷", one) for one in rest))


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("a-b-c", "a − b − c"),
        ("a-(b-c)", "a − (b − c)"),
        ("(a-b)-c", "(a − b) − c"),
        ("a+(b+c)", "a + (b + c)"),
        ("a*b+c", "a × b + c"),
        ("(a*b)+c", "a × b + c"),
        ("a*(b+c)", "a × (b + c)"),
        ("(a+b)*c", "(a + b) × c"),
        ("a/b/c", "a ÷ b ÷ c"),
        ("a/(b/c)", "a ÷ (b ÷ c)"),
        ("a/(b*c)", "a ÷ (b × c)"),
        ("-a", "−a"),
        ("--a", "−−a"),
        ("-(a+b)", "−(a + b)"),
        ("-(a*b)", "−(a × b)"),
        ("-a*b", "−a × b"),
        ("a*-b", "a × −b"),
        ("a - -b", "a − −b"),
        ("((a))", "a"),
        ("a<b", "a < b"),
        ("a+b<=c", "a + b ≤ c"),
        ("(a<b)=c", "(a < b) = c"),
        ("a=(b<c)", "a = (b < c)"),
        ("a==b", "a = b"),
        ("a!=b", "a ≠ b"),
        ("a<>b", "a ≠ b"),
        ("a>=b", "a ≥ b"),
        ("a>b", "a > b"),
        ("a and b and c", "a and b and c"),
        ("a and (b and c)", "a and (b and c)"),
        ("a or b and c", "a or b and c"),
        ("(a or b) and c", "(a or b) and c"),
        ("a or (b or c)", "a or (b or c)"),
        ("a and (b or c)", "a and (b or c)"),
        ("not a", "not a"),
        ("not not a", "not not a"),
        ("not (a and b)", "not (a and b)"),
        ("not (a or b)", "not (a or b)"),
        ("not a = b", "not a = b"),
        ("not (a = b)", "not a = b"),
        ("(not a) = b", "(not a) = b"),
        ("not a and b", "not a and b"),
        ("a and not b", "a and not b"),
        ("min(a,b+c,3)", "min(a, b + c, 3)"),
        ("max((a))", "max(a)"),
        ("min(if a then 1 else 2, 3)", "min(if a then 1 else 2, 3)"),
        ("round_half_up(a/3,1)", "round_half_up(a ÷ 3, 1)"),
        ("if a then b else c", "if a then b else c"),
        ("if a then b else if b then 1 else 2", "if a then b else if b then 1 else 2"),
        ("if a then if b then 1 else 2 else 3", "if a then if b then 1 else 2 else 3"),
        ("if if a then b else c then 1 else 2", "if if a then b else c then 1 else 2"),
        ("(if a then 1 else 2) + 3", "(if a then 1 else 2) + 3"),
        ("3 + if a then 1 else 2", "3 + (if a then 1 else 2)"),
        ("-(if a then 1 else 2)", "−(if a then 1 else 2)"),
        ("(if a then b else c) and b", "(if a then b else c) and b"),
        ("if a or b then 1 else 2", "if a or b then 1 else 2"),
        ("true or false", "true or false"),
        ("1.50", "1.5"),
        ("0.125", "0.125"),
        ("a = 'x'", 'a = "x"'),
        ("a = ''", 'a = ""'),
        ('a = "it\'s"', 'a = "it\'s"'),
        ("člani × 2", "člani × 2"),
        ("a\n+\tb", "a + b"),
    ],
)
def test_brackets_stand_only_where_they_are_needed(written, canonical):
    node = parse(written)
    assert to_text(node) == canonical
    assert parse(canonical) == node
    assert to_text(parse(canonical)) == canonical


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a - b - c", minus(a, b, c)),
        ("a - (b - c)", minus(a, minus(b, c))),
        ("(a - b) - c", minus(minus(a, b), c)),
        ("a / b / c", over(a, b, c)),
        ("a + b × c", Sum(a, (("+", Product(b, (("×", c),))),))),
        ("-a × b", Product(Negate(a), (("×", b),))),
        ("not a = b", Not(Compare("=", a, b))),
        ("a or b and c", Either((a, All((b, c))))),
        ("true", Truth(value=True)),
        ("false", Truth(value=False)),
        ("'x y'", Text("x y")),
        ("0.50", Number(Fraction(1, 2))),
        ("trueish", Name("trueish")),
        ("minimum", Name("minimum")),
    ],
)
def test_parse_binds_as_the_language_says(text, node):
    assert parse(text) == node


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1", Kind.NUMBER),
        ("-a", Kind.NUMBER),
        ("a × b", Kind.NUMBER),
        ("min(a)", Kind.NUMBER),
        ("true", Kind.TRUTH),
        ("a < b", Kind.TRUTH),
        ("not a", Kind.TRUTH),
        ("a and b", Kind.TRUTH),
        ("a or b", Kind.TRUTH),
        ("'x'", Kind.TEXT),
        ("a", Kind.ANY),
        ("if a then 1 else b", Kind.NUMBER),
        ("if a then b else 1", Kind.NUMBER),
        ("if a then b else 'x'", Kind.TEXT),
        ("if a then b else c", Kind.ANY),
    ],
)
def test_kind_is_what_the_text_alone_tells(text, kind):
    assert kind_of(parse(text)) is kind


def fault(text):
    with pytest.raises(FormulaError) as refused:
        parse(text)
    return refused.value.message_code.value, refused.value.position


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("1 + 'x'", "wrong_kind", 4),
        ("'x' + 1", "wrong_kind", 0),
        ("1 × true", "wrong_kind", 4),
        ("true × 1", "wrong_kind", 0),
        ("a + true + 1", "wrong_kind", 4),
        ("-'x'", "wrong_kind", 1),
        ("not 1", "wrong_kind", 4),
        ("a and 1", "wrong_kind", 6),
        ("a and b and 1", "wrong_kind", 12),
        ("a or 'x'", "wrong_kind", 5),
        ("'x' or a", "wrong_kind", 0),
        ("true < 1", "wrong_kind", 0),
        ("1 < true", "wrong_kind", 0),
        ("1 = 'x'", "wrong_kind", 0),
        ("true = 1", "wrong_kind", 0),
        ("true < false", "wrong_kind", 0),
        ("min(true)", "wrong_kind", 4),
        ("min(1, 'x')", "wrong_kind", 7),
        ("a = b = c", "chained_comparison", 6),
        ("a < b >= c", "chained_comparison", 6),
        ("if a then 1 else true", "branches_differ", 0),
        ("1 + if a then 1 else true", "branches_differ", 4),
        ("if a b", "unexpected", 5),
        ("if a then 1 then 2", "unexpected", 12),
        ("then", "unexpected", 0),
        ("a and or b", "unexpected", 6),
        ("min a", "unexpected", 4),
        ("max + 1", "unexpected", 4),
        ("a(1)", "unknown_function", 0),
        ("1 + foo(a)", "unknown_function", 4),
        ("min(a", "unexpected_end", 5),
        ("min(a b)", "unexpected", 6),
        ("(a", "unexpected_end", 2),
        ("(a b)", "unexpected", 3),
        ("a)", "unexpected", 1),
        ("round_half_up(a)", "wrong_arguments", 0),
        ("1 + round_half_up(a, 1, 2)", "wrong_arguments", 4),
        ("a @ b", "unknown_character", 2),
        ("a  ; b", "unknown_character", 3),
        ('a = "x', "open_text", 4),
        ("a = 'x", "open_text", 4),
        ("1.2.3", "bad_number", 0),
        ("a + 1a", "bad_number", 4),
        ("1.", "bad_number", 0),
        ("01", "bad_number", 0),
        ("9" * 31, None, None),
        ("9" * 33, "bad_number", 0),
    ],
)
def test_refusals_name_the_character(text, code, position):
    if code is None:
        assert parse(text) == Number(Fraction(text))
    else:
        assert fault(text) == (code, position)


def test_truths_and_texts_are_compared_for_equality_only():
    for text in ("true = false", "true != a", "'x' = 'y'", "a = 'x'", "(a < b) = true"):
        parse(text)


def test_length_is_limited_to_two_thousand():
    assert parse("a" + " " * 1999) == a
    assert fault("a" + " " * 2000) == ("too_long", 2000)


@pytest.mark.parametrize(
    ("opening", "closing", "most"),
    [
        ("(", ")", 31),
        ("not ", "", 31),
        ("-", "", 31),
        ("min(", ")", 31),
        ("1 + (", ")", 31),
        ("if a then 1 else ", "", 31),
    ],
)
def test_depth_is_limited_to_thirty_two(opening, closing, most):
    parse(opening * most + "a" + closing * most)
    code, position = fault(opening * (most + 1) + "a" + closing * (most + 1))
    assert (code, position <= len(opening) * (most + 1)) == ("too_deep", True)


def test_depth_ends_with_its_bracket():
    """What stands side by side is not deep."""
    for one in ("(a)", "-a", "min(a)", "(if a then 1 else 2)"):
        parse(" + ".join([one] * 80))
    parse(" and ".join(["not a"] * 100))


@pytest.mark.parametrize(
    "before", ["(a) + ", "-a + ", "min(a) + ", "(if a then 1 else 2) + ", "(not a) = b and "]
)
def test_what_stood_before_makes_no_room_for_more(before):
    parse(before * 40 + "(" * 31 + "a" + ")" * 31)
    assert fault(before * 40 + "(" * 32 + "a" + ")" * 32)[0] == "too_deep"


def test_tokens_have_their_sort_and_place():
    found = tokens_of(" min( n1,'x' )>=1.5")
    assert [(one.sort, one.text, one.position) for one in found] == [
        ("word", "min", 1),
        ("sign", "(", 4),
        ("word", "n1", 6),
        ("sign", ",", 8),
        ("text", "'x'", 9),
        ("sign", ")", 13),
        ("sign", "≥", 14),
        ("number", "1.5", 16),
        ("end", "", 19),
    ]


def test_children_stand_in_the_order_of_the_text():
    node = parse("if a < b then min(c, -a) else b + c - 1")
    assert [to_text(one) for one in children(node)] == ["a < b", "min(c, −a)", "b + c − 1"]
    assert [to_text(one) for one in children(parse("b + c - 1"))] == ["b", "c", "1"]
    assert [to_text(one) for one in children(parse("b × c ÷ 2"))] == ["b", "c", "2"]
    assert children(parse("not a")) == (a,)
    assert children(parse("a or b")) == (a, b)
    assert children(a) == children(parse("1")) == children(parse("true")) == ()


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("a < b", {"a": "1", "b": "2"}, True),
        ("a < b", {"a": "2", "b": "2"}, False),
        ("a <= b", {"a": "2", "b": "2"}, True),
        ("a > b", {"a": "2", "b": "2"}, False),
        ("a >= b", {"a": "2", "b": "2"}, True),
        ("a != b", {"a": "2", "b": "2.0"}, False),
        ("a = b", {"a": "2", "b": "2.0"}, True),
        ("a = '2.0'", {"a": "2"}, False),
        ("'2' = a", {"a": "2"}, True),
        ("a = b", {"a": "x", "b": "x"}, True),
        ("a = b", {"a": "x", "b": "2"}, False),
        ("a != b", {"a": True, "b": False}, True),
        ("a = b", {"a": True, "b": "x"}, MISSING),
        ("a < b", {"a": "x", "b": "y"}, MISSING),
        ("a < b", {"a": "1"}, MISSING),
        ("a < b", {"b": "1"}, MISSING),
        ("a and b", {"b": False}, MISSING),
        ("a and b", {"a": True}, MISSING),
        ("a or b", {"a": False}, MISSING),
        ("a or b", {"a": False, "b": False}, False),
        ("a and b", {"a": True, "b": True}, True),
        ("if a then 1 else 2", {"a": "x"}, MISSING),
        ("not a", {"a": "x"}, MISSING),
        ("-a", {"a": "x"}, MISSING),
        ("a + b - 1", {"a": "1/3", "b": 2}, Fraction(4, 3)),
        ("a ÷ 0", {"a": "1"}, MISSING),
        ("a × 0", {"a": "1"}, Fraction(0)),
        ("round_half_up(a, 12)", {"a": "1/3"}, Fraction("0.333333333333")),
        ("round_half_up(a, d)", {"a": "1/3", "d": 12}, Fraction("0.333333333333")),
        ("round_half_up(a, d)", {"a": "1/3", "d": 13}, MISSING),
        ("round_half_up(a, d)", {"a": "1.6", "d": 0}, Fraction(2)),
        ("round_half_up(a, d)", {"a": "1.6", "d": -1}, MISSING),
        ("round_half_up(a, d)", {"a": "1.6"}, MISSING),
        ("a", {"a": "12"}, Fraction(12)),
        ("a", {"a": "x"}, "x"),
        ("'12'", {}, "12"),
        ("a", {"a": None}, MISSING),
    ],
)
def test_evaluate_at_its_edges(text, values, expected):
    found = evaluate(parse(text), values)
    assert (type(found), found) == (type(expected), expected)


def test_faults_say_their_code_and_place():
    with pytest.raises(FormulaError, match=r"^unexpected_end at 3$") as refused:
        parse("1 +")
    assert refused.value.message_code is FormulaFault.UNEXPECTED_END
