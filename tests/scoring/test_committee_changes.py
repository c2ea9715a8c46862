"""A committee after it was appointed: a member leaves, somebody else takes the seat."""

import json
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from audit.models import LedgerEntry
from audit.proof.recorded_check import differences_of_call
from jobs.actions.send_letters import send_letters
from jobs.models import Letter
from scoring.actions.committee._leaving import PaperDecision
from scoring.actions.committee.excuse_member import excuse_member
from scoring.actions.committee.give_seat import Taker, give_seat
from scoring.actions.committee.release_member import release_member
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.reveal_scores import reveal_scores
from scoring.models import CommitteeMember, CommitteeRole, LeftWhy, ScoreSheet
from scoring.permissions import read_application_in_committee, score_application, sit_in_committee
from scoring.seat_mail import LEFT_SEAT, TAKEN_SEAT
from scoring.selectors.due_sheets import assessors_of_application
from scoring.selectors.opening.minutes import minutes_in
from scoring.selectors.runs.evaluation import evaluation_of
from scoring.selectors.sheets import sheet_progress
from tests.letters import delivered
from tests.opened import a_call_in_checking
from tests.personas import person
from tests.scoring.committee import (
    SCORED,
    a_revealed_call,
    a_scoring_call,
    declare,
    fill,
    fill_and_lock,
    member,
)
from tests.stage import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


DECISION = PaperDecision("430-11/2026-14", date(2026, 11, 20))


def seat(call, name):
    return CommitteeMember.objects.select_related("committee__call").get(
        committee__call=call, user__name=member(name).name
    )


def release(call, name="Valter", why=LeftWhy.REPLACED, actor="Ada", **more):
    given = {"decision": DECISION, "reason": "Bolezen.", **more}
    with at(SCORED):
        return release_member(member=seat(call, name), why=why, actor=person(actor), **given)


def excuse(call, name="Valter", actor="Igor", day=DECISION.day):
    with at(SCORED):
        return excuse_member(
            member=seat(call, name),
            decision=PaperDecision("", day),
            reason="Ne pride.",
            actor=person(actor),
        )


def give(call, taker, left="Valter", actor="Ada", decision=DECISION):
    with at(SCORED):
        return give_seat(
            left=seat(call, left), taker=Taker(taker), decision=decision, actor=person(actor)
        )


def test_who_has_left_keeps_a_row_with_reason_decision_and_entry():
    call, _applications = a_scoring_call()
    left = release(call)
    left.refresh_from_db()
    assert (left.left_why, left.left_decision, left.left_on) == (
        "replaced",
        DECISION.number,
        DECISION.day,
    )
    assert left.left_by == person("Ada")
    entry = LedgerEntry.objects.latest("seq")
    assert left.left_entry == entry
    said = json.loads(entry.canonical)
    assert (said["type"], said["pub"]) == (
        "committee.changed",
        {"change": "left", "role": "member"},
    )
    assert list(differences_of_call(call.code, ["seat", "seat left", "seat taken"])) == []


def test_locked_sheets_of_who_left_stay_and_do_not_count():
    call, [application] = a_scoring_call()
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(application, name)
    assert sheet_progress(call).expected == 3
    release(call)
    assert ScoreSheet.objects.filter(locked_at__isnull=False).count() == 3
    progress = sheet_progress(call)
    assert (progress.expected, progress.locked) == (2, 2)
    assert seat(call, "Valter").pk not in assessors_of_application(application)
    with at(SCORED):
        reveal_scores(call=call, actor=member("Igor"))
    assert [len(row["sheets"]) for row in evaluation_of(call)["applications"]] == [2]
    revealed = LedgerEntry.objects.get(type="scores.revealed")
    assert json.loads(revealed.payload.text)["sheets"] == 2


def test_who_has_left_reads_and_writes_nothing_from_then_on(client):
    call, [application] = a_scoring_call()
    fill(application, "Valter")
    client.force_login(member("Valter"))
    address = reverse("scoring:sheet", args=[call.code, application.number])
    with at(SCORED):
        assert client.get(address).status_code == 200
    release(call)
    for permission, row in (
        (sit_in_committee, call),
        (score_application, application),
        (read_application_in_committee, application),
    ):
        assert not permission.allows(member("Valter"), row)
    with at(SCORED):
        assert client.get(address).status_code == 404
        assert client.get(reverse("scoring:sheets", args=[call.code])).status_code == 404
        desk = client.get(reverse("reports:desk")).content.decode()
    assert "m-empty" in desk
    assert call.code not in desk
    with pytest.raises(PermissionDenied), at(SCORED):
        lock_sheet(application=application, actor=member("Valter"))


