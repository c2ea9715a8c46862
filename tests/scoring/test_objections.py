"""An applicant objects to a member; the chair decides, about the chair the officer."""

import json

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from accounts.slots import filled
from applicants.models import Membership, MembershipRole
from audit.models import LedgerEntry
from audit.proof.recorded_check import differences_of_call
from grants.core.workflow import ApplicationState
from jobs.models import Letter
from scoring.actions.committee.decide_objection import decide_objection
from scoring.actions.committee.exclude_member import exclude_member
from scoring.actions.committee.object_to_member import object_to_member
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.start_scoring import start_scoring
from scoring.models import ConflictDeclaration, MemberObjection, ObjectionOutcome
from scoring.permissions import read_application_in_committee, score_application
from scoring.selectors.committee.seats import undeclared_members
from scoring.selectors.due_sheets import assessors_of_application, due_sheets
from scoring.selectors.runs.evaluation import evaluation_of
from scoring.selectors.sheets import MemberSheets, SheetState, sheet_progress
from tests.letters import delivered
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
    fill_and_lock,
    member,
)
from tests.scoring.test_committee_changes import release, seat
from tests.stage import a_published_call, at

pytestmark = pytest.mark.django_db
SISTER = "Član je brat naše nekdanje predsednice."


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def owner_of(application, name="Bruno"):
    Membership.objects.get_or_create(
        user=person(name),
        organisation=application.organisation,
        defaults={"role": MembershipRole.OWNER},
    )
    return person(name)


def objects(application, name="Valter", by="Bruno", reason=SISTER):
    with at(SCORED):
        return object_to_member(
            application=application,
            member=seat(application.call, name),
            reason=reason,
            actor=owner_of(application, by),
        )


def decide(objection, by="Igor", upheld=True, reason="Sorodstvo je izkazano."):
    actor = person(by) if by in ("Ada", "Emil") else member(by)
    with at(SCORED):
        return decide_objection(objection=objection, upheld=upheld, reason=reason, actor=actor)


def exclude(application, name="Valter", by="Igor", reason="Nekdanji zaposleni."):
    actor = member(by) if by != "Ada" else person("Ada")
    with at(SCORED):
        return exclude_member(
            application=application,
            member=seat(application.call, name),
            reason=reason,
            actor=actor,
        )


def test_until_it_is_decided_the_application_is_closed_to_the_member_alone():
    _call, [application, other] = a_scoring_call(2)
    objects(application)

    assert not score_application.allows(member("Valter"), application)
    assert not read_application_in_committee.allows(member("Valter"), application)
    assert score_application.allows(member("Valter"), other)
    assert score_application.allows(member("Celia"), application)
    valter = seat(application.call, "Valter")
    states = MemberSheets(valter, due_sheets([application.call])).counts
    assert states == {SheetState.OBJECTED: 1, SheetState.TO_DO: 1}
    # Nobody steps in before it is decided.
    assert seat(application.call, "Valter").pk in assessors_of_application(application)


def test_upheld_it_excludes_as_a_declared_conflict_does():
    call, [application] = a_scoring_call()
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(application, name)

    decided = decide(objects(application))

    assert decided.outcome == ObjectionOutcome.UPHELD
    said = ConflictDeclaration.objects.get(user=member("Valter"), application=application)
    assert (said.in_conflict, said.excluded_by) == (True, member("Igor"))
    assert said.reason == "Sorodstvo je izkazano."
    assert not score_application.allows(member("Valter"), application)
    assert seat(call, "Valter").pk not in assessors_of_application(application)
    with at(SCORED):
        reveal_scores(call=call, actor=member("Igor"))
    [row] = evaluation_of(call)["applications"]
    assert len(row["conflicts"]) == 1
    assert sheet_progress(call).expected == 2
    names = ["statement", "objection", "objection decided"]
    assert list(differences_of_call(call.code, names)) == []


def test_rejected_it_opens_the_application_again():
    _call, [application] = a_scoring_call()

    decided = decide(objects(application), upheld=False, reason="Zgolj sum.")

    assert decided.outcome == ObjectionOutcome.REJECTED
    assert score_application.allows(member("Valter"), application)
    assert not ConflictDeclaration.objects.filter(in_conflict=True).exists()


