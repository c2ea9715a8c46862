"""Pasted characters: what nobody sees is taken out, and what was seen is what is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from applicants.models import Organisation, StoredDocument
from callfile.dates.call_dates import read_moment
from grants.models import Call, RecognisedFact
from scoring.models import Committee, OpeningSession, ScoreSheet
from tests.bad_input.corpus.pasted import DRESSES, LINE_ENDS
from tests.bad_input.doors import DOORS
from tests.bad_input.judge import language_of, refused, sound
from tests.bad_input.reading import answers_of, stored_at
from tests.bad_input.world import NOW, World
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db


def _draft(world: World) -> Any:
    return Call.objects.get(pk=world.calls["draft"].pk)


def _deadline(world: World) -> str:
    return f"{timezone.localtime(read_moment(_draft(world).content['dates']['deadline'])):%d %H:%M}"


def _own(column: str) -> Callable[[World], Any]:
    return lambda _world: getattr(Organisation.objects.latest("pk"), column)


# At this door this is typed, in some dress, and this is kept.
SEEN: dict[str, tuple[str, Callable[[World], Any], Any]] = {
    "answer-integer": ("1 234", lambda world: answers_of(world, "every")["members"], "1234"),
    "answer-money": ("30,00", lambda world: answers_of(world, "every")["fee"], "30.00"),
    "answer-decimal": ("12,5", lambda world: answers_of(world, "every")["hours"], "12.5"),
    "answer-date": (
        "8. 5. 2020",
        lambda world: answers_of(world, "every")["founded"],
        "2020-05-08",
    ),
    "plan-amount": (
        "1 300,00 €",
        lambda world: answers_of(world, "filled")["plan"]["costs"][0]["amount"],
        "1300.00",
    ),
    "call-budget": (
        "1 300,00",
        lambda world: _draft(world).content["lots"][0]["budget"],
        "1300.00",
    ),
    "call-number": ("610 25/2026", lambda world: _draft(world).file_number, "610 25/2026"),
    "call-day": ("29. 10. 2026", _deadline, "29 12:00"),
    "call-time": ("12.30", _deadline, "30 12:30"),
    "new-registration_number": ("5015545", _own("registration_number"), "5015545000"),
    "new-tax_number": ("SI 50223054", _own("tax_number"), "50223054"),
    "new-iban": ("SI56 1910 0000 0123 438", _own("iban"), "SI56191000000123438"),
    "new-postcode": ("6999", _own("postcode"), "6999"),
    "new-phone": ("+386 5 699 00 00", _own("phone"), "+386 5 699 00 00"),
    "new-day": ("14. 3. 2009", lambda w: str(_own("registered_on")(w)), "2009-03-14"),
    "document-day": (
        "1. 1. 2030",
        lambda _world: str(StoredDocument.objects.latest("pk").valid_until),
        "2030-01-01",
    ),
    "appointment": (
        "011 7/2026",
        lambda world: Committee.objects.get(call=world.calls["draft"]).appointment,
        "011 7/2026",
    ),
    "public": (
        "1 234",
        lambda world: OpeningSession.objects.get(call=world.calls["session"]).public_present,
        1234,
    ),
    "fact-value": (
        "1 234",
        lambda world: (
            RecognisedFact.objects.get(application=world.applications["checking"]).recognised
        ),
        "1234",
    ),
    "sheet-points": (
        "7,5",
        lambda world: ScoreSheet.objects.get(
            application=world.applications["scoring"], member__user=person("Celia")
        ).answers["A3"]["value"],
        "7.5",
    ),
}
FULL = ("answer-integer", "answer-money", "call-budget", "new-tax_number", "new-iban", "new-phone")
CASES = [(door, dress) for door in FULL for dress in DRESSES] + [
    (door, dress)
    for number, door in enumerate(one for one in SEEN if one not in FULL)
    for dress in list(DRESSES)[number % 3 :: 3]
]


@pytest.mark.parametrize(
    ("number", "door", "dress"),
    [(number, *case) for number, case in enumerate(CASES)],
    ids=[f"{door}-{dress}" for door, dress in CASES],
)
def test_pasted_value_is_kept_as_it_was_seen(world, number, door, dress):
    typed, stored, kept = SEEN[door]
    answer = DOORS[door].post(world, DRESSES[dress](typed), language_of(number))
    page = sound(answer)
    # Costs of the plan are kept at once, and said to differ from the income.
    expected = 422 if door == "plan-amount" else 302
    assert answer.status_code == expected, (page.faults, page.summary)
    assert stored(world) == kept


@pytest.mark.parametrize("end", LINE_ENDS.values(), ids=LINE_ENDS)
@pytest.mark.parametrize("door", ["answer-long", "answer-short", "cancel-reason", "new-name"])
def test_line_end_of_a_word_processor_is_a_line_end(world, door, end):
    answer = DOORS[door].post(world, f"Prva vrsta{end}dru\u00adga vrsta")
    assert answer.status_code == 302, sound(answer).summary
    between = "\n" if DOORS[door].lines else " "
    assert stored_at(door, world) == f"Prva vrsta{between}druga vrsta"


@pytest.mark.parametrize("door", ["answer-integer", "call-budget", "new-iban", "new-day"])
def test_what_is_shown_backwards_stays_refused(world, door):
    typed = f"\u202e{SEEN[door][0]}"
    refused(DOORS[door].post(world, typed), DOORS[door].name, typed)


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)
def test_search_finds_what_was_pasted(world, dress):
    with at(NOW):
        answer = world.client().get("/sl/", {"q": dress("Mala 2027")})
    assert "mala-2027" in sound(answer).text or b"mala-2027" in answer.content
