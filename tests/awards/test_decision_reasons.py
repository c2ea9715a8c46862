"""What a decision gives as reasons: ties, the end of the money, facts, formulas."""

from copy import deepcopy

import pytest

from awards.actions.prepare_decisions import prepare_decisions
from awards.models import Decision
from tests.approved import ISSUED, an_approved_call, scored
from tests.personas import person
from tests.small_call import small_call
from tests.stage import at

pytestmark = pytest.mark.django_db


def lots_with(place: int, **changes: object) -> list[dict]:
    lots = deepcopy(small_call()["lots"])
    for key, value in changes.items():
        lots[place][key] = {**lots[place][key], **value} if isinstance(value, dict) else value
    return lots


def said_of(number: str, applications: list[dict], language: str = "sl", **changes: object) -> dict:
    """The texts of one decision."""
    call = an_approved_call(applications, dismissed=0, **changes)
    with at(ISSUED):
        prepare_decisions(call=call, actor=person("Ada"))
    return Decision.objects.get(application__number=number).content["texts"][language]


def two_equals(second: str = "350.00") -> list[dict]:
    return [
        scored("M27-B-001", "B", "350.00", 34, "full", "full"),
        scored("M27-B-002", "B", second, 34, "full", "full"),
    ]


def test_lost_draw_stands_in_the_decision_with_its_rule_and_seed():
    lots = lots_with(1, allocation={"last": "stop"})
    numbers = ("M27-B-001", "M27-B-002")
    said = {number: said_of(number, two_equals(), lots=lots) for number in numbers[:1]}
    texts = said | {
        number: Decision.objects.get(application__number=number).content["texts"]["sl"]
        for number in numbers[1:]
    }

    for number in numbers:
        words = texts[number]["equals"]["text"]
        assert "žreb" in words
        assert "»merilo«" in words
        assert "M27-B-001, M27-B-002" in words
    reasons = [texts[number]["reason"]["text"] for number in numbers]
    assert sum("150,00" in words for words in reasons) == 1


def test_tie_that_the_requested_amount_decides_is_said_in_italian_too():
    lots = lots_with(1, allocation={"last": "stop"})
    words = said_of("M27-B-001", two_equals("340.00"), "it", lots=lots)["equals"]["text"]

    assert "precede chi ha richiesto l’importo minore" in words


def test_decision_without_a_tie_says_nothing_of_one():
    assert said_of("M27-B-001", two_equals()[:1])["equals"]["text"] == ""


@pytest.mark.parametrize(
    ("allocation", "applications", "number", "words"),
    [
        (
            {"last": "stop"},
            [("350.00", "full"), ("350.00", "some")],
            "M27-B-002",
            "Po vrstnem redu preostala sredstva, 150,00 €, ne zadoščajo za znesek 350,00 €",
        ),
        (
            {"top": 1},
            [("100.00", "full"), ("100.00", "some")],
            "M27-B-002",
            "le prvi 1 vlogi po vrstnem redu; ta je na 2. mestu",
        ),
        (
            {"last": "partial"},
            [("480.00", "full"), ("350.00", "some")],
            "M27-B-002",
            "Preostala sredstva, 20,00 €, so nižja od najnižjega zneska 50,00 €",
        ),
        (
            {"last": "partial"},
            [("350.00", "full"), ("30.00", "some")],
            "M27-B-002",
            "Najvišji možni znesek, 30,00 €, je nižji od najnižjega zneska 50,00 €",
        ),
    ],
)
def test_every_way_of_getting_nothing_has_its_sentence(allocation, applications, number, words):
    rows = [
        scored(f"M27-B-{place:03}", "B", requested, 34, level, level)
        for place, (requested, level) in enumerate(applications, start=1)
    ]
    said = said_of(number, rows, lots=lots_with(1, allocation=allocation))

    assert words in said["reason"]["text"].replace("\u00a0", " ")


def test_small_share_is_refused_with_its_sentence():
    rows = [
        scored("M27-A-001", "A", "600.00", 34, "full", "full"),
        scored("M27-A-002", "A", "600.00", 3, "some", "some"),
    ]
    lots = lots_with(0, budget="150.00")
    said = said_of("M27-A-002", rows, lots=lots)

    assert "kar je manj od najnižjega zneska 50,00" in said["reason"]["text"].replace("\u00a0", " ")


def test_formula_is_a_sentence_with_the_numbers_of_the_application():
    children = deepcopy(small_call()["lots"][0]["rubric"]["children"])
    formula = {
        "code": "A1",
        "kind": "formula",
        "title": children[0]["title"],
        "expression": "min(members, (if members >= 20 then 30 else 10)) × k",
        "constants": {"k": "0.5"},
    }
    rubric = {"children": [formula, children[1]]}
    rows = [scored("M27-A-001", "A", "300.00", 34, "full", "full")]
    found = said_of("M27-A-001", rows, lots=lots_with(0, rubric=rubric))["criteria"]["A1"]

    assert found["computation"] == "30 × 0,5"
    assert found["reason"] == (
        "Člani s plačano članarino: 34. Po objavljeni formuli: 30 × 0,5; "
        "30 je najmanjše od: 34; 30."
    )