def test_nobody_decides_on_themselves_and_about_others_the_chair():
    _call, [application] = a_scoring_call()
    about_chair, about_member = objects(application, "Igor"), objects(application, "Valter")

    with pytest.raises(PermissionDenied):
        decide(about_chair, by="Igor")
    # While it waits, the application is closed to the chair: the officer decides about all.
    decide(about_chair, by="Ada", upheld=False)
    with pytest.raises(Refused, match="the chair decides"):
        decide(about_member, by="Ada")
    for name in ("Celia", "Lea", "Valter"):
        with pytest.raises(PermissionDenied):
            decide(about_member, by=name)
    decide(about_member, by="Igor")


def test_officer_decides_where_the_application_is_closed_to_the_chair():
    call, [application] = a_scoring_call()
    declare(call, "Igor", {application.pk: (True, "Sosed.")})
    objection = objects(application)

    with pytest.raises(PermissionDenied):
        decide(objection, by="Igor")
    decide(objection, by="Ada")


def test_where_no_officer_may_decide_the_approver_does_and_is_told(client):
    call, [application] = a_scoring_call()
    RoleGrant.objects.create(user=person("Emil"), role=Role.APPROVER, funder_id=call.funder_id)
    objection = objects(application, "Igor")
    emil = person("Emil").email
    assert [emil] not in [one.to for one in delivered()]
    assert page_of(client, "Emil", "scoring:objection", call.code, objection.pk).status_code == 404
    with pytest.raises(Refused, match="the officer decides"):
        decide(objection, by="Emil")

    with at(SCORED):
        answers = {application.pk: (True, "Sestra predsednika.")}
        declare_conflicts(call=call, answers=answers, actor=person("Ada"))

    assert [emil] in [one.to for one in delivered()]
    shown = page_of(client, "Emil", "scoring:objection", call.code, objection.pk)
    assert SISTER in shown.content.decode()
    with pytest.raises(PermissionDenied):
        decide(objection, by="Ada")
    decided = decide(objection, by="Emil", upheld=False)
    assert decided.decided_by == person("Emil")
    assert score_application.allows(member("Igor"), application)


def test_objection_names_whoever_judges_and_a_decision_says_what_is_true(client):
    call, [application] = a_scoring_call()
    declare(call, "Celia", {application.pk: (True, "Soseda.")})
    for name, words in (("Celia", "steps out"), ("Lea", "nothing to object to")):
        with pytest.raises(Refused, match=words) as refused:
            objects(application, name)
        assert refused.value.field == "member"
    for route, place, who in (
        ("scoring:object", application.number, "Bruno"),
        ("scoring:objections", call.code, "Ada"),
    ):
        form = page_of(client, who, route, place).context["form" if who == "Bruno" else "paper"]
        offered = {str(key) for key, _words in form.fields["member"].choices}
        assert str(seat(call, "Lea").pk) not in offered
        assert str(seat(call, "Valter").pk) in offered

    about_chair, objection = objects(application, "Igor"), objects(application)
    assert "ocenjevati naprej" in operative(decide(about_chair, by="Ada", upheld=False))
    declare(call, "Valter", {application.pk: (True, "Brat.")})
    shown = page_of(client, "Igor", "scoring:objection", call.code, objection.pk)
    assert "does not judge this application any more" in shown.content.decode()
    mail.outbox.clear()
    assert "iz drugega razloga ne ocenjuje več" in operative(decide(objection, upheld=False))
    assert any("iz drugega razloga" in one.body for one in delivered())


def operative(objection):
    return dict(objection.ruling.content["sl"]["parts"])["Odločitev"]


def test_chair_never_reads_the_objection_against_herself(client):
    call, [application] = a_scoring_call()
    objection = decide(objects(application, "Igor"), by="Ada", upheld=False)
    ruling = reverse("reports:member_ruling", args=[application.number, 1])
    assert page_of(client, "Igor", "scoring:objection", call.code, objection.pk).status_code == 404
    listed = page_of(client, "Igor", "scoring:objections", call.code).content.decode()
    assert ruling not in listed
    assert "Sorodstvo" not in listed
    with at(SCORED):
        assert client.get(ruling).status_code == 404


def test_scores_are_not_revealed_while_an_objection_waits():
    call, [application] = a_scoring_call()
    for name in ("Igor", "Celia", "Valter"):
        fill_and_lock(application, name)
    objection = objects(application)

    with at(SCORED), pytest.raises(Refused, match=application.number):
        reveal_scores(call=call, actor=member("Igor"))
    decide(objection, upheld=False)
    with at(SCORED):
        reveal_scores(call=call, actor=member("Igor"))


