"""Numbers: read exactly as they were meant, or refused with an example; never misread."""

from fractions import Fraction
from typing import Any

import pytest

from grants.models import Call, Funder, RecognisedFact
from scoring.models import OpeningSession, ScoreSheet
from tests.bad_input.corpus.numbers import NUMBERS, READ_IN
from tests.bad_input.doors import DOORS
from tests.bad_input.judge import language_of, refused, sound
from tests.bad_input.reading import answers_of
from tests.bad_input.world import World
from tests.personas import person

pytestmark = pytest.mark.django_db


def _budget(world: World) -> Any:
    return Call.objects.get(pk=world.calls["draft"].pk).content["lots"][0]["budget"]


def _points(world: World) -> Any:
    sheets = ScoreSheet.objects.filter(application=world.applications["scoring"])
    return sheets.get(member__user=person("Celia")).answers["A3"]["value"]


WHOLE = {
    "answer-integer": lambda world: answers_of(world, "every")["members"],
    "answer-count": lambda world: answers_of(world, "every")["events"][0]["visitors"],
    "call-days": lambda world: str(
        Call.objects.get(pk=world.calls["draft"].pk).content["supplement_days"]
    ),
    "call-assessors": lambda world: str(
        Call.objects.get(pk=world.calls["draft"].pk).content["lots"][0]["aggregation"]["assessors"]
    ),
    "funder-case_first": lambda _world: str(Funder.objects.latest("pk").case_first),
    "public": lambda world: str(
        OpeningSession.objects.get(call=world.calls["session"]).public_present
    ),
    "fact-value": lambda world: (
        RecognisedFact.objects.get(application=world.applications["checking"]).recognised
    ),
}
MONEY = {
    "plan-amount": lambda world: answers_of(world, "filled")["plan"]["costs"][0]["amount"],
    "call-budget": _budget,
}
# Limits that the doors have besides: the value, then it is refused for being outside.
MOST = {
    "answer-integer": 5000,
    "call-days": 60,
    "call-assessors": 100,
    "public": 9999,
    "fact-value": 5000,
    "funder-case_first": 99_999_999,
}
# As many sheets as an application of the small call needs.
LEAST = {"answer-integer": 1, "call-days": 1, "call-assessors": 2, "funder-case_first": 1}
FULL = ("answer-integer", "call-days", "plan-amount", "call-budget")
CASES = [(door, name) for door in FULL for name in NUMBERS] + [
    (door, name)
    for door in ("answer-count", "call-assessors", "public", "fact-value", "funder-case_first")
    for name in list(NUMBERS)[:: 3 if door == "answer-count" else 4]
]


@pytest.mark.parametrize(
    ("number", "door", "name"),
    [(number, *case) for number, case in enumerate(CASES)],
    ids=[f"{door}-{name}" for door, name in CASES],
)
def test_number_is_read_as_meant_or_refused_at_its_field(world, number, door, name):
    language, place = language_of(number), DOORS[door]
    case = READ_IN.get((name, language), NUMBERS[name])
    kept = case.whole if door in WHOLE else case.money
    if kept is not None and not LEAST.get(door, 0) <= Fraction(kept) <= MOST.get(door, 10**12):
        kept = None
    answer = place.post(world, case.typed, language)
    if kept is None:
        refused(answer, place.name, case.typed, language=language)
    elif door == "plan-amount":
        # Kept, and said at once that costs and income differ by it.
        sound(answer, language if answer.status_code == 422 else "")
        assert MONEY[door](world) == kept
    else:
        page = sound(answer)
        assert answer.status_code == 302, page.summary
        assert (WHOLE.get(door) or MONEY[door])(world) == kept


@pytest.mark.parametrize("name", [name for name in NUMBERS if name != "leading-zeros"])
def test_points_on_a_sheet_are_read_as_meant_or_refused(world, name):
    """From 0 to 10 in steps of one half."""
    case, place = NUMBERS[name], DOORS["sheet-points"]
    refused(place.post(world, case.typed, "it"), "value", case.typed, language="it")


@pytest.mark.parametrize("name", list(NUMBERS)[::2])
def test_year_of_a_ready_call_is_one_of_the_next_or_refused(world, name):
    case, place = NUMBERS[name], DOORS["ready-year"]
    refused(place.post(world, case.typed, "it"), "year", case.typed, language="it")


@pytest.mark.parametrize("typed", ["7,5", "7.5", "٧٫٥", "10", "0", "0,0", "7,50"])
def test_points_of_every_spelling_are_one_number(world, typed):
    answer = DOORS["sheet-points"].post(world, typed)
    if typed == "7,50":
        refused(answer, "value", typed)
    else:
        assert answer.status_code == 302
        assert Fraction(_points(world)) in (Fraction(15, 2), 10, 0)


@pytest.mark.parametrize("name", ["ambiguous-comma", "negative", "nan", "ten-to-400", "words"])
@pytest.mark.parametrize("door", ["answer-decimal", "answer-money", "plan-requested"])
def test_other_numbers_are_refused_alike(world, door, name):
    place, typed = DOORS[door], NUMBERS[name].typed
    refused(place.post(world, typed, "sl"), place.name, typed, language="sl")
