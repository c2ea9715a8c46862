"""Pots of a call: nested lots, shares, spill-over (CALL_FILE §5, §6.20)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.grant import Grant
from callfile.lots.rules import read_pots
from callfile.strict.fault import CoreFault
from scoring.core.money.pots import allocate_lots
from tests.core.scoring.allocation_cases import euros, to_cents

EQUAL = {"method": "equal"}


def lot(code, budget, *spill_to, **more):
    spill = {"spill_to": list(spill_to)} if spill_to else {}
    return {"code": code, "budget": budget, "allocation": EQUAL, **spill, **more}


def asking(**amounts):
    """One entry for each lot: asking(A="40.00")."""
    return {
        code: [{"number": f"{code}1", "points": "5", "requested": amount}]
        for code, amount in amounts.items()
    }


def divide(*lots, entries=None, **call):
    return allocate_lots(call={"lots": list(lots), **call}, entries_by_lot=entries or {})


def faults(*lots, **call):
    with pytest.raises(CoreFault) as caught:
        divide(*lots, **call)
    return caught.value.kind, caught.value.names


def test_pots_unspent_money_follows_the_list_and_returns_to_the_giver():
    result = divide(
        lot("A", "100.00", "B", "C"),
        lot("B", "10.00"),
        lot("C", "10.00"),
        entries=asking(A="40.00", B="30.00", C="15.00"),
    )
    lots = result["lots"]
    assert [lots[code]["received"] for code in "ABC"] == [{}, {"A": "60.00"}, {"A": "40.00"}]
    assert [lots[code]["spent"] for code in "ABC"] == ["40.00", "30.00", "15.00"]
    assert [lots[code]["unspent"] for code in "ABC"] == ["60.00", "40.00", "35.00"]
    assert result["stays"] == {"A": "35.00"}
    ends = [step for step in lots["C"]["trace"]["pot"] if step["rule"] == "returned_to"]
    assert ends == [{"rule": "returned_to", "args": {"lot": "A", "amount": "35.00"}}]


def test_pots_spend_their_own_money_first():
    result = divide(
        lot("A", "50.00", "B"),
        lot("B", "50.00", "C"),
        lot("C", "1.00"),
        entries=asking(B="45.00"),
    )
    assert result["lots"]["C"]["received"] == {"B": "5.00"}
    assert result["stays"] == {"A": "50.00", "B": "5.00", "C": "1.00"}


def test_pots_spend_received_money_in_file_order_of_the_givers():
    result = divide(
        lot("A", "50.00", "C"),
        lot("B", "50.00", "C", "D"),
        lot("C", "10.00"),
        lot("D", "10.00"),
        entries=asking(C="70.00", D="99.00"),
    )
    assert result["lots"]["C"]["received"] == {"A": "50.00", "B": "50.00"}
    assert result["lots"]["D"]["received"] == {"B": "40.00"}
    assert result["lots"]["D"]["spent"] == "50.00"
    assert result["stays"] == {}


def test_pots_money_below_the_unit_moves_on_too():
    rule = {"method": "equal", "unit": "10.00"}
    result = divide(
        lot("A", "15.50", "B", allocation=rule), lot("B", "0.00"), entries=asking(A="99.00")
    )
    assert result["lots"]["A"]["spent"] == "10.00"
    assert result["lots"]["B"]["received"] == {"A": "5.50"}


def test_lots_nested_shares_are_of_the_parent_and_lose_no_cent():
    thirds = [lot(code, f"{part}%") for code, part in (("A", 33), ("B", 33), ("C", 34))]
    halves = [lot("D", "50%"), lot("E", "50%")]
    found = read_pots(
        {
            "lots": [
                {"code": "P", "budget": "0.10", "lots": thirds},
                {"code": "Q", "budget": "0.07", "lots": halves},
            ]
        }
    )
    assert [(leaf.code, leaf.budget) for leaf in found] == [
        ("A", 3),
        ("B", 3),
        ("C", 4),
        ("D", 4),
        ("E", 3),
    ]


def test_lots_nest_twice_and_take_over_limits():
    inner = {"code": "Q", "budget": "40%", "lots": [lot("B", "100%", tie_break=["draw"])]}
    call = {
        "grant": {"minimum": "1.00", "maximum": "9.00"},
        "lots": [
            {
                "code": "P",
                "budget": "50.00",
                "grant": {"maximum": "5.00"},
                "lots": [lot("A", "60%"), inner],
            }
        ],
    }
    first, second = read_pots(call)
    assert (first.code, first.budget, first.lot.tie_break) == ("A", 3000, ())
    assert (second.code, second.budget, second.lot.tie_break) == ("B", 2000, ("draw",))
    assert second.grant == Grant(minimum=100, maximum=500)


@pytest.mark.parametrize(
    ("lots", "names"),
    [
        ([lot("A", "1.00", "A")], ["A"]),
        ([lot("A", "1.00", "Z")], ["A"]),
        ([lot("A", "1.00"), lot("B", "1.00", "A")], ["B"]),
        ([lot("A", "1.00", "C", "B"), lot("B", "1.00"), lot("C", "1.00")], ["A"]),
        ([lot("A", "1.00", "P"), {"code": "P", "lots": [lot("B", "1.00")]}], ["A"]),
        ([{"code": "P", "spill_to": ["B"], "lots": [lot("A", "1.00")]}, lot("B", "1.00")], ["P"]),
        ([{"code": "P", "allocation": EQUAL, "lots": [lot("A", "1.00")]}], ["P"]),
        ([{"code": "P", "tie_break": ["draw"], "lots": [lot("A", "1.00")]}], ["P"]),
        ([lot("A", "1.00"), lot("A", "1.00")], ["A"]),
        ([lot("A", "40%")], ["A"]),
        ([lot("A", None)], ["A"]),
        ([{"code": "A", "budget": "1.00"}], ["A"]),
        ([lot("A", "1.00", allocation={"method": "point_value"})], ["A"]),
        ([{"code": "P", "budget": "1.00", "lots": [lot("A", "60%"), lot("B", "39%")]}], ["A", "B"]),
        ([{"code": "P", "budget": "1.00", "lots": [lot("A", "60%"), lot("B", "0.4")]}], ["B"]),
    ],
)
def test_lots_name_the_faulty_ones(lots, names):
    assert faults(*lots) == ("setup", names)


def test_pots_refuse_entries_of_a_lot_that_divides_nothing():
    group = {"code": "P", "lots": [lot("A", "1.00")]}
    assert faults(group, entries=asking(P="1.00")) == ("input", ["P"])


def test_pots_fault_in_one_lot_stops_all():
    tied = [{"number": n, "points": "5", "requested": "9.00"} for n in ("1", "2")]
    ranked = {"method": "ranked", "last": "stop"}
    lots = [lot("A", "1.00"), lot("B", "10.00", allocation=ranked)]
    assert faults(*lots, entries={"B": tied}) == ("tie", ["1", "2"])


@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(
    budgets=st.lists(st.integers(0, 50), min_size=4, max_size=4),
    asked=st.lists(st.integers(1, 90), min_size=4, max_size=4),
    targets=st.lists(st.sets(st.sampled_from("BCD")), min_size=4, max_size=4),
)
def test_pots_neither_lose_nor_make_a_cent(budgets, asked, targets):
    lots = [
        lot(code, euros(budget), *sorted(target for target in chosen if target > code))
        for code, budget, chosen in zip("ABCD", budgets, targets, strict=True)
    ]
    requests = {code: euros(amount) for code, amount in zip("ABCD", asked, strict=True)}
    result = divide(*lots, entries=asking(**requests))
    spent = sum(to_cents(found["spent"]) for found in result["lots"].values())
    assert spent + sum(map(to_cents, result["stays"].values())) == sum(budgets)
    for code, budget in zip("ABCD", budgets, strict=True):
        received = sum(map(to_cents, result["lots"][code]["received"].values()))
        assert to_cents(result["lots"][code]["spent"]) <= budget + received
        assert to_cents(result["stays"].get(code, "0.00")) <= budget


def test_pots_say_where_each_cent_came_from_and_went():
    halves = [lot("A", "50%", "B", "C"), lot("B", "50%")]
    group = {"code": "P", "budget": "20.00", "lots": halves}
    result = divide(group, lot("C", "5.00"), entries=asking(A="4.00", B="13.00"))
    said = {
        code: [(one["rule"], *one["args"].values()) for one in found["trace"]["pot"]]
        for code, found in result["lots"].items()
    }
    flow = ("own_budget", "received_from", "pot", "spent", "moved_to", "returned_to", "stays")
    assert {code: [one for one in steps if one[0] in flow] for code, steps in said.items()} == {
        "A": [
            ("own_budget", "10.00", "50%", "P"),
            ("pot", "10.00", "0.01", "10.00"),
            ("spent", "4.00", "6.00"),
            ("moved_to", "B", "6.00"),
            ("stays", "3.00"),
        ],
        "B": [
            ("own_budget", "10.00", "50%", "P"),
            ("received_from", "A", "6.00"),
            ("pot", "16.00", "0.01", "16.00"),
            ("spent", "13.00", "3.00"),
            ("moved_to", "C", "3.00"),
        ],
        "C": [
            ("own_budget", "5.00"),
            ("received_from", "A", "3.00"),
            ("pot", "8.00", "0.01", "8.00"),
            ("spent", "0.00", "8.00"),
            ("returned_to", "A", "3.00"),
            ("stays", "5.00"),
        ],
    }
