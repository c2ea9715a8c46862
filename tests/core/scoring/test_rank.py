"""Ranks and tie-breaks, and a ranking that was really published."""

import csv
import hashlib
from pathlib import Path

import pytest

from scoring.core.ranking.rank import places, rank
from tests.core.scoring.rubrics import fault

HERE = Path(__file__).parent


def entries(*rows):
    return [
        {"number": number, "points": worth, "requested": requested, "values": {"K": value}}
        for number, worth, requested, value in rows
    ]


EVEN = ("2", "1", "1", "1")
EQUALS = entries(
    ("7", "80", "500.00", "5"), ("9", "80", "400.00", "5"),
    ("10", "80", "400.00", "6"), ("8", "70", "1.00", "9"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("tie_break", "expected"),
    [
        ([], [["7", 1], ["9", 1], ["10", 1], ["8", 4]]),
        (["criterion:K"], [["10", 1], ["7", 2], ["9", 2], ["8", 4]]),
        (["requested:lower"], [["9", 1], ["10", 1], ["7", 3], ["8", 4]]),
        (["requested:higher"], [["7", 1], ["9", 2], ["10", 2], ["8", 4]]),
        (["criterion:K", "requested:lower"], [["10", 1], ["9", 2], ["7", 3], ["8", 4]]),
        (["requested:lower", "criterion:K"], [["10", 1], ["9", 2], ["7", 3], ["8", 4]]),
        (["draw"], [["7", 1], ["9", 1], ["10", 1], ["8", 4]]),
    ],
)
def test_rank_follows_the_list(tie_break, expected):
    assert rank(tie_break, EQUALS) == expected
    assert rank(tie_break, EQUALS[::-1]) == expected


def test_rank_draw_is_the_hash_of_seed_and_number_with_nothing_between():
    drawn = sorted(["7", "9", "10"], key=lambda n: hashlib.sha256(f"čas{n}".encode()).hexdigest())

    assert [number for number, _ in rank(["draw"], EQUALS, "čas")] == [*drawn, "8"]
    assert [place for _, place in rank(["draw"], EQUALS, "čas")] == [1, 2, 3, 4]
    assert rank(["draw"], EQUALS, "") == rank([], EQUALS)


def test_rank_by_points_is_exact():
    close = entries(("1", "1/3", "1.00", "0"), ("2", "0.3333333333333333", "1.00", "0"))

    assert rank([], close) == [["1", 1], ["2", 2]]


def test_rank_steps_say_which_rule_decided_and_who_stays_equal():
    found = {place.number: place.steps for place in places(["criterion:K"], EQUALS)}

    assert [step["rule"] for step in found["10"]] == ["tie_broken_by_criterion", "rank"]
    assert found["7"][1] == {
        "rule": "tie_stays", "args": {"equals": 2, "numbers": ["7", "9"]},
    }  # fmt: skip
    assert [step["rule"] for step in found["8"]] == ["rank"]


@pytest.mark.parametrize(
    ("tie_break", "sources", "expected"),
    [
        (["alphabet"], EQUALS, ("setup", ["alphabet"])),
        (["requested"], [], ("setup", ["requested"])),
        ("draw", EQUALS, ("setup", [])),
        ([], [EQUALS[0], EQUALS[0]], ("input", ["7"])),
        ([], [{"number": "1", "points": "8,5"}], ("input", [])),
        ([], [{"number": "1"}], ("input", [])),
        ([], [{"points": "1"}], ("input", [])),
        (["criterion:Z"], EQUALS, ("input", ["7", "9", "10"])),
        (["requested:lower"], entries(("1", "1", "1.005", "1"), EVEN), ("input", [])),
    ],
)  # fmt: skip
def test_rank_faults(tie_break, sources, expected):
    assert fault(rank, tie_break, sources) == expected


# https://udruge.gov.hr/print.aspx?id=5210&url=print
PUBLISHED = list(csv.DictReader((HERE / "results_udruge_gov_hr.csv").read_text().splitlines()[1:]))


def test_rank_repeats_the_published_ranking_of_udruge_gov_hr():
    sources = [{"number": row["applicant"], "points": row["points"]} for row in PUBLISHED]

    assert len(sources) == 10
    assert rank([], sources[::-1]) == [[row["applicant"], int(row["rank"])] for row in PUBLISHED]
