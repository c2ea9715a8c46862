"""Whoever the committee's work waits for is told so, and not once it is done."""

from datetime import date

import pytest
from django.core import mail

from awards.actions.approve_proposal import approve_proposal
from awards.actions.propose_allocation import propose_allocation
from awards.models import Proposal
from jobs.models import Letter
from scoring.actions.committee._leaving import PaperDecision
from scoring.actions.committee.excuse_member import excuse_member
from scoring.models import CommitteeMember
from scoring.waiting_mail import REMINDED_AFTER, SCORES_SHOWN, SHEETS_LEFT, SHEETS_OPEN
from tests.awards.proposals import PROPOSED, SIGNED, an_allocation
from tests.letters import delivered
from tests.opened import a_call_in_checking
from tests.personas import person
from tests.scoring.committee import (
    SCORED,
    a_revealed_call,
    a_scoring_call,
    fill_and_lock,
    member,
)
from tests.stage import at

pytestmark = pytest.mark.django_db


def told() -> dict[str, list[str]]:
    """Subjects by reader, of what is sent now."""
    mail.outbox.clear()
    found: dict[str, list[str]] = {}
    for one in delivered():
        if one.to == [person("Bruno").email]:
            # A receipt.
            continue
        found.setdefault(one.to[0], []).append(one.subject.partition(":")[0])
    return found


def proposed() -> Proposal:
    """By Ada; Emil is there, who signs."""
    allocation, _applications = an_allocation()
    person("Emil")
    with at(PROPOSED):
        return propose_allocation(allocation=allocation, actor=person("Ada"))


def test_statement_is_asked_of_those_who_score_and_have_not_given_it():
    call = a_call_in_checking()
    Letter.objects.exclude(kind="statement-due").delete()
    assert Letter.objects.count() == 2
    user = call.committee.members.get(user=person("Ciril")).user
    user.language = "it"
    user.save()
    Letter.objects.filter(address=user.email).update(language="it")
    found = told()
    assert set(found) == {person("Celia").email, person("Ciril").email}
    assert found[user.email] == ["La vostra dichiarazione sui conflitti d’interesse"]
    body = next(one.body for one in mail.outbox if one.to == [user.email])
    assert "per 2 domande" in body
    assert f"/desk/calls/{call.code}/conflicts/" in body


def test_statement_that_was_given_is_not_asked_for():
    call, _applications = a_scoring_call()
    seat = CommitteeMember.objects.get(committee__call=call, user=member("Celia"))
    Letter.objects.all().delete()
    Letter.objects.create(
        kind="statement-due",
        about=seat.pk,
        address=seat.user.email,
        language="sl",
        promised_at=call.updated_at,
        due_at=call.updated_at,
    )
    assert told() == {}
    assert not Letter.objects.exists()


def test_sheets_are_announced_and_a_week_later_who_is_late_is_reminded():
    call, applications = a_scoring_call(2)
    for application in applications:
        fill_and_lock(application, "Celia")
    fill_and_lock(applications[0], "Igor")
    reminders = Letter.objects.filter(kind=SHEETS_LEFT)
    begun = Letter.objects.filter(kind=SHEETS_OPEN).first()
    assert {one.due_at - one.promised_at for one in reminders} == {REMINDED_AFTER}
    assert begun is not None
    assert begun.due_at == begun.promised_at
    Letter.objects.exclude(kind=SHEETS_LEFT).delete()
    found = told()
    assert member("Celia").email not in found, "she has locked all of hers"
    assert found[member("Igor").email] == ["Ocenjevalni listi, ki jih je treba še zakleniti"]
    bodies = {one.to[0]: one.body for one in mail.outbox}
    assert "1 ocenjevalnega lista" in bodies[member("Igor").email]
    assert "2 ocenjevalnih listov" in bodies[member("Valter").email]
    assert member("Ines").email not in found, "a substitute without a sheet"
    assert f"/desk/calls/{call.code}/scoring/" in bodies[member("Igor").email]


def test_who_has_left_is_not_reminded():
    call, _applications = a_scoring_call()
    seat = CommitteeMember.objects.get(committee__call=call, user=member("Igor"))
    Letter.objects.exclude(about=seat.pk, kind=SHEETS_OPEN).delete()
    with at(SCORED):
        excuse_member(
            member=seat,
            decision=PaperDecision("", date(2026, 11, 19)),
            reason="Bolezen.",
            actor=person("Ada"),
        )
    assert "Ocenjevalni listi so odprti" not in told().get(seat.user.email, [])


def test_scores_that_are_shown_lead_to_the_meeting():
    call, _applications = a_revealed_call()
    told()
    shown = [one for one in mail.outbox if "razkriti" in one.subject]
    assert {one.to[0] for one in shown} == {
        member(name).email for name in ("Igor", "Celia", "Valter", "Ines", "Lea")
    }
    assert f"/desk/calls/{call.code}/meeting/" in shown[0].body
    assert not Letter.objects.filter(kind=SCORES_SHOWN).exists()


def test_proposal_is_told_to_who_signs_and_the_signature_to_who_goes_on():
    proposal = proposed()
    found = told()
    assert "Predlog čaka na vašo odobritev" in found[person("Emil").email]
    assert "Predlog čaka na vašo odobritev" not in found.get(person("Ada").email, [])
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person("Emil"))
    found = told()
    assert found[person("Ada").email] == ["Predlog je odobren"]
    assert found[member("Celia").email] == ["Predlog je odobren"]
    bodies = {one.to[0]: one.body for one in mail.outbox}
    assert "Odločbe čakajo na podpis" in bodies[person("Ada").email]
    assert "vaše komisije" in bodies[member("Celia").email]


def test_proposal_that_was_signed_before_the_letter_went_out_waits_for_nobody():
    proposal = proposed()
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person("Emil"))
    assert "Predlog čaka na vašo odobritev" not in told().get(person("Emil").email, [])


def test_letter_to_an_address_that_is_nobodys_any_more_is_let_go():
    proposal = proposed()
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person("Emil"))
    user = person("Ada")
    user.email = "nova.ada@example.org"
    user.save()
    delivered()
    assert not Letter.objects.filter(kind="proposal-signed").exists()
