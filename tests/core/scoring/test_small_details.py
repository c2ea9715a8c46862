"""Rows of a run, cases that differ, lots and matching at their edges."""

import json

import pytest

from audit.core.canonical import digest
from callfile.lots.rules import read_pots
from callfile.strict.fault import CoreFault
from scoring.core.money.minimum import WaterLevel
from scoring.core.money.water_filling import FilledShare, by_ratio, reach, water_level
from scoring.core.run.recompute import recompute
from scoring.core.run.run_rows import Outcome, amount_rows, outcome_of, ranked_rows, summary_of
from scoring.core.run.vectors import difference, run_case
from scoring.selectors.committee.matching import (
    Applicant,
    MatchKind,
    Officer,
    Person,
    are_alike,
    house,
    matches_of,
    normal,
    surnames,
    words_of,
)


def step(rule, **args):
    return {"rule": rule, "args": args}


def row(number, status="ranked", rank=1):
    return {"number": number, "status": status, "values": {"K": "1"}, "total": "5", "rank": rank}


POT = {
    "amounts": {"1": "10.00", "2": "4.00", "3": "0.00", "4": "0.00", "5": "0.00"},
    "out": {"3": "below_minimum", "4": "cap_below_minimum", "5": "nothing_due"},
    "reserve": ["3"],
    "spent": "14.00",
    "unspent": "1.00",
    "budget": "15.00",
    "received": {},
    "factor": "2",
    "trace": {
        "pot": [step("pot"), *(step("refused", number="3", turn=turn) for turn in (1, 20, 21))],
        "applications": {
            "1": [step("cap_requested", cap="12.00"), step("cap_to_unit", cap="10.00")],
            "2": [step("cap_maximum", cap="9.00"), step("partial_remainder", remaining="4.00")],
            "3": [],
            "4": [step("cap_below_minimum", cap="1.00")],
        },
    },
}
RESULT = {
    "ranking": {
        "A": [
            *(row(number, rank=int(number)) for number in "12345"),
            row("6", "below_threshold", None),
            row("7", "below_threshold", None),
            row("8", "not_rankable", None),
        ],
        "B": [row("9", "not_rankable", None), row("10", "not_rankable", None)],
    },
    "lots": {"A": POT},
    "stays": {"A": "1.00"},
}


def test_outcomes_of_a_divided_pot():
    outcomes = [outcome_of(one, POT).value for one in RESULT["ranking"]["A"]]
    assert outcomes == [
        *("paid", "part", "reserve", "out", "out"),
        *("below_threshold", "below_threshold", "not_rankable"),
    ]
    assert outcome_of(row("1"), None) is Outcome.RANKED


def test_amount_rows_have_the_last_cap_and_the_place_on_the_reserve_list():
    rows = [(one.number, one.amount, one.cap, one.reserve_place) for one in amount_rows(RESULT)]
    assert rows == [
        ("1", 1000, 1000, None),
        ("2", 400, 900, None),
        ("3", 0, None, 1),
        ("4", 0, 100, None),
        ("5", 0, None, None),
        *((number, 0, None, None) for number in "678"),
    ]


def test_ranked_rows_are_counted_from_one_in_each_lot():
    rows = [(one.lot, one.position, one.number, one.place) for one in ranked_rows(RESULT)]
    assert rows[:2] == [("A", 1, "1", 1), ("A", 2, "2", 2)]
    assert rows[-2:] == [("B", 1, "9", None), ("B", 2, "10", None)]


def test_summary_of_a_lot():
    found = summary_of(RESULT)
    assert found["stays"] == {"A": "1.00"}
    assert found["lots"]["B"] == {"entries": 2, "lines": [[1, "missing"]]}
    lot = found["lots"]["A"]
    assert (lot["entries"], lot["lines"]) == (8, [[3, "cut"], [6, "threshold"], [8, "missing"]])
    money = lot["money"]
    assert (money["recipients"], money["available"], money["refused"]) == (2, "15.00", 3)
    assert [one["args"].get("turn") for one in money["steps"]] == [None, 1, 20]
    assert money["bar"] == {"each": 1, "blocks": [1000, 400], "part": 1}
    assert money["factor"] == "2"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("renko", "renko", True),
        ("kos", "kos", True),
        ("kosi", "kosa", False),
        ("renko", "renk", False),
        ("renko", "renkos", True),
        ("renko", "renkost", False),
        ("renko", "srenko", True),
        ("renko", "enkor", False),
        ("renko", "rnko", False),
        ("renkos", "rnkos", True),
        ("renko", "ernko", True),
        ("renko", "renok", True),
        ("renko", "okner", False),
        ("renko", "senka", False),
        ("novak", "novka", True),
        ("novaka", "novkaa", True),
        ("novaka", "nvoaka", True),
        ("abcdef", "abdcef", True),
        ("abcdef", "abdcfe", False),
        ("abcde", "abcdx", True),
        ("abcde", "xbcde", True),
        ("abcde", "abxcde", True),
        ("abcde", "abxcdx", False),
    ],
)
def test_alike_is_one_letter_off(one, other, alike):
    assert are_alike(one, other) is alike
    assert are_alike(other, one) is alike


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Renko, Valter", {"renko"}),
        ("Renko,", {"renko"}),
        (", Valter", {"valter"}),
        ("dr., Valter", {"valter"}),
        ("Valter RENKO", {"renko"}),
        ("VALTER RENKO", {"valter", "renko"}),
        ("Valter R. Renko", {"valter", "r", "renko"}),
        ("KOS-NOVAK Ana", {"kos", "novak"}),
        ("", set()),
    ],
)
def test_surnames(name, found):
    assert surnames(name) == found