def letters_to(name):
    return set(Letter.objects.filter(address=member(name).email).values_list("kind", flat=True))


def test_substitute_steps_into_the_seat_and_scores_with_an_empty_sheet():
    call, [application] = a_scoring_call()
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(application, name)
    assert seat(call, "Ines").pk not in assessors_of_application(application)
    Letter.objects.all().delete()
    release(call)
    taken = give(call, member("Ines"))
    assert (taken.role, taken.former_role) == ("member", "substitute")
    assert letters_to("Ines") == {"taken-seat", "sheets-left"}
    assert letters_to("Celia") == set()
    assert taken.in_place_of == seat(call, "Valter")
    assert taken.pk in assessors_of_application(application)
    progress = sheet_progress(call)
    assert (progress.expected, progress.locked) == (3, 2)
    fill_and_lock(application, "Ines", "some", "Izvajalci")
    with at(SCORED):
        reveal_scores(call=call, actor=member("Igor"))
    assert list(differences_of_call(call.code, ["seat", "seat left", "seat taken"])) == []


def test_somebody_new_takes_the_seat_and_declares_first():
    call, [application] = a_scoring_call()
    release(call)
    nada = person("Nada")
    taken = give(call, nada)
    assert (taken.role, taken.former_role, taken.declared_at) == ("member", "", None)
    assert sit_in_committee.allows(nada, call)
    assert not score_application.allows(nada, application)


def test_chair_is_replaced_by_a_member():
    call, [_application] = a_scoring_call()
    release(call, "Igor", LeftWhy.DISMISSED)
    taken = give(call, member("Celia"), left="Igor")
    assert (taken.role, taken.former_role) == ("chair", "member")
    with at(SCORED), pytest.raises(Refused):
        reveal_scores(call=call, actor=member("Celia"))


@pytest.mark.parametrize(
    ("taker", "words"),
    [
        ("Ada", "has another role on this call"),
        ("Emil", "has another role on this call"),
        ("Valter", "does not come back"),
        ("Celia", "sits in the committee already"),
        ("Lea", "sits in the committee already"),
    ],
)
def test_a_seat_is_not_given_to_whom_a_role_excludes(taker, words):
    call, _applications = a_scoring_call()
    release(call)
    with pytest.raises(Refused, match=words):
        give(call, person(taker))


@pytest.mark.parametrize("role", Role)
def test_no_role_for_the_funder_goes_with_a_seat(role):
    call, _applications = a_scoring_call()
    nada = person("Nada")
    RoleGrant.objects.create(user=nada, role=role, funder_id=call.funder_id)
    release(call)
    with pytest.raises(Refused, match="has another role on this call"):
        give(call, nada)


def test_a_seat_is_not_given_to_an_applicant():
    call, [application] = a_scoring_call()
    release(call)
    with pytest.raises(Refused, match="applies to this call"):
        give(call, application.organisation.memberships.get(role="owner").user)


def test_a_seat_is_given_once_and_only_when_it_is_empty():
    call, _applications = a_scoring_call()
    with pytest.raises(Refused, match="not empty"):
        give(call, person("Nada"))
    release(call)
    with pytest.raises(Refused, match="already"):
        release(call)
    give(call, person("Nada"))
    with pytest.raises(Refused, match="given already"):
        give(call, person("Nives"))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"decision": PaperDecision("", DECISION.day)}, "decision"),
        ({"decision": PaperDecision("1", date(2026, 11, 21))}, "day"),
    ],
)
def test_what_a_departure_lacks_is_said_at_its_field(more, field):
    call, _applications = a_scoring_call()
    with pytest.raises(Refused) as refused:
        release(call, **more)
    assert refused.value.field == field
    assert seat(call, "Valter").left_at is None


def test_chair_excuses_and_does_not_dismiss():
    call, _applications = a_scoring_call()
    with pytest.raises(PermissionDenied):
        release(call, actor="Igor")
    assert excuse(call).left_why == "excused"
    entry = json.loads(LedgerEntry.objects.latest("seq").canonical)
    assert entry["actor"]["role"] == "chair"
    with pytest.raises(PermissionDenied):
        excuse(call, "Celia", actor="Lea")
    assert excuse(call, "Celia", actor="Ada").left_why == "excused"


