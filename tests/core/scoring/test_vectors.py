"""The published vectors, and the runner that says where a case differs."""

import json
from pathlib import Path

import pytest

from scoring.core.run.vectors import difference, main, run_case

FILE = Path(__file__).parents[1] / "vectors.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
OWN = json.loads(FILE.with_name("own_vectors.json").read_text(encoding="utf-8"))["cases"]
SCORED = next(case for case in CASES if case["name"] == "levels mean of three")


@pytest.mark.parametrize("case", [*CASES, *OWN], ids=lambda case: case["name"])
def test_vector_passes(case):
    assert difference(case) is None


def test_vectors_main_counts_and_exits_0(capsys):
    assert main([str(FILE)]) == 0
    assert capsys.readouterr().out == f"{len(CASES)} passed, 0 failed\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"total": "6"}, '1.total: expected "6", got "5"'),
        ({"rank": 2}, "1.rank: expected 2, got 1"),
        ({"failed": ["R"]}, "1.failed: expected 1 items, got 0"),
        ({"values": {"R": "5"}}, '1.values.K1: expected nothing, got "5"'),
        ({"values": {"K1": "5", "R": "5", "K9": "0"}}, '1.values.K9: expected "0", got nothing'),
        ({"number": "2"}, '1: expected nothing, got {"number": "1"'),
    ],
)
def test_vectors_name_the_first_difference(change, said):
    wrong = {**SCORED, "expected": [{**SCORED["expected"][0], **change}]}

    assert str(difference(wrong)).startswith(said)


def test_vectors_see_a_missing_fault_and_an_unexpected_one():
    faulty = {**SCORED, "call": {"rubric": {"code": "R", "kind": "stars"}}}

    assert difference({**SCORED, "expected": {"fault": "setup", "names": ["R"]}}) is not None
    assert "kind" not in str(run_case(faulty))
    assert run_case(faulty) == {"fault": "setup", "names": ["R"]}
    assert "got {" in str(difference(faulty))


def test_vectors_main_exits_1_with_the_place(tmp_path, capsys):
    wrong = {**SCORED, "expected": [{**SCORED["expected"][0], "total": "6"}]}
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps({"format": "merila-vectors/1", "cases": [SCORED, wrong]}))

    assert main([str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'FAILED levels mean of three: 1.total: expected "6", got "5"',
        "1 passed, 1 failed",
    ]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "merila-vectors/1"}', "1.5"])
def test_vectors_main_exits_2_for_another_file(tmp_path, capsys, content):
    path = tmp_path / "other.json"
    path.write_text(content)

    assert main([str(path)]) == 2
    assert capsys.readouterr().err.startswith(str(path))
    assert main([]) == 2
    assert main([str(tmp_path / "absent.json")]) == 2


@pytest.mark.parametrize("op", [None, "draw", 3, [], "score"])
def test_vectors_answer_any_case_without_an_exception(op):
    assert "fault" in run_case({"op": op, "call": None, "entries": 5})