def test_words_and_normal_writing():
    assert words_of("Mag. Žiga ŠAV, inž.") == ["ziga", "sav"]
    assert normal("Æther Łódź  (x)") == "aether lodz x"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("Ulica Školjk 12 a", "skoljk 12a"),
        ("Riva 4", "riva 4"),
        ("Trg 1, 6000 Koper", "trg 1"),
        ("6000 Koper, Riva lunga 4", "lunga 4"),
        ("SI-6000 Koper", ""),
        ("Riva lunga, št. 4 b, Koper", "lunga 4b"),
        ("12, Ulica", "12"),
        ("", ""),
        ("Koper", ""),
    ],
)
def test_house_is_street_and_number(address, found):
    assert house(address) == found


def kinds(member, applicant):
    return [one.kind for one in matches_of(member, applicant)]


def test_seat_address_and_membership_are_found():
    member = Person("Ana Kos", "Ulica školjk 12, Bonaca", "Motoklub Bonaca; Zbor")
    applicant = Applicant(
        "Motoklub BONACA", "Školjk 12, Bonaca", (Officer("Vid Hribar", "predsednik", "Školjk 12"),)
    )
    assert kinds(member, applicant) == [MatchKind.ADDRESS, MatchKind.SEAT, MatchKind.MEMBERSHIP]
    found = matches_of(member, applicant)
    assert (found[0].officer, found[0].function, found[0].address) == (
        "Vid Hribar",
        "predsednik",
        "Školjk 12",
    )
    assert found[1].address == "Školjk 12, Bonaca"
    assert kinds(Person("Ana Kos"), Applicant("Motoklub")) == []
    assert kinds(Person("Ana Kos", "", "Motoklubarji"), Applicant("Motoklub")) == []
    assert kinds(Person("Ana Kos", "", "x"), Applicant("")) == []
    assert kinds(Person("Ana Kos", "Bonaca"), Applicant("Zbor", "Bonaca")) == []


@pytest.mark.parametrize(
    ("member", "officer", "kind"),
    [
        ("Ana Kos", "Ana Kos", MatchKind.NAME),
        ("Ana Novak", "Ana Novka", MatchKind.NAME),
        ("Ana Kos", "Ana Maria Kos", MatchKind.NAME),
        ("Ana Kos", "Ana Hribar", None),
        ("Ana Kos", "Kos Vid", MatchKind.SURNAME),
        ("KOS Ana", "KOS Vid", MatchKind.SURNAME),
        ("A. Kos", "A. Hribar", None),
        ("Ana Li", "Vid Li", MatchKind.SURNAME),
        ("Ana L.", "Vid L.", None),
        ("", "", None),
    ],
)
def test_names_and_surnames(member, officer, kind):
    found = kinds(Person(member), Applicant("Zbor", officers=(Officer(officer),)))
    assert found == ([] if kind is None else [kind])


EQUAL = {"method": "equal"}


def lot(code, budget, **more):
    return {"code": code, "budget": budget, "allocation": EQUAL, **more}


def whole(budget, *lots):
    """A call of one lot around the others."""
    return {"lots": [{"code": "W", "budget": budget, "lots": list(lots)}]}