def test_after_the_reveal_the_committee_does_not_change():
    call, _applications = a_revealed_call()
    for act in (release, excuse):
        with pytest.raises(Refused, match="not afterwards"):
            act(call)
    with pytest.raises(Refused, match="not afterwards"):
        give(call, person("Nada"))


def test_what_was_entered_of_a_departure_never_changes():
    call, _applications = a_scoring_call()
    left = release(call)
    for change in ({"left_reason": "Drugo."}, {"left_at": None}, {"role": "chair"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            CommitteeMember.objects.filter(pk=left.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        CommitteeMember.objects.filter(pk=seat(call, "Celia").pk).update(left_why="excused")


def test_letters_go_to_who_leaves_and_to_who_comes():
    call, _applications = a_scoring_call()
    release(call)
    give(call, member("Ines"))
    # The sheets have letters of their own.
    Letter.objects.exclude(kind__in=(LEFT_SEAT, TAKEN_SEAT)).delete()
    mail.outbox.clear()
    with at(SCORED):
        send_letters()
    by_reader = {one.to[0]: one for one in mail.outbox}
    left, came = by_reader[member("Valter").email], by_reader[member("Ines").email]
    assert DECISION.number in left.body
    assert "Bolezen" not in left.body
    # In the language of its reader, whatever is spoken where it is written.
    assert f"/sl/desk/calls/{call.code}/scoring/" in came.body


def test_minutes_of_the_opening_name_who_sat_there_then():
    call = a_call_in_checking(1)
    session = call.opening_session
    before = minutes_in(session, "sl")
    ciril = CommitteeMember.objects.get(committee__call=call, user=person("Ciril"))
    with at(SCORED):
        excuse_member(member=ciril, decision=DECISION, reason="Ne pride.", actor=person("Ada"))
    assert minutes_in(session, "sl") == before


def test_somebody_without_an_account_is_invited_into_the_seat(client):
    call, _applications = a_scoring_call()
    release(call)
    client.force_login(person("Ada"))
    address = reverse("scoring:seat_give", args=[call.code, seat(call, "Valter").pk])
    given = {"who": "new", "email": "nova@example.org", "name": "Nova Oseba"}
    with at(SCORED):
        answer = client.post(address, {**given, "decision": "2", "day": "20. 11. 2026"})
    assert answer.status_code == 302
    Letter.objects.exclude(kind=TAKEN_SEAT).delete()
    [letter] = [one for one in delivered() if one.to == ["nova@example.org"]]
    assert "reset/key" in letter.body


def test_page_shows_who_left_and_gives_the_seat(client):
    call, [application] = a_scoring_call()
    fill_and_lock(application, "Valter")
    client.force_login(person("Ada"))
    left = seat(call, "Valter")
    page, leave = (
        reverse("scoring:committee", args=[call.code]),
        reverse("scoring:seat_leave", args=[call.code, left.pk]),
    )
    typed = {"why": "replaced", "decision": "1", "day": "20. 11. 2026", "reason": "Bolezen."}
    with at(SCORED):
        assert client.post(leave, {**typed, "day": "nekoč"}).status_code == 422
        assert client.post(leave, typed).status_code == 302
        text = client.get(page).content.decode()
        give_address = reverse("scoring:seat_give", args=[call.code, left.pk])
        assert "Bolezen." in text
        assert give_address in text
        given = {"who": "new", "email": "nihce@example.org", "decision": "2", "day": "20. 11. 2026"}
        assert client.post(give_address, given).status_code == 422
        assert client.post(give_address, {**given, "email": ""}).status_code == 422
        unreadable = {**given, "name": "\u202eNova"}
        assert client.post(give_address, unreadable).status_code == 422
        ines = str(seat(call, "Ines").pk)
        assert client.post(give_address, {**given, "who": ines}).status_code == 302
        assert client.get(give_address).status_code == 200
        assert client.post(leave, typed).status_code == 422
    assert seat(call, "Ines").role == CommitteeRole.MEMBER


def test_chair_reads_the_page_and_a_member_does_not(client):
    call, _applications = a_scoring_call()
    page = reverse("scoring:committee", args=[call.code])
    for name, status in (("Igor", 200), ("Lea", 200), ("Celia", 404), ("Bruno", 404)):
        client.force_login(person(name))
        with at(SCORED):
            assert client.get(page).status_code == status, name


def test_who_comes_declares_and_is_waited_for():
    call, [application] = a_scoring_call()
    release(call)
    give(call, member("Ines"))
    declare(call, "Ines")
    fill_and_lock(application, "Ines")
    assert sheet_progress(call).locked == 1
