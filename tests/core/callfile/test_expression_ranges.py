"""What an expression can be worth, against every answer that the form allows."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings

from callfile.formula.evaluate import MISSING, evaluate, parse
from callfile.reach.domains import (
    MIRRORED,
    OPPOSITE,
    Options,
    TableDomain,
    Truths,
    cut,
    possible_truths,
    united,
)
from callfile.reach.expressions import is_exact, narrowed, worth
from callfile.reach.ranges import EVERYTHING, Range, is_empty, shown, span
from tests.core.callfile.test_ranges import FACTS, arithmetic, holds

ONE = Fraction(1)
KNOWN = {
    **FACTS,
    "x": span(Fraction(-1, 2), 2),
    "yes": Truths(),
    "sure": Truths(frozenset({True})),
    "seat": Options(frozenset({"here", "there", "away"})),
    "rows": TableDomain({"n": span(0, 3, ONE)}, 4),
}


def told(text, facts=KNOWN):
    """What it is worth, and what is reported of it."""
    reports = []

    def report(code, **args):
        values = " ".join(f"{name}={value}" for name, value in args.items())
        reports.append(f"{code.value} {values}")

    found = worth(parse(text), facts, report)
    return (shown(found) if isinstance(found, Range) else found), reports


@settings(max_examples=150, deadline=None)
@given(arithmetic)
def test_exact_ends_are_reached_by_some_answers(text):
    node = parse(text)
    assume(is_exact(node))
    reports = []
    found = worth(node, FACTS, lambda code, **args: reports.append(code))
    values = [evaluate(node, {"n": n, "m": m}) for n, m in product(range(7), range(-3, 4))]
    if not reports:
        assert MISSING not in values
        assert (found.low, found.high) == ((0, min(values)), (0, max(values)))


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("n", True),
        ("2 × n − m", True),
        ("min(n, 3) + round_half_up(m ÷ 3, 1)", True),
        ("n − n", False),
        ("n × m + n", False),
        ("if n > 3 then n else m", True),
        ("if yes then n else 0", True),
        ('if seat = "here" then n else 0', True),
        ("if yes = true then n else 0", True),
        ("if n > m then n else 0", False),
        ("if 3 > n then n else 0", False),
        ("if n > 3 and m > 0 then n else 0", False),
        ("if not yes then n else 0", False),
        ("if yes then n − n else 0", False),
        ("if yes then 0 else n − n", False),
        ("1 + (if yes then n else 0)", False),
        ("if yes then if n > 2 then n else 1 else 0", True),
        ("if n = 1 then 0 else n", True),
        ("if n = 1 then 0 else if m = 2 then 9 else n", True),
        ("if n > 1 then if n = 2 then 9 else n else 0", True),
        ("if n = 1 then 0 else if n >= 1 then 9 else n", False),
        ("if n ≠ 1 then if yes then if n = 1 then 9 else 0 else 0 else 0", False),
        ("if n = 1 then if n = 2 then 9 else 0 else 0", False),
        ('if seat = "here" then 0 else if seat = "away" then 9 else n', True),
    ],
)
def test_is_exact_where_every_name_is_read_once_in_each_branch(text, exact):
    assert is_exact(parse(text)) is exact


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("5", "5 … 5"),
        ("−n", "-6 … 0"),
        ("n + m", "-3 … 9"),
        ("n − m", "-3 … 9"),
        ("n × m", "-18 … 18"),
        ("n ÷ 4", "0 … 1.5"),
        ("min(n, m)", "-3 … 3"),
        ("max(n, m, 1)", "1 … 6"),
        ("round_half_up(n ÷ 4, 0)", "0 … 2"),
        ("round_half_up(n ÷ 7, 12)", "0 … 0.857142857143"),
        ("if n > 3 then n else 10", "4 … 10"),
        ("if n >= 3 then n else 10", "3 … 10"),
        ("if n < 3 then n else 10", "0 … 10"),
        ("if n < 3 then n else 2", "0 … 2"),
        ("if n <= 3 then n else 3", "0 … 3"),
        ("if 3 < n then n else 4", "4 … 6"),
        ("if n = 3 then n else 3", "3 … 3"),
        ("if n = 6 then 0 else n", "0 … 5"),
        ("if n != 0 then n else 6", "1 … 6"),
        ("if n != 6 then n else 0", "0 … 5"),
        ("if n != 3 then n else 6", "0 … 6"),
        ("if n > 9 then 100 else n", "0 … 6"),
        ("if n > 6 then 100 else 1", "1 … 1"),
        ("if n >= 6 then 100 else 1", "1 … 100"),
        ("if n < 0 then 100 else 1", "1 … 1"),
        ("if sure then 1 else 2", "1 … 1"),
        ("if not sure then 1 else 2", "2 … 2"),
        ("if true then 1 else 2", "1 … 1"),
        ("if yes then if yes then 1 else 2 else 3", "1 … 3"),
        ("if yes then 2 else if yes then 9 else 1", "1 … 2"),
        ("if n > 3 and n < 5 then n else 4", "4 … 4"),
        ("if n < 3 or n > 4 then 3 else n", "3 … 4"),
        ("if not (n < 3 or n > 4) then n else 3", "3 … 4"),
        ("if n > 3 and n < 2 then 100 else 1", "1 … 1"),
        ("if n > m then n else m", "0 … 6"),
        ("if m > n then m else 2", "1 … 3"),
        ('if seat = "here" then 1 else 2', "1 … 2"),
        ("if yes = true then if yes then 1 else 2 else 3", "1 … 3"),
        ("if yes != true then if yes then 9 else 2 else 3", "2 … 3"),
        ("if yes = false then if yes then 9 else 2 else 3", "2 … 3"),
        ("if n > 0 then 6 ÷ n else 0", "0 … 6"),
        ("if n != 0 then 6 ÷ n else 1", "1 … 6"),
        ("if x > 0 then 1 ÷ x else 1", "0.5 … ∞"),
        ("if x < 0 then 1 ÷ x else −2", "−∞ … -2"),
        ("if n = 0 then 1 else 6 ÷ n", "1 … 6"),
    ],
)
def test_worth_is_just_what_can_be_reached(text, ends):
    assert told(text) == (ends, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("n > 3", {True, False}),
        ("n > 6", {False}),
        ("n >= 6", {True, False}),
        ("n >= 0", {True}),
        ("n < 0", {False}),
        ("n <= 0", {True, False}),
        ("n = 7", {False}),
        ("n != 7", {True}),
        ("3 = 3", {True}),
        ("3 != 3", {False}),
        ("n = 3", {True, False}),
        ("m > 3 or n > 6", {False}),
        ("m > 2 or n >= 0", {True}),
        ("m > 2 and n > 6", {False}),
        ("m >= -3 and n >= 0", {True}),
        ("not n >= 0", {False}),
        ("n >= 0 and yes", {True, False}),
        ("n > 6 and yes", {False}),
        ("n > 6 or yes", {True, False}),
        ("n >= 0 or yes", {True}),
        ("n > 3 and n < 3", {False}),
        ("n < 3 or n >= 3", {True}),
        ('seat = "here"', {True, False}),
        ("sure", {True}),
        ("not sure", {False}),
        ("true", {True}),
    ],
)
def test_a_condition_has_just_the_truths_that_can_be(text, found):
    assert told(text) == (Truths(frozenset(found)), [])


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("6 ÷ n", ["division_by_zero divisor=n"]),
        ("6 ÷ (m + 1) ÷ n", ["division_by_zero divisor=m + 1", "division_by_zero divisor=n"]),
        (
            "if yes then 6 ÷ n else 6 ÷ m",
            ["division_by_zero divisor=n", "division_by_zero divisor=m"],
        ),
        ("if n > 6 then 6 ÷ n else 1", []),
        ("if n >= 0 then 1 else 6 ÷ n", []),
        ("n > 0 and 6 ÷ n > 1", []),
        ("n = 0 or 6 ÷ n > 1", []),
        ("n > 0 or 6 ÷ n > 1", ["division_by_zero divisor=n"]),
        ("n >= 0 and 6 ÷ n > 1", ["division_by_zero divisor=n"]),
        ("6 ÷ unknown", []),
        ("seat + 1", ["fact_kind name=seat"]),
        ("−rows", ["fact_kind name=rows"]),
        ("min(yes, 1)", ["fact_kind name=yes"]),
        ("not n", ["fact_kind name=n"]),
        ("n and yes", ["fact_kind name=n"]),
        ("unknown and yes", []),
        ("if seat then 1 else 2", ["fact_kind name=seat"]),
        ("if unknown then 1 else 2", []),
        ("if yes then 1 else seat", ["fact_kind name=seat"]),
        ("if yes then 1 else n", []),
        ("if yes then yes else unknown", []),
        ("seat = n", ["fact_kind name=seat"]),
        ("n = yes", ["fact_kind name=n"]),
        ("rows = rows", ["fact_kind name=rows"]),
        ("seat < seat", ["fact_kind name=seat"]),
        ("yes > sure", ["fact_kind name=yes"]),
        ("yes = sure", []),
        ("unknown = seat", []),
        ("seat = unknown", []),
        ('seat = "moon"', ["option_unknown name=seat option=moon"]),
        ('"moon" != seat', ["option_unknown name=seat option=moon"]),
        (f'seat = "{"m" * 61}"', [f"option_unknown name=seat option={'m' * 60}"]),
        ('"here" = "moon"', []),
        ("round_half_up(n, 13)", ["formula_syntax reason=wrong_arguments position=1"]),
        ("round_half_up(n, −1)", ["formula_syntax reason=wrong_arguments position=1"]),
        ("round_half_up(n, 0.5)", ["formula_syntax reason=wrong_arguments position=1"]),
        ("round_half_up(n, n)", ["formula_syntax reason=wrong_arguments position=1"]),
        ("round_half_up(n, 12) + round_half_up(n, 0)", []),
    ],
)
def test_worth_names_what_is_wrong(text, reports):
    assert told(text)[1] == reports


def test_worth_of_what_is_no_number():
    assert told('"here"') == (Options(frozenset({"here"})), [])
    assert told("seat") == (KNOWN["seat"], [])
    assert told("unknown") == ("−∞ … ∞", [])
    assert told("if yes then seat else seat")[0] == KNOWN["seat"]
    assert told("if yes then true else yes")[0] == Truths()


def facts_after(text, *, truth=True, facts=KNOWN):
    after = narrowed(facts, parse(text), truth=truth)
    return after and {code: after[code] for code in after if after[code] != facts[code]}


@pytest.mark.parametrize(
    ("text", "truth", "after"),
    [
        ("yes", True, {"yes": Truths(frozenset({True}))}),
        ("yes", False, {"yes": Truths(frozenset({False}))}),
        ("not yes", True, {"yes": Truths(frozenset({False}))}),
        ("sure", False, None),
        ("true", False, None),
        ("true", True, {}),
        ("n", True, {}),
        ("n > 3", True, {"n": span(4, 6, ONE)}),
        ("n > 3", False, {"n": span(0, 3, ONE)}),
        ("3 > n", True, {"n": span(0, 2, ONE)}),
        ("3 <= n", True, {"n": span(3, 6, ONE)}),
        ("n > 6", True, None),
        ("n >= m", True, {}),
        ("n < m", True, {"n": span(0, 2, ONE), "m": span(1, 3, ONE)}),
        ("n > 1 and m > 1", True, {"n": span(2, 6, ONE), "m": span(2, 3, ONE)}),
        ("n > 1 and m > 1", False, {}),
        ("n > 1 or m > 1", True, {}),
        ("n > 1 or m > 1", False, {"n": span(0, 1, ONE), "m": span(-3, 1, ONE)}),
        ("n > 5 and n < 5", True, None),
        ('seat = "here"', True, {"seat": Options(frozenset({"here"}))}),
        ('seat = "here"', False, {"seat": Options(frozenset({"there", "away"}))}),
        ('seat = "moon"', True, None),
        ('"here" = seat', True, {"seat": Options(frozenset({"here"}))}),
        ("yes = true", True, {"yes": Truths(frozenset({True}))}),
        ("yes = true", False, {"yes": Truths(frozenset({False}))}),
        ("false = yes", True, {"yes": Truths(frozenset({False}))}),
        ("yes = sure", True, {}),
        ("seat = seat", True, {}),
    ],
)
def test_conditions_narrow_the_facts_of_their_branch(text, truth, after):
    assert facts_after(text, truth=truth) == after


SIDES = [
    span(low, high, grain)
    for low, high in product((-1, 0, 1, 2), repeat=2)
    if low <= high
    for grain in (None, ONE)
]
COMPARE = {
    "=": lambda a, b: a == b,
    "≠": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "≤": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "≥": lambda a, b: a >= b,
}


@pytest.mark.parametrize("sign", COMPARE)
def test_truths_and_cuts_agree_with_every_pair_of_numbers(sign):
    compare = COMPARE[sign]
    for left, right in product(SIDES, SIDES):
        if left.grain is None or right.grain is None:
            continue
        pairs = [
            (a, b)
            for a, b in product(range(-1, 3), repeat=2)
            if holds(left, Fraction(a)) and holds(right, Fraction(b))
        ]
        assert possible_truths(sign, left, right) == {compare(a, b) for a, b in pairs}
        kept = sorted({a for a, b in pairs if compare(a, b)})
        after = cut(left, sign, right)
        assert is_empty(after) is (not kept)
        if kept:
            assert (after.low, after.high) == ((0, kept[0]), (0, kept[-1])), (left, right, after)
            assert (0 in kept) <= holds(after, Fraction(0))


def test_cut_with_open_ends_leaves_all():
    for sign in COMPARE:
        assert cut(span(0, 5), sign, EVERYTHING) == span(0, 5)
    assert cut(span(0, 5), "≠", span(3, 4)) == span(0, 5)
    assert cut(span(0, 5), "≠", span(5, 5)) == span(0, 5)
    assert is_empty(cut(span(5, 5), "≠", span(5, 5)))
    assert cut(span(-1, 5), "≠", span(0, 0)).nonzero


def test_comparisons_turned_round_say_the_same():
    for sign, compare in COMPARE.items():
        for a, b in product(range(3), repeat=2):
            assert COMPARE[OPPOSITE[sign]](a, b) is not compare(a, b)
            assert COMPARE[MIRRORED[sign]](b, a) is compare(a, b)


def test_united_holds_both():
    here, there = Options(frozenset({"here"})), Options(frozenset({"there"}))
    no = Truths(frozenset({False}))
    assert united(span(0, 1), span(4, 5)) == span(0, 5)
    assert united(here, there) == Options(frozenset({"here", "there"}))
    assert united(KNOWN["sure"], no) == Truths()
    assert united(span(0, 1), here) == span(0, 1)
    assert united(here, no) == here
    assert united(no, span(0, 1)) == no