def refused(**call):
    with pytest.raises(CoreFault) as caught:
        read_pots(call)
    return str(caught.value.kind), caught.value.reason, caught.value.names


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ({"lots": [lot("A", "1.00"), lot("A", "1.00")]}, ("duplicate_code", ["A"])),
        ({"lots": [lot("A", None)]}, ("budget_missing", ["A"])),
        ({"lots": [lot("A", "50%")]}, ("share_at_top", ["A"])),
        (
            whole("1.00", lot("A", "50%"), lot("B", "0.50")),
            ("budgets_mixed", ["A", "B"]),
        ),
        (
            whole("1.00", lot("A", "50%"), lot("B", "49%")),
            ("shares_differ", ["A", "B"]),
        ),
        (
            whole("1.00", lot("A", "0.50"), lot("B", "0.51")),
            ("budgets_differ", ["A", "B"]),
        ),
        (
            whole("1.00", lot("A", "0.50"), lot("B", "0.49")),
            ("budgets_differ", ["A", "B"]),
        ),
        ({"lots": [lot("A", "1.00", spill_to=["A"])]}, ("spill_earlier", ["A"])),
        ({"lots": [lot("A", "1.00", spill_to=["X"])]}, ("spill_unknown", ["A"])),
        ({"lots": [lot("A", "1.00", spill_to="B")]}, ("expected_list", ["A"])),
        ({"lots": [lot("A", "1.00", spill_to=[""])]}, ("expected_text", ["A"])),
        ({"lots": [lot("A", "1.00", tie_break=[5])]}, ("expected_text", ["A"])),
        ({"lots": [lot("A", "1.00", grant=5)]}, ("expected_mapping", ["A"])),
        ({"lots": [lot("A", "1.00", allocation=5)]}, ("expected_mapping", ["A"])),
        ({"lots": [lot("A", "1.00", allocation={"method": "x"})]}, ("unknown_choice", ["A"])),
        (
            {"lots": [{"code": "P", "spill_to": ["B"], "lots": [lot("A", "1.00")]}]},
            ("key_on_parent", ["P"]),
        ),
    ],
)
def test_lots_are_refused_with_a_reason(call, fault):
    assert refused(**call) == ("setup", *fault)


def test_lots_divide_the_budget_of_the_lot_around_them():
    found = read_pots(whole("1.01", lot("A", "50%"), lot("B", "50%", spill_to=[])))
    assert [(one.budget, one.share, one.parent) for one in found] == [
        (51, "50%", "W"),
        (50, "50%", "W"),
    ]
    stated = read_pots(whole("1.00", lot("A", "0.60", spill_to=["B"]), lot("B", "0.40")))
    assert [(one.budget, one.share, one.lot.spill_to) for one in stated] == [
        (60, "", ("B",)),
        (40, "", ()),
    ]


@pytest.mark.parametrize(
    ("expected", "actual", "said"),
    [
        ({"total": "5"}, {"total": "5", "more": 1}, None),
        ({"total": "5"}, {"more": 1}, 'total: expected "5", got nothing'),
        (
            {"values": {"K": "1"}},
            {"values": {"K": "1", "L": "2"}},
            'values.L: expected nothing, got "2"',
        ),
        ({"failed": ["a", "b"]}, {"failed": ["b", "a"]}, None),
        ({"other": ["a", "b"]}, {"other": ["b", "a"]}, 'other[0]: expected "a", got "b"'),
        (["a"], ["a", "b"], "result: expected 1 items, got 2"),
        (["a", "b"], ["a"], "result: expected 2 items, got 1"),
        ({"x": ["a"]}, {"x": []}, "x: expected 1 items, got 0"),
        (1, True, "result: expected 1, got true"),
        (["a"], {"b": 1}, 'result: expected ["a"], got {"b": 1}'),
        ({"b": 1}, ["a"], 'result: expected {"b": 1}, got ["a"]'),
        ({"b": 1}, "a", 'result: expected {"b": 1}, got "a"'),
        (["a"], "a", 'result: expected ["a"], got "a"'),
        ("a", ["a"], 'result: expected "a", got ["a"]'),
        ("x" * 130, "y", f'result: expected "{"x" * 119}…, got "y"'),
        ("x" * 118, "y", f'result: expected "{"x" * 118}", got "y"'),
        ({"fault": "a"}, {"total": "5"}, 'result: expected {"fault": "a"}, got {"total": "5"}'),
        ([{"number": "1", "rank": 1}], [{"number": "1", "rank": 2}], "1.rank: expected 1, got 2"),
        ([{"number": "1"}, {"number": "2"}], [{"number": "2"}, {"number": "1"}], None),
        (
            [{"number": "1"}],
            [{"number": "1"}, {"number": "2"}],
            '2: expected nothing, got {"number": "2"}',
        ),
    ],
)
def test_the_first_difference_is_named(monkeypatch, expected, actual, said):
    monkeypatch.setattr("scoring.core.run.vectors.run_case", lambda case: actual)
    assert difference({"expected": expected}) == said


def test_a_case_of_no_operation_is_a_fault():
    assert run_case({"op": "x"}) == {"fault": "operation_unknown", "names": ["x"]}


