"""Steps out of order: every act at a wrong moment, by a wrong person, twice, or too late."""

import pytest

from audit.models import LedgerEntry
from tests.bad_input.doors import DOORS
from tests.bad_input.judge import sound
from tests.bad_input.right import RIGHT
from tests.bad_input.world import NOW, World
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db
AFTER_THE_DEADLINE = "2026-12-18T12:00:01+01:00"
CALLS = ("draft", "every", "opening", "session", "checking", "scoring", "revealed", "proposed")
# Every act of the desk, sent empty, and in which of these calls something could come of it.
ACTS: dict[str, set[str]] = {
    "publish": {"draft"},
    "cancel": set(),
    "opening/start": set(),
    "opening/confirm": set(),
    "opening/close": set(),
    "start-scoring": {"checking"},
    "reveal-scores": {"scoring"},
    "meeting/agree-common": {"revealed", "proposed"},
    "meetings/attendance": set(),
    "ranking/compute": {"revealed"},
    "ranking/allocate": set(),
    "proposal": {"proposed"},
    "decisions/prepare": set(),
    "decisions/issue": set(),
    "decisions/publish": set(),
    "proposal/1/sign": set(),
    "proposal/1/return": set(),
    "conflicts": set(),
    "committee": set(),
    "set-up/basics": set(),
    "set-up/file": set(),
}
# The officer tries everything everywhere; the others each act somewhere.
TRIES = [(key, act, "Ada") for key in CALLS for act in ACTS] + [
    (CALLS[number % len(CALLS)], act, name)
    for name in ("Emil", "Bruno", "")
    for number, act in enumerate(ACTS)
]


def post(world: World, name: str, path: str, moment: str = NOW, **data):
    with at(moment):
        return world.client(name).post(f"/sl/{path}", data)


@pytest.mark.parametrize(
    ("key", "act", "name"), TRIES, ids=["-".join((*one[:2], one[2] or "nobody")) for one in TRIES]
)
def test_empty_act_at_any_moment_is_refused_or_waits(world, key, act, name):
    """No call changes its state, and the ledger says nothing happened."""
    call, before = world.calls[key], LedgerEntry.objects.count()
    state = type(call).objects.get(pk=call.pk).state
    answer = post(world, name, f"desk/calls/{call.code}/{act}/")
    sound(answer)
    if name in ("", "Bruno"):
        assert answer.status_code in (302, 403, 404)
    if not (name == "Ada" and key in ACTS[act]):
        assert type(call).objects.get(pk=call.pk).state == state
        assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize(
    "door",
    ["answer-short", "plan-text", "answer-file"],
)
def test_typed_after_the_deadline_gets_one_clear_page(world, door):
    place = DOORS[door]
    with at(AFTER_THE_DEADLINE):
        client = world.client("")
        client.force_login(person("Bruno"))
        typed = {**place.rest(world), place.name: RIGHT.get(door, "Prepozno napisano")}
        answer = client.post(f"/sl/{place.path(world)}", typed)
    page = sound(answer, "sl")
    assert answer.status_code == 409
    assert "12.00" in page.text


@pytest.mark.parametrize(
    "version", ["0", "-1", "99999999999999999999", "x", "1.5", "", "٣", "1\0", "1e3"]
)
@pytest.mark.parametrize("door", ["answer-short", "plan-text"])
def test_draft_of_a_stale_tab_keeps_what_was_typed(world, door, version):
    place = DOORS[door]
    answer = place.post(world, "Na novo napisano", draft_version=version)
    page = sound(answer, "sl")
    assert answer.status_code == 409
    assert page.value(place.name) == "Na novo napisano"


@pytest.mark.parametrize("version", ["0", "-1", "99999999999999999999", "x", "", "٣", "1\0"])
@pytest.mark.parametrize("door", ["call-title", "call-remedy", "call-day", "call-budget"])
def test_part_of_a_call_from_a_stale_tab_keeps_what_was_typed(world, door, version):
    place = DOORS[door]
    right = {"call-day": "31. 10. 2026", "call-budget": "999,00"}.get(door, "Na novo napisano")
    page = sound(place.post(world, right, content_version=version), "sl")
    assert page.value(place.name) == right


@pytest.mark.parametrize(
    "door", [door.id for door in DOORS.values() if door.who and door.id != "new-email"]
)
def test_typed_after_the_session_was_lost_does_nothing(world, door):
    before = LedgerEntry.objects.count()
    place = DOORS[door]
    with at(NOW):
        answer = world.client().post(f"/sl/{place.path(world)}", place.rest(world))
    sound(answer)
    assert answer.status_code in (302, 403)
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize(
    "door", [door.id for door in DOORS.values() if door.who not in ("", "Bruno")]
)
def test_door_of_somebody_else_stays_closed_to_an_applicant(world, door):
    place = DOORS[door]
    with at(NOW):
        answer = world.client("Bruno").post(f"/sl/{place.path(world)}", place.rest(world))
    sound(answer)
    assert answer.status_code in (403, 404)


@pytest.mark.parametrize(
    "page",
    ["", "conditions/", "part/about/", "check/", "submit/", "withdraw/", "receipt/", "bundle.zip"],
)
@pytest.mark.parametrize("name", ["Dario", "Ada", "Celia", "Emil", "Fani"])
def test_application_of_others_is_not_there(world, name, page):
    number = world.applications["sent"].number
    answer = post(world, name, f"applications/{number}/{page}")
    sound(answer)
    assert answer.status_code in (404, 405)


@pytest.mark.parametrize("times", [2, 3])
def test_submit_sent_again_is_one_submission(world, times):
    application = world.applications["filled"]
    sent = {"draft_version": application.draft_version, "language": "sl"}
    places = {
        post(world, "Bruno", f"applications/{application.number}/submit/", **sent).headers[
            "Location"
        ]
        for _ in range(times)
    }
    assert len(places) == 1
    assert application.submissions.count() == 1
