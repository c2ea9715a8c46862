"""The ready calls: faultless, complete in every language, and good for a whole computation."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from callfile import file as call_file
from callfile.text.reading import read_text
from grants.call_files.reading import read_call, write_yaml
from grants.selectors.calls.ready_calls import ready_calls
from scoring.core.run.recompute import recompute

LIBRARY = Path(__file__).parents[2] / "library"
NAMES = ["kultura", "kulturni-projekti", "mladi", "prireditve", "socialno", "sport"]
LANGUAGES = {"sl", "it", "en"}

Call = Mapping[str, Any]


CALLS: dict[str, Any] = {one.name: one.content for one in ready_calls()}


def all_lots(parent: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for lot in parent.get("lots", []):
        yield lot
        yield from all_lots(lot)


def leaf_lots(call: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [lot for lot in all_lots(call) if "lots" not in lot]


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def call(name: str) -> Call:
    return CALLS[name]


@pytest.fixture(scope="module")
def results() -> dict[str, tuple[Call, Call]]:
    found = {}
    for one in NAMES:
        source = LIBRARY / "examples" / f"{one}.evaluation.json"
        evaluation = json.loads(source.read_text(encoding="utf-8"))
        found[one] = (evaluation, recompute(CALLS[one], evaluation))
    return found


def texts(value: object, place: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text of the call with its place: a mapping whose keys are languages."""
    if isinstance(value, Mapping):
        if value and value.keys() <= LANGUAGES:
            yield place, value
            return
        for key, part in value.items():
            yield from texts(part, f"{place}.{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from texts(part, f"{place}[{index}]")


def nodes(node: Call) -> Iterator[Call]:
    yield node
    for child in node.get("children", []):
        yield from nodes(child)


def test_library_holds_these_calls_and_no_other() -> None:
    assert sorted(path.stem for path in LIBRARY.glob("*.yaml")) == NAMES


def test_set_up_check_has_nothing_to_report(name: str) -> None:
    read = read_call((LIBRARY / f"{name}.yaml").read_bytes())

    assert [str(fault) for fault in read.faults] == []
    assert read.call == CALLS[name]


def test_canonical_form_round_trips(call: Call) -> None:
    data = call_file.canonical(call)

    assert call_file.load(data) == call
    assert call_file.canonical(call_file.load(data)) == data


def test_export_reads_back_to_the_same_bytes(call: Call) -> None:
    again = read_text(write_yaml(call)).call

    assert call_file.canonical(again) == call_file.canonical(call)


def test_every_text_is_there_in_three_languages(call: Call) -> None:
    found = list(texts(call))

    assert len(found) > 200
    assert [place for place, text in found if text.keys() != LANGUAGES] == []
    assert [place for place, text in found if not all(part.strip() for part in text.values())] == []


def test_no_text_is_left_in_another_language(call: Call) -> None:
    alike = {
        text["sl"]
        for _, text in texts(call)
        if len(text["sl"]) > 12 and len(set(text.values())) < len(text)
    }

    assert alike == set()


def test_call_says_where_it_comes_from(call: Call) -> None:
    about = call["about"]

    assert len(about["modelled_on"]) >= 3
    assert all(source["url"].startswith("http") for source in about["modelled_on"])
    assert about["completed_by_us"].keys() == LANGUAGES


def test_readme_lists_every_source_and_goal(call: Call) -> None:
    readme = (LIBRARY / "README.md").read_text(encoding="utf-8")

    assert [one["url"] for one in call["about"]["modelled_on"] if one["url"] not in readme] == []
    assert [goal for goal in call["strategy"] if f"{goal} " not in readme] == []


def test_every_rubric_reaches_the_hundred_that_it_prints(call: Call) -> None:
    for lot in leaf_lots(call):
        assert lot["rubric"]["printed_max"] == "100"
        children = [Decimal(child.get("printed_max", "0")) for child in lot["rubric"]["children"]]
        assert sum(children) == 100


def test_every_criterion_names_its_article(call: Call) -> None:
    criteria = [
        node
        for lot in leaf_lots(call)
        for child in lot["rubric"]["children"]
        for node in nodes(child)
    ]

    assert [node["code"] for node in criteria if "article" not in node] == []
    assert [lot["code"] for lot in leaf_lots(call) if "text" not in lot["allocation"]] == []


def test_levels_and_bands_are_described(call: Call) -> None:
    rows = [
        (node["code"], row)
        for lot in leaf_lots(call)
        for node in nodes(lot["rubric"])
        for row in [*node.get("levels", []), *node.get("bands", [])]
        if "coefficient" not in row
    ]

    assert [code for code, row in rows if "text" not in row] == []


def test_project_and_operation_stand_side_by_side(name: str, call: Call) -> None:
    kinds = {lot["kind"] for lot in leaf_lots(call)}
    assert kinds == ({"project"} if name == "kulturni-projekti" else {"operational", "project"})


def test_library_shows_every_method_of_allocation() -> None:
    found = {lot["allocation"]["method"] for call in CALLS.values() for lot in leaf_lots(call)}
    assert found == {"point_value", "fixed_point_value", "ranked", "bands", "proportional", "equal"}


def test_example_evaluation_belongs_to_the_call(
    name: str, call: Call, results: Mapping[str, tuple[Call, Call]]
) -> None:
    evaluation, _ = results[name]

    assert evaluation["call"] == call_file.call_hash(call)


def test_example_amounts_fit_the_pots(
    name: str, call: Call, results: Mapping[str, tuple[Call, Call]]
) -> None:
    evaluation, result = results[name]
    total = sum(Decimal(lot["budget"]) for lot in call["lots"])
    requested = {row["number"]: Decimal(row["requested"]) for row in evaluation["applications"]}
    given = Decimal(0)

    for pot in result["lots"].values():
        spent = sum((Decimal(amount) for amount in pot["amounts"].values()), Decimal(0))
        received = sum((Decimal(amount) for amount in pot["received"].values()), Decimal(0))
        assert spent == Decimal(pot["spent"]) <= Decimal(pot["budget"]) + received
        assert all(Decimal(pot["amounts"][one]) <= requested[one] for one in pot["amounts"])
        given += spent
    assert given + sum(Decimal(amount) for amount in result["stays"].values()) == total


def test_example_leaves_no_application_without_a_result(
    name: str, results: Mapping[str, tuple[Call, Call]]
) -> None:
    evaluation, result = results[name]
    counted = {row["number"] for rows in result["ranking"].values() for row in rows}
    left_out = {row["number"]: row["status"] for row in evaluation["applications"]}

    assert [left_out[one] for one in left_out.keys() - counted] == ["dismissed"]


def test_example_gives_a_reason_for_every_score_below_the_maximum(
    name: str, call: Call, results: Mapping[str, tuple[Call, Call]]
) -> None:
    best = {
        (lot["code"], node["code"]): max(node["levels"], key=lambda level: Decimal(level["points"]))
        for lot in leaf_lots(call)
        for node in nodes(lot["rubric"])
        if node.get("kind") == "levels" and "fact" not in node
    }
    for row in results[name][0]["applications"]:
        for sheet in row["sheets"]:
            for code, answer in sheet["answers"].items():
                level = best.get((row["lot"], code))
                if level is not None and answer["value"] != level["code"]:
                    assert answer["reason"], (row["number"], code)


def test_examples_show_every_outcome(results: Mapping[str, tuple[Call, Call]]) -> None:
    rules = {
        step["rule"]
        for _, result in results.values()
        for pot in result["lots"].values()
        for steps in [pot["trace"]["pot"], *pot["trace"]["applications"].values()]
        for step in steps
    }

    assert {
        "moved_to",
        "received_from",
        "fixed_at_cap",
        "partial_remainder",
        "reserve_place",
        "scaled_by",
        "leftover_unit",
    } <= rules


def test_nested_lots_stand_where_money_moves_to_a_later_one() -> None:
    codes = [lot["code"] for lot in all_lots(CALLS["prireditve"])]
    assert codes == ["A", "B", "B2", "B1"]

    targets = {lot["code"]: lot.get("spill_to") for lot in leaf_lots(CALLS["sport"])}
    assert targets == {"P1": ["P2", "P3"], "P2": ["P3"], "P3": None, "E": None}
