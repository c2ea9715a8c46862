"""The draw of the assessors: balanced, repeatable, blind to order, and never a seat that is out."""

import json
from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.strict.fault import CoreFault
from scoring.core.draw import (
    Seats,
    ToDraw,
    assessors_drawn,
    draw_assessors,
    loads_of,
    seat_key,
)
from scoring.core.ranking.tie_break import draw_key
from scoring.core.run.draw import drawn_again, main

modest = settings(max_examples=60, deadline=None)
SEATS = Seats(("1", "2", "3", "4", "5"), ("6", "7"))
ALL = [*SEATS.members, *SEATS.substitutes]

outs = st.sets(st.sampled_from(ALL), max_size=5)
drawings = st.lists(st.tuples(st.integers(1, 4), outs), max_size=25).map(
    lambda rows: [ToDraw(f"K-{n}", wanted, out) for n, (wanted, out) in enumerate(rows, 1)]
)
seeds = st.text("0123456789abcdef", min_size=1, max_size=8)


def first(drawn, one):
    return drawn[one.number][: one.assessors]


@modest
@given(seeds, st.integers(0, 40), st.integers(1, 5))
def test_members_differ_by_one_where_nobody_steps_out(seed, count, wanted):
    applications = [ToDraw(str(n), wanted) for n in range(count)]
    drawn = draw_assessors(seed, applications, SEATS)

    loads = [loads_of(drawn, applications).get(seat, 0) for seat in SEATS.members]
    assert max(loads) - min(loads) <= 1
    assert sum(loads) == count * wanted


@modest
@given(seeds, drawings)
def test_nobody_who_steps_out_is_drawn_and_as_many_as_there_are(seed, applications):
    drawn = draw_assessors(seed, applications, SEATS)

    for one in applications:
        able = [seat for seat in ALL if seat not in one.out]
        assert sorted(drawn[one.number]) == able
        members = [seat for seat in first(drawn, one) if seat in SEATS.members]
        expected = min(one.assessors, len(set(SEATS.members) - one.out))
        assert len(members) == expected


@modest
@given(seeds, drawings)
def test_nobody_could_still_give_an_application_to_somebody_with_two_fewer(seed, applications):
    drawn = draw_assessors(seed, applications, SEATS)

    loads = Counter(
        seat for one in applications for seat in first(drawn, one) if seat in SEATS.members
    )
    for one in applications:
        mine = [seat for seat in first(drawn, one) if seat in SEATS.members]
        others = set(SEATS.members) - one.out - set(mine)
        assert all(loads[a] - loads[b] < 2 for a, b in product(mine, others))


@modest
@given(seeds, drawings, st.randoms())
def test_order_of_what_is_given_does_not_matter(seed, applications, chance):
    shuffled, members = list(applications), list(SEATS.members)
    chance.shuffle(shuffled)
    chance.shuffle(members)

    again = draw_assessors(seed, shuffled, Seats(tuple(members), SEATS.substitutes[::-1]))
    assert again == draw_assessors(seed, applications, SEATS)


@modest
@given(
    st.permutations(range(1, 8)),
    st.sets(st.integers(1, 7)),
    st.sets(st.integers(1, 7)),
    st.sets(st.integers(1, 7)),
    st.integers(1, 4),
)
def test_later_conflicts_only_add(order, able, begun, stepping_out, wanted):
    before = assessors_drawn(order, able, begun, wanted)
    after = assessors_drawn(order, able - stepping_out, begun, wanted)

    assert set(before) - stepping_out <= set(after)
    assert len(after) == min(wanted, len(able - stepping_out))


def test_draw_is_what_the_page_says_by_hand():
    seats = Seats(("1", "2", "3"))
    drawn = draw_assessors("abc", [ToDraw("K-1", 1), ToDraw("K-2", 1)], seats)

    begins, follows = sorted(("K-1", "K-2"), key=lambda number: draw_key("abc", number))
    one = min(seats.members, key=lambda seat: seat_key("abc", begins, seat))
    others = [seat for seat in seats.members if seat != one]
    assert drawn[begins][0] == one
    assert drawn[follows][0] == min(others, key=lambda seat: seat_key("abc", follows, seat))


def test_another_seed_draws_others():
    applications = [ToDraw(str(n), 2) for n in range(20)]
    assert draw_assessors("a", applications, SEATS) != draw_assessors("b", applications, SEATS)


CALL = {
    "lots": [
        {
            "code": "A",
            "rubric": {"code": "K", "kind": "score", "min": "0", "max": "9", "step": "1"},
            "aggregation": {"method": "mean", "minimum_sheets": 1, "assessors": 2},
        }
    ]
}
SAID = {
    "seed": "abc",
    "seats": 4,
    "substitutes": ["4"],
    "applications": [{"number": f"K-{n}", "lot": "A", "out": ["2"]} for n in range(1, 4)],
}


def test_evaluation_that_says_another_draw_is_refused_by_number():
    order = drawn_again(CALL, {"draw": SAID})["order"]
    rows = [{**row, "order": order[row["number"]]} for row in SAID["applications"]]
    assert drawn_again(CALL, {"draw": {**SAID, "applications": rows}})["order"] == order

    rows[1]["order"] = rows[1]["order"][::-1]
    with pytest.raises(CoreFault, match="input: draw_differs: K-2"):
        drawn_again(CALL, {"draw": {**SAID, "applications": rows}})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seed": ""}, "seed_text"),
        ({"seats": 0}, "seats_number"),
        ({"seats": True}, "seats_number"),
        ({"seats": "3"}, "seats_number"),
        ({"substitutes": ["9"]}, "substitutes_unknown"),
        ({"substitutes": 5}, "substitutes_list"),
        ({"applications": [{"number": "1", "lot": "B"}]}, "lot_without_draw: 1"),
        ({"applications": [{"number": "1", "lot": "A", "out": ["7"]}]}, "out_unknown: 1"),
        ({"applications": [{"number": "1", "lot": "A", "out": [[]]}]}, "out_text: 1"),
        ({"applications": [{"lot": "A"}]}, "application_number"),
        ({"applications": [{"number": "1", "lot": "A"}] * 2}, "number_twice: 1"),
    ],
)
def test_draw_names_what_is_wrong(change, said):
    with pytest.raises(CoreFault, match=said):
        drawn_again(CALL, {"draw": {**SAID, **change}})


def test_draw_main_prints_and_exits(tmp_path, capsys):
    call, evaluation = tmp_path / "call.json", tmp_path / "evaluation.json"
    call.write_text(json.dumps(CALL))
    evaluation.write_text(json.dumps({"draw": SAID}))

    assert main([str(call), str(evaluation)]) == 0
    assert json.loads(capsys.readouterr().out)["loads"] == {"1": 3, "3": 3}
    evaluation.write_text(json.dumps({"applications": []}))
    assert main([str(call), str(evaluation)]) == 1
    assert capsys.readouterr().err == "input: draw_missing\n"
    assert main([str(call)]) == main([str(call), "nowhere.json"]) == 2
