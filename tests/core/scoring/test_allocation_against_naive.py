"""The allocation against a second, naive one: every tiny case, and thousands of made-up ones."""

from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.strict.fault import CoreFault
from tests.core.scoring.allocation_cases import RULES, amounts_of, make, run
from tests.core.scoring.naive_allocation import Tie, naive

ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 15)), max_size=5)
TINY_ROWS = list(combinations_with_replacement([(0, 2), (1, 1), (1, 3), (2, 2)], 2))


def assert_agrees(case):
    got = run(case)
    try:
        amounts, refused = naive(case)
    except Tie:
        assert isinstance(got, CoreFault)
        return
    assert not isinstance(got, CoreFault), case
    assert amounts_of(got) == {**dict.fromkeys(got["amounts"], 0), **amounts}
    below = {number for number, code in got["out"].items() if code == "below_minimum"}
    assert below == refused


@pytest.mark.parametrize("method", RULES)
def test_allocation_is_the_naive_one_on_every_tiny_case(method):
    for rows, pot, minimum in product(TINY_ROWS, range(5), (0, 2)):
        assert_agrees(make(method, pot, rows, minimum=minimum, mode="refuse", last="skip"))
        assert_agrees(make(method, pot, rows, minimum=minimum, mode="raise", last="partial"))


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(
    method=st.sampled_from(list(RULES)),
    pot=st.integers(0, 60),
    rows=ROWS,
    minimum=st.integers(0, 5),
    mode=st.sampled_from(["refuse", "raise"]),
    down=st.booleans(),
    last=st.sampled_from(["partial", "stop", "skip"]),
    top=st.sampled_from([None, None, 1, 2, 3]),
)
def test_allocation_is_the_naive_one(method, pot, rows, minimum, mode, down, last, top):
    options = {"minimum": minimum, "mode": mode, "down": down, "last": last, "top": top}
    assert_agrees(make(method, pot, rows, **options))
