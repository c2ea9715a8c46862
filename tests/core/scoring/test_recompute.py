"""The whole result from two files: the same bytes, or one fault and nothing."""

import copy
import json

import pytest

from audit.core.canonical import digest, dumps
from scoring.core.run.recompute import main, recompute
from tests.core.scoring.rubrics import call, entry, fault, per_unit, points

LOT = {
    **call(points(), per_unit(), minimum_sheets=2),
    "threshold": {"total": "5"},
    "tie_break": ["criterion:K", "draw"],
    "budget": "100.00",
    "allocation": {"method": "point_value", "redistribute": True},
}
CALL = {
    "merila": "call/1",
    "lots": [
        {**LOT, "code": "A", "spill_to": ["C"]},
        {"code": "P", "budget": "60.00", "lots": [{**LOT, "code": "C", "budget": "60.00"}]},
    ],
}


def application(number, lot, worth, **more):
    answers = [{"K": worth}, {"K": worth}]
    source = entry(number, answers, {"n": "1"}, lot=lot, requested="70.00")
    return {**source, "eligible_cost": "140.00", **more}


EVALUATION = {
    "merila": "evaluation/1",
    "seed": "opened 2027-03-01",
    "applications": [
        application("10", "A", "9"),
        application("9", "A", "3"),
        application("8", "C", "9"),
        application("7", "C", "9", status="dismissed"),
        application("6", "C", "9"),
    ],
}


def test_recompute_ranks_and_divides_every_lot():
    result = recompute(CALL, EVALUATION)

    assert [(row["number"], row["status"]) for row in result["ranking"]["A"]] == [
        ("10", "ranked"), ("9", "below_threshold"),
    ]  # fmt: skip
    assert [row["rank"] for row in result["ranking"]["C"]] == [1, 2]
    assert result["lots"]["A"]["amounts"] == {"10": "70.00"}
    assert result["lots"]["C"]["received"] == {"A": "30.00"}
    assert result["lots"]["C"]["amounts"] == {"6": "45.00", "8": "45.00"}
    assert result["stays"] == {}
    assert result["call"] == digest(CALL)
    assert result["seed"] == "opened 2027-03-01"


def test_recompute_gives_the_same_bytes_in_any_order_of_input():
    turned = copy.deepcopy(EVALUATION)
    for row in turned["applications"]:
        row["sheets"].reverse()
    turned["applications"].reverse()

    first, second = recompute(CALL, EVALUATION), recompute(CALL, turned)

    assert dumps(first) == dumps(recompute(CALL, EVALUATION))
    assert first.pop("evaluation") != second.pop("evaluation")
    assert dumps(first) == dumps(second)


def test_recompute_stops_at_points_where_no_lot_has_an_allocation():
    rules = {"lots": [{key: LOT[key] for key in ("rubric", "aggregation")} | {"code": "A"}]}
    sources = [entry("1", [{"K": "1"}] * 2, {"n": "1"}, lot="A"), entry("2", lot="A")]
    result = recompute(rules, {"applications": sources})

    assert [row["status"] for row in result["ranking"]["A"]] == ["ranked", "not_rankable"]
    assert (result["lots"], result["stays"]) == ({}, {})


def test_recompute_pays_nobody_while_one_cannot_be_ranked():
    broken = copy.deepcopy(EVALUATION)
    broken["applications"] += [
        application("11", "A", "9", sheets=[]), application("5", "C", "9", conflicts=["m0"]),
    ]  # fmt: skip

    assert fault(recompute, CALL, broken) == ("not_rankable", ["5", "11"])
    for row in broken["applications"][-2:]:
        row["status"] = "withdrawn"
    assert fault(recompute, CALL, broken) is None


def test_recompute_refuses_another_call_than_the_published_one():
    published = {**EVALUATION, "call": digest(CALL)}
    changed = {**CALL, "grant": {"maximum": "1.00"}}

    assert recompute(CALL, published)["call"] == digest(CALL)
    assert fault(recompute, changed, published) == ("input", [digest(changed)])


@pytest.mark.parametrize(
    ("rules", "evaluation", "expected"),
    [
        (None, EVALUATION, ("setup", [])),
        ({}, EVALUATION, ("setup", [])),
        ({"lots": [{}]}, EVALUATION, ("setup", [])),
        ({"lots": [LOT | {"code": "A"}] * 2}, EVALUATION, ("setup", ["A"])),
        ({**CALL, "merila": "call/2"}, EVALUATION, ("setup", [])),
        ({**CALL, "share": 0.5}, EVALUATION, ("input", [])),
        (CALL, None, ("input", [])),
        (CALL, {"merila": "call/1"}, ("input", [])),
        (CALL, {"applications": {}}, ("input", [])),
        (CALL, {"applications": [application("1", "P", "9")]}, ("input", ["1"])),
        (CALL, {"applications": [application("1", None, "9")]}, ("input", ["1"])),
        (
            CALL,
            {"applications": [application("1", "A", "9"), application("1", "C", "9")]},
            ("input", ["1"]),
        ),
        (CALL, {"applications": [application("1", "A", "9", requested="1.005")]}, ("input", [])),
        (CALL, {**EVALUATION, "seed": 7}, ("input", [])),
    ],
)
def test_recompute_faults_stop_the_run(rules, evaluation, expected):
    assert fault(recompute, rules, evaluation) == expected


def write(folder, name, value):
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return str(path)


def test_recompute_main_prints_canonical_json(tmp_path, capsys):
    paths = [write(tmp_path, "call.json", CALL), write(tmp_path, "evaluation.json", EVALUATION)]

    assert main(paths) == 0
    assert capsys.readouterr().out.encode() == dumps(recompute(CALL, EVALUATION)) + b"\n"


def test_recompute_main_reads_yaml(tmp_path, capsys):
    paths = [write(tmp_path, "call.yaml", CALL), write(tmp_path, "evaluation.yml", EVALUATION)]

    assert main(paths) == 0
    assert json.loads(capsys.readouterr().out)["lots"]["A"]["spent"] == "70.00"


def test_recompute_main_says_a_fault_in_one_line(tmp_path, capsys):
    twice = {"applications": EVALUATION["applications"][:1] * 2}
    paths = [write(tmp_path, "call.json", CALL), write(tmp_path, "evaluation.json", twice)]

    assert main(paths) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "10" in said.err


UNREADABLE = ["{", '{"a": 1, "a": 2}', '{"a": 1.5}', "\x00", "[" * 300]


@pytest.mark.parametrize("content", UNREADABLE)
@pytest.mark.parametrize("name", ["call.json", "call.yaml"])
def test_recompute_main_exits_2_for_an_unreadable_file(tmp_path, capsys, name, content):
    evaluation = write(tmp_path, "evaluation.json", EVALUATION)
    code = main([write(tmp_path, name, content), evaluation])

    said = capsys.readouterr()
    assert code == 2
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert main([str(tmp_path / "absent.json"), evaluation]) == 2
    assert main([evaluation]) == 2


def test_recompute_main_refuses_yaml_that_points_at_itself(tmp_path, capsys):
    laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    paths = [write(tmp_path, "call.yaml", laughs), write(tmp_path, "e.json", EVALUATION)]

    assert main(paths) == 2
    places = ["b[0]", "b[1]", "c[0]", "c[1]"]
    lines = capsys.readouterr().err.splitlines()
    assert [line.removeprefix(f"{paths[0]}: ").partition(" · ")[0] for line in lines] == places
    assert "Line 2, column 8: references (*) are not allowed" in lines[0]
