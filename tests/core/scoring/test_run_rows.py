"""What pages read of a run says neither more nor less than its result."""

from pathlib import Path

import pytest

from callfile.numbers.money import cents
from scoring.core.run.files import read_file
from scoring.core.run.recompute import rank_lots, recompute
from scoring.core.run.run_rows import (
    MOST_BLOCKS,
    MOST_REFUSED,
    PAID,
    Outcome,
    amount_rows,
    ranked_rows,
    summary_of,
)

LIBRARY = Path(__file__).parents[3] / "library"


@pytest.fixture(scope="module", params=["kultura", "prireditve", "sport", "socialno"])
def files(request):
    call = read_file(str(LIBRARY / f"{request.param}.yaml"))
    return call, read_file(str(LIBRARY / "examples" / f"{request.param}.evaluation.json"))


def test_summary_adds_up_with_the_amounts(files):
    result = recompute(*files)
    summary, amounts = summary_of(result), {row.number: row for row in amount_rows(result)}
    for lot, pot in result["lots"].items():
        money = summary["lots"][lot]["money"]
        rows = [amounts[row["number"]] for row in result["ranking"][lot]]
        assert (
            sum(row.amount for row in rows) == cents(money["spent"]) == sum(money["bar"]["blocks"])
        )
        assert money["recipients"] == sum(1 for row in rows if row.outcome in PAID)
        assert all(row.amount <= row.cap for row in rows if row.cap is not None)
        assert {row.number: row.reserve_place for row in rows if row.reserve_place} == {
            number: place for place, number in enumerate(pot["reserve"], 1)
        }
    budgets = sum(cents(pot["budget"]) for pot in result["lots"].values())
    available = (lot["money"]["available"] for lot in summary["lots"].values())
    assert sum(cents(money) for money in available) == budgets


def test_rows_are_those_of_the_ranking_in_its_order(files):
    result = recompute(*files)
    rows = list(ranked_rows(result))
    for lot, ranking in result["ranking"].items():
        own = [row for row in rows if row.lot == lot]
        assert [row.row for row in own] == ranking
        assert [row.position for row in own] == list(range(1, len(ranking) + 1))


def test_ranking_without_money_has_no_amounts(files):
    result = rank_lots(*files)
    assert list(amount_rows(result)) == []
    assert not any("money" in lot for lot in summary_of(result)["lots"].values())
    assert {row.outcome for row in ranked_rows(result)} <= {
        Outcome.RANKED,
        Outcome.BELOW_THRESHOLD,
        Outcome.NOT_RANKABLE,
    }


def a_large_result(paid: int, refused: int) -> dict:
    """A pot that pays `paid` a euro each, and refuses the others one by one."""
    numbers = [str(number) for number in range(1, paid + refused + 1)]
    amounts = {number: "1.00" if place < paid else "0.00" for place, number in enumerate(numbers)}
    turns = [
        {"rule": "refused", "args": {"number": number, "turn": turn}}
        for turn, number in enumerate(numbers[paid:], 1)
    ]
    pot = {
        "amounts": amounts,
        "out": dict.fromkeys(numbers[paid:], "below_minimum"),
        "reserve": numbers[paid:],
        "spent": f"{paid}.00",
        "unspent": "0.00",
        "budget": f"{paid}.00",
        "received": {},
        "trace": {"pot": turns, "applications": {number: [] for number in numbers}},
    }
    ranked = {"status": "ranked", "values": {}, "total": "5", "rank": 1}
    rows = [{**ranked, "number": number} for number in numbers]
    return {"ranking": {"A": rows}, "lots": {"A": pot}, "stays": {}}


@pytest.mark.parametrize(("paid", "each"), [(1, 1), (MOST_BLOCKS, 1), (MOST_BLOCKS + 1, 2)])
def test_bar_has_a_limited_number_of_blocks(paid, each):
    bar = summary_of(a_large_result(paid, 0))["lots"]["A"]["money"]["bar"]
    assert bar["each"] == each
    assert len(bar["blocks"]) <= MOST_BLOCKS
    assert sum(bar["blocks"]) == paid * 100


def test_summary_names_the_first_refused_and_counts_all():
    money = summary_of(a_large_result(3, 50))["lots"]["A"]["money"]
    assert money["refused"] == 50
    assert [step["args"]["turn"] for step in money["steps"]] == list(range(1, MOST_REFUSED + 1))


def test_lines_lie_where_one_outcome_follows_another():
    assert summary_of(a_large_result(3, 2))["lots"]["A"]["lines"] == [[4, "cut"]]
    assert summary_of(a_large_result(3, 0))["lots"]["A"]["lines"] == []
