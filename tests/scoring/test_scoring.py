"""Start, save, lock, reveal."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from accounts.refusal import Refused
from audit.models import LedgerEntry, LedgerPayload
from grants.core.workflow import ApplicationState, CallState
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.save_sheet import save_sheet
from scoring.actions.start_scoring import start_scoring
from scoring.models import Committee, ScoreSheet
from scoring.selectors.due_sheets import assessors_of_application
from scoring.selectors.runs.evaluation import evaluation_of
from scoring.selectors.sheets import sheet_progress
from tests.personas import person
from tests.scoring.committee import (
    CHECKED,
    SCORED,
    a_checking_call,
    a_committee,
    a_revealed_call,
    a_scoring_call,
    an_opened_application,
    declare,
    fill,
    fill_and_lock,
    member,
)
from tests.stage import at

pytestmark = pytest.mark.django_db


def test_scoring_starts_when_every_application_is_decided():
    call = a_checking_call()
    an_opened_application(call)
    waiting = an_opened_application(call, "Društvo Prepih", state=ApplicationState.RECEIVED)
    a_committee(call)

    with at(CHECKED), pytest.raises(Refused) as refused:
        start_scoring(call=call, actor=person("Ada"))
    assert waiting.number in str(refused.value)

    waiting.state = ApplicationState.DISMISSED
    waiting.save()
    for name in ("Igor", "Celia", "Valter", "Ines"):
        with at(CHECKED), pytest.raises(Refused, match=member(name).name):
            start_scoring(call=call, actor=person("Ada"))
        declare(call, name)
    with at(CHECKED):
        started = start_scoring(call=call, actor=person("Ada"))
        entries = LedgerEntry.objects.count()
        start_scoring(call=call, actor=person("Ada"))
    assert started.state == CallState.SCORING
    assert LedgerEntry.objects.count() == entries
    entry = json.loads(LedgerEntry.objects.latest("seq").canonical)
    assert (entry["type"], entry["pub"]) == (
        "call.advanced",
        {"step": "start_scoring"},
    )


def test_scoring_needs_a_committee_and_the_officer():
    call = a_checking_call()

    with at(CHECKED), pytest.raises(Refused):
        start_scoring(call=call, actor=person("Ada"))
    with at(CHECKED), pytest.raises(PermissionDenied):
        start_scoring(call=call, actor=person("Emil"))


def test_sheet_keeps_one_criterion_at_a_time_and_takes_it_away_again():
    _call, [application] = a_scoring_call()

    fill(application, "Celia", "some", "  Izvajalci niso določeni.  ")
    sheet = ScoreSheet.objects.get()
    assert sheet.answers == {"A2": {"value": "some", "reason": "Izvajalci niso določeni."}}
    assert sheet.saved_at.isoformat() == "2026-11-20T13:07:00+00:00"

    fill(application, "Celia", "")
    sheet.refresh_from_db()
    assert sheet.answers["A2"]["value"] == ""


@pytest.mark.parametrize(
    ("criterion", "value", "reason"),
    [
        ("A2", "best", ""),
        ("A2", "10", ""),
        ("A1", "10", ""),
        ("R", "10", ""),
        ("none", "full", ""),
        ("A2", "full", "x" * 2001),
        ("A2", "full", "\x00"),
        ("A2", "full", "\ud800"),
    ],
)
def test_sheet_refuses_what_is_no_answer(criterion, value, reason):
    _call, [application] = a_scoring_call()

    with pytest.raises(Refused):
        fill(application, "Celia", value, reason, criterion)
    assert not ScoreSheet.objects.exists()


@pytest.mark.parametrize("name", ["Lea", "Ada", "Dario"])
def test_only_members_score(name):
    _call, [application] = a_scoring_call()
    actor = member("Lea") if name == "Lea" else person(name)

    with at(SCORED), pytest.raises(PermissionDenied):
        save_sheet(application=application, criterion="A2", value="full", reason="", actor=actor)
    with at(SCORED), pytest.raises(PermissionDenied):
        lock_sheet(application=application, actor=actor)


def test_substitute_scores_only_in_place_of_a_recused_member():
    call, [application] = a_scoring_call()
    with pytest.raises(Refused):
        fill(application, "Ines")

    for name in ("Celia", "Valter"):
        declare(call, name, {application.pk: (True, "Član odbora.")})

    fill(application, "Ines")
    seats = Committee.objects.get().members
    expected = [seats.get(user=member(name)).pk for name in ("Igor", "Ines")]
    assert list(assessors_of_application(application)) == expected
    with pytest.raises(PermissionDenied):
        fill(application, "Celia")


def test_sheet_is_locked_when_complete_with_a_reason_below_the_maximum():
    _call, [application] = a_scoring_call()
    fill(application, "Celia", "some")

    with at(SCORED), pytest.raises(Refused) as refused:
        lock_sheet(application=application, actor=member("Celia"))
    assert "A2" in str(refused.value)

    fill(application, "Celia", "some", "Izvajalci niso določeni.")
    with at(SCORED):
        sheet = lock_sheet(application=application, actor=member("Celia"))
    assert sheet.locked_at is not None
    entry = LedgerEntry.objects.latest("seq")
    assert json.loads(entry.canonical)["pub"] == {}
    assert "Izvajalci" not in entry.canonical
    payload = json.loads(LedgerPayload.objects.get(entry=entry).text)
    assert payload["answers"]["A2"]["value"] == "some"


def test_empty_sheet_is_not_locked():
    _call, [application] = a_scoring_call()

    with at(SCORED), pytest.raises(Refused):
        lock_sheet(application=application, actor=member("Celia"))
    assert not ScoreSheet.objects.exists()


def test_locked_sheet_never_changes_and_is_locked_once():
    _call, [application] = a_scoring_call()
    fill_and_lock(application, "Celia")
    entries = LedgerEntry.objects.count()

    with at(SCORED):
        lock_sheet(application=application, actor=member("Celia"))
    with pytest.raises(Refused):
        fill(application, "Celia", "none", "Premislila sem si.")

    assert LedgerEntry.objects.count() == entries
    assert ScoreSheet.objects.get().answers["A2"]["value"] == "full"


def test_chair_cannot_lock_for_others():
    _call, [application] = a_scoring_call()
    fill(application, "Celia")

    with at(SCORED), pytest.raises(Refused):
        lock_sheet(application=application, actor=member("Igor"))
    assert ScoreSheet.objects.get().locked_at is None


def test_scores_are_revealed_when_every_expected_sheet_is_locked():
    call, [application] = a_scoring_call()
    fill_and_lock(application, "Igor")
    fill_and_lock(application, "Celia")

    with at(SCORED), pytest.raises(Refused) as refused:
        reveal_scores(call=call, actor=member("Igor"))
    assert application.number in str(refused.value)
    assert (sheet_progress(call).locked, sheet_progress(call).expected) == (2, 3)

    fill_and_lock(application, "Valter")
    with at(SCORED):
        reveal_scores(call=call, actor=member("Lea"))
        entries = LedgerEntry.objects.count()
        committee = reveal_scores(call=call, actor=member("Igor"))
    application.refresh_from_db()
    assert application.state == ApplicationState.SCORED
    assert committee.revealed_at is not None
    assert LedgerEntry.objects.count() == entries
    entry = json.loads(LedgerEntry.objects.latest("seq").canonical)
    assert entry["pub"] == {}


@pytest.mark.parametrize("name", ["Celia", "Ines"])
def test_only_chair_and_secretary_reveal(name):
    call, _applications = a_scoring_call()

    with at(SCORED), pytest.raises(PermissionDenied):
        reveal_scores(call=call, actor=member(name))
    with at(SCORED), pytest.raises(PermissionDenied):
        reveal_scores(call=call, actor=person("Ada"))


def test_scores_are_not_revealed_where_too_few_may_score():
    call, [application] = a_scoring_call()
    for name in ("Igor", "Celia", "Ines"):
        declare(call, name, {application.pk: (True, "Član odbora.")})
    fill_and_lock(application, "Valter")

    with at(SCORED), pytest.raises(Refused) as refused:
        reveal_scores(call=call, actor=member("Lea"))
    assert application.number in str(refused.value)


def test_sheet_of_a_member_in_conflict_falls_out_of_the_evaluation():
    call, [application] = a_scoring_call()
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(application, name)
    declare(call, "Valter", {application.pk: (True, "Postal sem član.")})
    with at(SCORED):
        reveal_scores(call=call, actor=member("Igor"))

    [evaluated] = evaluation_of(call)["applications"]
    counted = [
        sheet for sheet in evaluated["sheets"] if sheet["assessor"] not in evaluated["conflicts"]
    ]
    assert len(evaluated["sheets"]) == 3
    assert len(counted) == 2


def test_nothing_is_scored_after_the_scores_are_revealed():
    _call, [application] = a_revealed_call()

    with pytest.raises(Refused):
        fill(application, "Ines")
