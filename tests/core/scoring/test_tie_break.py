"""Order of entries: points, then the tie-break list (CALL_FILE §4.4, §6.10-11, §6.19)."""

import hashlib

import pytest

from callfile.strict.fault import CoreFault
from scoring.core.ranking.tie_break import order


def entry(number, points="80", requested="400.00", **values):
    return {"number": number, "points": points, "requested": requested, "values": values}


def numbers(entries, tie_break=(), seed=None):
    return [[e["number"] for e in group] for group in order(entries, list(tie_break), seed)]


def fault(entries, *tie_break):
    with pytest.raises(CoreFault) as caught:
        order(entries, list(tie_break), None)
    return caught.value.kind, caught.value.names


def test_order_puts_more_points_first_whatever_way_they_are_written():
    entries = [entry("1", "9"), entry("2", "10"), entry("3", "28/3"), entry("4", "9.00")]
    assert numbers(entries) == [["2"], ["3"], ["1", "4"]]


def test_order_counts_a_total_below_zero_as_zero():
    assert numbers([entry("1", "-3"), entry("2", "0")]) == [["1", "2"]]


def test_order_keeps_equals_together_by_natural_number():
    assert numbers([entry("2027-10"), entry("2027-9")]) == [["2027-9", "2027-10"]]


def test_order_goes_down_the_list_rule_by_rule():
    entries = [
        entry("1", requested="300.00", K1="5"),
        entry("2", requested="200.00", K1="5.0"),
        entry("3", requested="900.00", K1="9"),
    ]
    assert numbers(entries, ["criterion:K1", "requested:lower"]) == [["3"], ["2"], ["1"]]
    assert numbers(entries, ["requested:higher"]) == [["3"], ["1"], ["2"]]


def test_order_draws_by_the_hash_of_seed_and_number():
    entries = [entry(str(number)) for number in range(1, 9)]
    drawn = sorted((e["number"] for e in entries), key=_hash_with_seed)
    assert numbers(entries, ["draw"], "čas 12.05") == [[number] for number in drawn]


def _hash_with_seed(number):
    return hashlib.sha256(f"čas 12.05{number}".encode()).hexdigest()


def test_order_without_a_seed_leaves_the_tie():
    assert numbers([entry("1"), entry("2")], ["draw"]) == [["1", "2"]]


def test_order_refuses_a_number_that_comes_twice():
    assert fault([entry("1"), entry("2"), entry("1", "70")]) == ("input", ["1"])


def test_order_refuses_a_rule_that_is_none():
    assert fault([entry("1")], "size") == ("setup", ["size"])


def test_order_refuses_to_decide_by_a_value_that_is_missing():
    entries = [entry("1", K1="5"), entry("2"), entry("3", "90")]
    assert fault(entries, "criterion:K1") == ("input", ["2"])
    assert numbers([entry("2"), entry("3", "90")], ["criterion:K1"]) == [["3"], ["2"]]


@pytest.mark.parametrize("points", [1.5, None, True, "1e3", "١", "1,5", "NaN", ""])
def test_order_refuses_points_that_are_no_exact_number(points):
    assert fault([entry("1", points)]) == ("input", [])
