"""What holds for every rubric: thousands of small calls, made up."""

import contextlib
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.core.canonical import dumps
from callfile.strict.fault import CoreFault
from scoring.core.points.score import score
from tests.core.scoring.rubrics import call, entry, per_unit, points

MOST = 60
CODES = ("K", "J")

scores = st.integers(0, 10)
sheet = st.tuples(scores, scores)
application = st.tuples(st.lists(sheet, min_size=1, max_size=5), st.integers(0, 40))
rules = st.builds(
    lambda method, decimals, weight, cap, tie: call(
        {"code": "G", "cap": str(cap), "children": [
            points("K", max="10", weight=weight), points("J", max="10")]},
        per_unit(max_points="20"),
        method=method, decimals=decimals, tie_break=tie,
    ),
    st.sampled_from(["mean", "median", "trimmed_mean"]),
    st.sampled_from([None, 0, 1, 2]),
    st.sampled_from(["0", "0.5", "1", "1.25", "3"]),
    st.integers(0, 40),
    st.lists(st.sampled_from(["criterion:K", "requested:lower", "draw"]), unique=True),
)  # fmt: skip
modest = settings(max_examples=20, deadline=None)


def entries(applications):
    return [
        entry(
            str(number),
            [dict(zip(CODES, map(str, values), strict=True)) for values in sheets],
            {"n": str(units)},
            requested=f"{number % 3}.00",
        )
        for number, (sheets, units) in enumerate(applications, start=1)
    ]


@modest
@given(rules, st.lists(application, max_size=6), st.randoms(use_true_random=False))
def test_score_order_of_input_does_not_matter(rule, applications, chance):
    sources = entries(applications)
    shuffled = [{**source, "sheets": source["sheets"][::-1]} for source in sources]
    chance.shuffle(shuffled)

    assert dumps(score(rule, sources, "seed")) == dumps(score(rule, shuffled, "seed"))


@modest
@given(rules, st.lists(application, max_size=6))
def test_score_totals_stay_within_reach_and_ranks_follow_them(rule, applications):
    rows = score(rule, entries(applications), "seed")
    totals = [Fraction(row["total"]) for row in rows]

    assert all(0 <= total <= MOST for total in totals)
    assert totals == sorted(totals, reverse=True)
    assert all(
        first["rank"] < second["rank"]
        for first, second in pairwise(rows)
        if Fraction(first["total"]) > Fraction(second["total"])
    )


@modest
@given(rules, st.lists(application, min_size=1, max_size=5), st.data())
def test_score_a_better_answer_never_lowers_the_total_or_the_rank(rule, applications, data):
    rule = {**rule, "tie_break": []}
    sheets, units = applications[0]
    place = data.draw(st.integers(0, len(sheets) - 1))
    better = [
        (max(first, data.draw(scores)), second) if index == place else (first, second)
        for index, (first, second) in enumerate(sheets)
    ]
    before, after = (
        next(row for row in score(rule, entries([(one, units), *applications[1:]]))
             if row["number"] == "1")
        for one in (sheets, better)
    )  # fmt: skip

    assert Fraction(after["total"]) >= Fraction(before["total"])
    assert after["rank"] <= before["rank"]


@modest
@given(rules, application)
def test_score_total_can_be_computed_again_from_the_trace(rule, one):
    [row] = score(rule, entries([one]))
    trace, codes = row["trace"], ("K", "J", "U", "G", "R")
    ends = {code: trace[code][-1] for code in codes}
    for code, last in ends.items():
        assert Fraction(row["values"][code]) == Fraction(str(last["args"]["result"]))
    for code in ("K", "J"):
        args = trace[code][0]["args"]
        given_points = sorted(Fraction(value["points"]) for value in args["values"])
        if trace[code][0]["rule"] == "median_of_sheets":
            half = len(given_points) // 2
            given_points = given_points[half - (len(given_points) % 2 == 0) : half + 1]
        elif trace[code][0]["rule"] == "trimmed_mean_of_sheets" and args["dropped"]:
            given_points = given_points[1:-1]
        assert Fraction(args["result"]) == sum(given_points) / len(given_points)
    for code in ("G", "R"):
        args = trace[code][0]["args"]
        assert Fraction(args["result"]) == sum(Fraction(part["points"]) for part in args["parts"])


junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["code", "kind", "children", "rubric", "levels", "bands", "answers",
                             "number", "facts", "sheets", "value", "assessor", "points"]),
            inner, max_size=4,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@modest
@given(junk, junk)
def test_score_answers_junk_with_a_fault_only(rule, sources):
    for arguments in (
        (rule, sources), (call(points()), sources), (call(points()), [sources]),
        ({"rubric": rule}, [entry()]), (call(rule), [entry(facts={"n": sources})]),
        (call(points()), [{"number": "1", "sheets": sources}]),
        (call(per_unit()), [{"number": "1", "facts": {"n": sources}}]),
    ):  # fmt: skip
        with contextlib.suppress(CoreFault):
            score(*arguments)
