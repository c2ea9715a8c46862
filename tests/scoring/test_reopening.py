"""A sheet is opened again by the chair, with a reason: both versions stay on record."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.urls import reverse

from accounts.refusal import Refused
from audit.models import LedgerEntry
from audit.proof.recorded_check import differences_of_call
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.reopen_case import reopen_case
from scoring.actions.reveal_scores import reveal_scores
from scoring.models import Reopening, ScoreSheet
from tests.letters import delivered
from tests.personas import person
from tests.scoring.committee import (
    NAMES,
    SCORED,
    a_revealed_call,
    a_scoring_call,
    fill_and_lock,
    member,
)
from tests.stage import at

pytestmark = pytest.mark.django_db

KEPT = ("sheet", "reopening")
WHY = "Članica je list zaklenila pomotoma."


def key(application, name):
    seat = application.call.committee.members.get(user=member(name))
    return f"sheet-{seat.pk}"


def reopen(application, *names, actor="Igor", reason=WHY):
    parts = [key(application, name) for name in names]
    with at(SCORED):
        return reopen_case(
            application=application, parts=parts, reason=reason, actor=somebody(actor)
        )


def somebody(name):
    return member(name) if name in NAMES else person(name)


def sheet_of(application, name):
    return ScoreSheet.objects.get(application=application, member__user=member(name))


def a_locked_call():
    call, [application] = a_scoring_call()
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(application, name)
    return call, application


def test_reopened_sheet_is_its_members_again_and_what_stood_before_is_kept():
    call, application = a_locked_call()
    locked = sheet_of(application, "Celia")
    before = len(delivered())
    [row] = reopen(application, "Celia")

    sheet = sheet_of(application, "Celia")
    assert (sheet.locked_at, sheet.entry) == (None, None)
    assert sheet.answers == locked.answers, "nothing is lost"
    assert row.before == {
        "answers": locked.answers,
        "locked_at": locked.locked_at.isoformat(),
        "entry": locked.entry.seq,
    }
    entry = LedgerEntry.objects.get(type="case.reopened")
    payload = json.loads(entry.payload.text)
    assert payload["reason"] == WHY
    assert payload["opened"][0]["locked_by"] == locked.entry.seq
    assert json.loads(entry.canonical)["pub"] == {}
    [letter] = delivered()[before:]
    assert letter.to == [member("Celia").email]
    assert WHY not in letter.body
    assert not [*differences_of_call(call.code, KEPT)]

    fill_and_lock(application, "Celia", "some", "Izvajalci niso znani.")
    newest = sheet_of(application, "Celia")
    assert newest.answers["A2"]["value"] == "some"
    assert row.before["answers"]["A2"]["value"] == "full"
    assert LedgerEntry.objects.filter(type="sheet.locked").count() == 4
    assert not [*differences_of_call(call.code, KEPT)]


def test_scores_are_revealed_only_when_the_reopened_sheet_is_locked():
    call, application = a_locked_call()
    reopen(application, "Celia")
    with at(SCORED), pytest.raises(Refused, match=application.number):
        reveal_scores(call=call, actor=member("Igor"))
    with at(SCORED):
        lock_sheet(application=application, actor=member("Celia"))
        reveal_scores(call=call, actor=member("Igor"))


@pytest.mark.parametrize("name", ["Celia", "Lea", "Ada", "Dario"])
def test_reopening_is_the_chairs(name):
    _call, application = a_locked_call()
    with pytest.raises(PermissionDenied):
        reopen(application, "Celia", actor=name)


@pytest.mark.parametrize(
    ("names", "reason", "field"),
    [(["Celia"], "  ", "reason"), ([], WHY, "parts"), (["Ines"], WHY, "parts")],
)
def test_reopening_refuses_what_is_none(names, reason, field):
    _call, application = a_locked_call()
    with pytest.raises(Refused) as refused:
        reopen(application, *names, reason=reason)
    assert refused.value.field == field
    assert not Reopening.objects.exists()


def test_open_sheet_is_not_opened_once_more():
    _call, application = a_locked_call()
    reopen(application, "Celia")
    with pytest.raises(Refused):
        reopen(application, "Celia")


def test_nothing_is_reopened_between_the_reveal_and_a_return():
    _call, [application] = a_revealed_call()
    with pytest.raises(Refused, match="odločevalec vrne"):
        reopen(application, "Celia")


def test_sheet_that_is_unlocked_behind_the_program_is_found():
    call, application = a_locked_call()
    sheet = sheet_of(application, "Celia")
    sheet.locked_at, sheet.entry = None, None
    sheet.save(update_fields=["locked_at", "entry"])
    [found] = differences_of_call(call.code, KEPT)
    assert application.number in found.place


def test_locked_sheet_changes_in_no_other_way():
    _call, application = a_locked_call()
    sheet = sheet_of(application, "Celia")
    sheet.locked_at, sheet.entry, sheet.answers = None, None, {}
    with pytest.raises(DatabaseError, match="append-only"):
        sheet.save()


def page(application):
    return reverse("scoring:reopen", args=[application.call.code, application.number])


def test_chair_opens_a_sheet_without_seeing_it(client):
    _call, application = a_locked_call()
    client.force_login(member("Igor"))
    with at(SCORED):
        shown = client.get(page(application)).content.decode()
        assert "Ocenjevalni list: Celia Vidmar" in shown
        typed = {"parts": [key(application, "Celia")], "reason": WHY}
        refused = client.post(page(application), {**typed, "reason": ""})
        done = client.post(page(application), typed)
        after = client.get(page(application)).content.decode()
    assert (refused.status_code, done.status_code) == (422, 302)
    assert WHY in after
    assert "<td>" not in after, "before the reveal only the member reads the own sheet"
    client.force_login(member("Celia"))
    with at(SCORED):
        own = client.get(page(application)).content.decode()
        sheet = client.get(
            reverse("scoring:sheet", args=[application.call.code, application.number])
        ).content.decode()
        forbidden = client.post(page(application), typed)
    assert WHY in own
    assert WHY in sheet
    assert forbidden.status_code == 403
