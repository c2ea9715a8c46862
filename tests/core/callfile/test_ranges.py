from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from callfile.formula.evaluate import MISSING, evaluate, parse
from callfile.reach.expressions import worth
from callfile.reach.ranges import Range, is_empty, span

FACTS = {"n": span(0, 6, Fraction(1)), "m": span(-3, 3, Fraction(1))}

numbers = st.sampled_from(["n", "m", "0", "1", "2.5", "7"])
facts = st.sampled_from(["n", "m"])
signs = st.sampled_from(["<", "<=", "=", "!=", ">", ">="])
arithmetic = st.recursive(
    numbers,
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(" ".join).map("({})".format)
        | st.tuples(inner, inner).map(", ".join).map("min({})".format)
        | st.tuples(inner, inner).map(", ".join).map("max({})".format)
        | inner.map("round_half_up({}, 1)".format)
        | st.tuples(facts, signs, numbers, inner, inner).map(
            lambda part: "(if {} {} {} then {} else {})".format(*part)
        )
    ),
    max_leaves=6,
)


def holds(numbers: Range, value: Fraction) -> bool:
    return numbers.low <= (0, value) <= numbers.high and not (numbers.nonzero and value == 0)


@settings(max_examples=100, deadline=None)
@given(arithmetic, st.integers(0, 6), st.integers(-3, 3))
def test_worth_holds_every_value_and_names_every_division_by_zero(text, n, m):
    node = parse(text)
    told: list[str] = []
    found = worth(node, FACTS, lambda code, **args: told.append(code))
    assert isinstance(found, Range)
    value = evaluate(node, {"n": n, "m": m})
    if value is MISSING:
        assert told
    else:
        assert holds(found, value)


@settings(max_examples=50, deadline=None)
@given(arithmetic)
def test_worth_says_nothing_of_sound_expressions_without_division(text):
    assume("/" not in text)
    told: list[str] = []
    worth(parse(text), FACTS, lambda code, **args: told.append(code))
    assert told == []


def test_is_empty_knows_zero_without_zero():
    assert is_empty(Range((0, Fraction(0)), (0, Fraction(0)), None, nonzero=True))
    assert is_empty(span(1, 0))
    assert not is_empty(span(0, 0))