@pytest.mark.parametrize("by", ["Dario", "Vera"])
def test_only_an_owner_of_the_applicant_objects(by):
    _call, [application] = a_scoring_call()
    Membership.objects.create(
        user=person("Vera"), organisation=application.organisation, role=MembershipRole.VIEWER
    )
    with at(SCORED), pytest.raises(PermissionDenied):
        object_to_member(
            application=application,
            member=seat(application.call, "Valter"),
            reason=SISTER,
            actor=person(by),
        )


def test_objection_needs_words_once_and_a_member_who_sits():
    call, [application] = a_scoring_call()
    with pytest.raises(Refused) as refused:
        objects(application, reason="  ")
    assert refused.value.field == "reason"
    objects(application)
    with pytest.raises(Refused) as refused:
        objects(application)
    assert refused.value.field == "member"
    decide(MemberObjection.objects.get())
    with pytest.raises(Refused, match="decided already"):
        decide(MemberObjection.objects.get())
    assert call.applications.get().member_objections.count() == 1


def test_after_the_scores_are_revealed_nobody_objects_or_excludes():
    _call, [application] = a_revealed_call()
    with pytest.raises(Refused, match="until the scores are revealed"):
        objects(application)
    with pytest.raises(Refused, match="until the scores are revealed"):
        exclude(application)


def test_chair_excludes_a_member_without_an_objection_and_only_once():
    _call, [application, other] = a_scoring_call(2)

    row = exclude(application)

    assert row.excluded_by == member("Igor")
    assert not score_application.allows(member("Valter"), application)
    assert score_application.allows(member("Valter"), other)
    with pytest.raises(Refused, match="steps out"):
        exclude(application)
    with pytest.raises(Refused, match="chair decides"):
        exclude(other, "Celia", by="Ada")
    exclude(other, "Igor", by="Ada")
    with pytest.raises(PermissionDenied):
        exclude(application, "Celia", by="Lea")


def test_what_was_decided_does_not_change_any_more():
    _call, [application] = a_scoring_call()
    objection = decide(objects(application))
    with pytest.raises(DatabaseError), transaction.atomic():
        MemberObjection.objects.filter(pk=objection.pk).update(decision_reason="Drugače.")
    with pytest.raises(DatabaseError), transaction.atomic():
        ConflictDeclaration.objects.filter(in_conflict=True).update(in_conflict=False)


def test_ledger_says_that_somebody_objected_and_nothing_of_it():
    _call, [application] = a_scoring_call()
    decide(objects(application))
    raised = LedgerEntry.objects.get(type="member.objected")
    decided = LedgerEntry.objects.get(type="objection.decided")
    for entry in (raised, decided):
        assert json.loads(entry.canonical)["pub"] == {}
        assert SISTER not in entry.canonical + entry.payload.text
        assert application.number not in entry.canonical


def test_who_was_excluded_from_everything_needs_no_statement():
    call = a_checking_call()
    application = an_opened_application(call)
    a_committee(call)
    for name in ("Igor", "Celia", "Ines"):
        declare(call, name)
    assert [one.user for one in undeclared_members(call)] == [member("Valter")]

    exclude(application)

    assert undeclared_members(call) == []
    with at(CHECKED):
        start_scoring(call=call, actor=person("Ada"))


def test_letters_go_to_who_decides_then_to_applicant_and_member():
    call, [application] = a_scoring_call()
    delivered()
    mail.outbox.clear()
    objection = objects(application)
    [asked] = delivered()
    assert asked.to == [member("Igor").email]
    assert SISTER not in asked.body
    mail.outbox.clear()

    decide(objection)
    delivered()
    told = {one.to[0]: one for one in mail.outbox}
    assert set(told) >= {person("Bruno").email, member("Valter").email}
    assert "Sorodstvo je izkazano." in told[person("Bruno").email].body
    assert SISTER not in told[member("Valter").email].body
    # Each link is in the language of its letter.
    assert f"/sl/desk/calls/{call.code}/conflicts/" in told[member("Valter").email].body
    assert f"/sl/desk/calls/{call.code}/committee/objections/" in asked.body


def test_objection_to_who_has_left_stops_nothing_and_tells_nothing():
    call, [application] = a_scoring_call()
    objection = objects(application)
    release(call)
    decide(objection)
    mail.outbox.clear()
    assert not [one for one in delivered() if "excluded" in one.subject]
    assert not Letter.objects.exists()