@pytest.mark.parametrize(
    ("call", "evaluation", "fault"),
    [
        (5, {}, ("setup", "call_mapping", [])),
        ({}, 5, ("input", "evaluation_mapping", [])),
        ({"merila": "call/2"}, {}, ("setup", "format_unknown", [])),
        ({}, {"merila": "evaluation/2"}, ("input", "format_unknown", [])),
        ({"a": 1.5}, {}, ("input", "canonical_float", [])),
        ({}, {"call": "x"}, ("input", "call_hash_differs", [digest({})])),
        ({}, {}, ("setup", "expected_list", [])),
        ({"lots": 5}, {}, ("setup", "expected_list", [])),
        ({"lots": [5]}, {}, ("setup", "expected_mapping", [])),
        ({"lots": [{}]}, {}, ("setup", "missing_key", [])),
        ({"lots": [{"code": "A", "lots": 5}]}, {}, ("setup", "expected_list", ["A"])),
        ({"lots": [{"code": "A"}, {"code": "A"}]}, {}, ("setup", "duplicate_code", ["A"])),
        ({"lots": [{"code": "A"}]}, {"applications": 5}, ("input", "applications_list", [])),
        ({"lots": [{"code": "A"}]}, {"applications": [5]}, ("input", "application_mapping", [])),
        ({"lots": [{"code": "A"}]}, {"applications": [{}]}, ("input", "number_text", [])),
        (
            {"lots": [{"code": "A"}]},
            {"applications": [{"number": "1", "lot": "B"}]},
            ("input", "lot_unknown", ["1"]),
        ),
        (
            {"lots": [{"code": "A"}]},
            {"applications": [{"number": "1"}]},
            ("input", "lot_unknown", ["1"]),
        ),
        ({"lots": [{"code": "A"}]}, {"seed": 5}, ("input", "seed_text", [])),
    ],
)
def test_recompute_refuses_with_a_reason(call, evaluation, fault):
    with pytest.raises(CoreFault) as caught:
        recompute(call, evaluation)
    assert (str(caught.value.kind), caught.value.reason, caught.value.names) == fault


def shares(*pairs):
    return [FilledShare(weight, upper) for weight, upper in pairs]


@pytest.mark.parametrize(
    ("pot", "pairs", "floor", "level"),
    [
        (100, [], 0, "0"),
        (100, [(1, None), (3, None)], 0, "25"),
        (100, [(1, 10), (1, None)], 0, "90"),
        (100, [(1, 10), (1, 20)], 0, "20"),
        (30, [(1, 10), (1, 20)], 0, "20"),
        (29, [(1, 10), (1, 20)], 0, "19"),
        (20, [(1, 10), (1, 20)], 0, "10"),
        (10, [(2, 10), (3, 20)], 0, "2"),
        (100, [(1, None), (9, None)], 20, "80/9"),
        (40, [(1, None), (9, None)], 20, "20/9"),
        (50, [(1, 30), (4, 30)], 20, "15/2"),
        (60, [(1, 30), (4, 30)], 20, "30"),
    ],
)
def test_water_level_is_where_the_pot_is_used_up(pot, pairs, floor, level):
    assert str(water_level(pot, shares(*pairs), floor)) == level


def test_water_has_no_floor_unless_one_is_named():
    assert str(water_level(5, shares((1, None), (99, None)))) == "1/20"


def test_reach_and_the_order_of_full_claims():
    assert reach(shares((1, 5), (2, 7)), 99) == 12
    assert reach(shares((1, 5), (2, None)), 99) == 99
    assert reach([], 99) == 0
    assert by_ratio(shares((1, 9), (3, 9), (2, None), (1, 1))) == [3, 1, 0]


def test_a_level_follows_the_claims_that_leave():
    claims = shares((50, 900), (26, 900), (24, 30))
    level = WaterLevel(500, claims)
    assert (str(level.value()), level.share(claims[0]), level.share(claims[2])) == (
        "235/38",
        309,
        30,
    )
    assert [level.is_below(claims[1], least) for least in (160, 161)] == [False, True]
    assert [level.is_below(claims[2], least) for least in (30, 31)] == [False, True]
    level.remove(claims[1])
    assert (str(level.value()), level.share(claims[0])) == ("47/5", 470)
    full = WaterLevel(100, shares((1, 10), (1, 20)))
    assert (full.share(FilledShare(1, 10)), full.is_below(FilledShare(1, 20), 21)) == (10, True)
    assert str(WaterLevel(5, []).value()) == "0"


def test_a_vector_case_is_json():
    assert json.dumps(run_case({"op": "rank", "call": {}, "entries": []})) == "[]"