def test_open_objection_to_who_has_left_does_not_hold_the_scores():
    call, [application] = a_scoring_call()
    objects(application)
    release(call)
    for name in ("Igor", "Celia"):
        fill_and_lock(application, name)
    with at(SCORED):
        assert reveal_scores(call=call, actor=member("Igor")).revealed_at is not None


# ---- pages


def page_of(client, name, route, *arguments, **data):
    client.force_login(member(name) if name in ("Igor", "Valter", "Celia", "Lea") else person(name))
    address = reverse(route, args=arguments)
    with at(SCORED):
        return client.post(address, data) if data else client.get(address)


def test_applicant_objects_on_the_page_of_the_application_and_reads_the_decision(client):
    call, [application] = a_scoring_call()
    owner_of(application)
    valter = seat(call, "Valter")
    shown = page_of(client, "Bruno", "scoring:object", application.number).content.decode()
    assert "Valter Renko" in shown
    address = reverse("scoring:object", args=[application.number])
    assert filled("objection", application) == address

    refused = page_of(
        client, "Bruno", "scoring:object", application.number, member=valter.pk, reason=" "
    )
    assert refused.status_code == 422
    sent = page_of(
        client, "Bruno", "scoring:object", application.number, member=valter.pk, reason=SISTER
    )
    assert sent.status_code == 302
    decide(MemberObjection.objects.get(), upheld=False, reason="Zgolj sum.")
    after = page_of(client, "Bruno", "scoring:object", application.number).content.decode()
    assert "Zgolj sum." in after
    assert SISTER in after


def test_reason_is_read_by_who_decides_and_by_nobody_else(client):
    call, [application] = a_scoring_call()
    objection = objects(application)
    RoleGrant.objects.create(user=person("Fani"), role=Role.AUDITOR, funder_id=call.funder_id)
    RoleGrant.objects.create(user=person("Emil"), role=Role.APPROVER, funder_id=call.funder_id)
    for name in ("Igor", "Ada", "Fani"):
        answer = page_of(client, name, "scoring:objection", call.code, objection.pk)
        assert SISTER in answer.content.decode(), name
    for name in ("Valter", "Celia", "Lea", "Emil", "Dario", "Bruno"):
        answer = page_of(client, name, "scoring:objection", call.code, objection.pk)
        assert answer.status_code == 404, name
    for name in ("Valter", "Celia"):
        for route in ("scoring:sheets", "scoring:conflicts"):
            seen = page_of(client, name, route, call.code).content.decode()
            assert SISTER not in seen


def test_chair_decides_and_excludes_on_the_pages(client):
    call, [application] = a_scoring_call()
    objection = objects(application)
    listed = page_of(client, "Igor", "scoring:objections", call.code).content.decode()
    address = reverse("scoring:objection", args=[call.code, objection.pk])
    assert address in listed
    assert (
        reverse("scoring:objections", args=[call.code])
        in page_of(client, "Igor", "scoring:committee", call.code).content.decode()
    )
    empty = page_of(client, "Igor", "scoring:objection", call.code, objection.pk, outcome="upheld")
    assert empty.status_code == 422
    done = page_of(
        client,
        "Igor",
        "scoring:objection",
        call.code,
        objection.pk,
        outcome="upheld",
        reason="Sorodstvo.",
    )
    assert done.status_code == 302
    given = {"application": application.pk, "member": seat(call, "Celia").pk}
    wrong = page_of(client, "Igor", "scoring:objections", call.code, **given, reason="")
    assert wrong.status_code == 422
    page_of(client, "Igor", "scoring:objections", call.code, **given, reason="Sodelavka.")
    shown = page_of(client, "Igor", "scoring:objections", call.code).content.decode()
    assert "Sorodstvo." in shown
    assert "Sodelavka." in shown
    mine = page_of(client, "Celia", "scoring:conflicts", call.code).content.decode()
    assert "Excluded by a decision" in mine


def test_before_the_opening_the_page_names_nobody(client):
    call = a_published_call()
    application = an_opened_application(call, state=ApplicationState.SUBMITTED)
    a_committee(call)
    owner_of(application)
    assert filled("objection", application) == ""
    page = page_of(client, "Bruno", "scoring:object", application.number)
    assert page.status_code == 200
    assert "Valter Renko" not in page.content.decode()
