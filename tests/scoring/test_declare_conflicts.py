"""Conflicts are found, asked about, and declared once."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from accounts.refusal import Refused
from applicants.models import Membership, MembershipRole
from audit.models import LedgerEntry
from grants.core.workflow import ApplicationState
from grants.models import Call
from scoring.actions import declare_conflicts as declaring
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.models import ConflictDeclaration
from scoring.permissions import read_application_in_committee, score_application
from scoring.selectors.committee.conflicts import conflict_rows
from scoring.selectors.committee.matching import MatchKind
from scoring.selectors.committee.seats import seat_of
from tests.personas import person
from tests.scoring.committee import (
    CHECKED,
    DORA,
    a_checking_call,
    a_committee,
    a_revealed_call,
    a_scoring_call,
    an_opened_application,
    declare,
    fill_and_lock,
    member,
)
from tests.stage import at

pytestmark = pytest.mark.django_db


def rows_of(call, name):
    return conflict_rows(call, member(name), seat_of(call, member(name)))


def test_match_is_found_by_surname_and_address_whatever_the_spelling():
    call = a_checking_call()
    an_opened_application(call, officers=[DORA])
    a_committee(call)

    [row] = rows_of(call, "Valter")

    assert [match.kind for match in row.matches] == [MatchKind.SURNAME, MatchKind.ADDRESS]
    assert not rows_of(call, "Celia")[0].matches


def test_match_is_found_by_membership_and_by_account():
    call = a_checking_call()
    application = an_opened_application(call, "Motoklub Bonaca")
    a_committee(call, Celia="član do 2021: MOTOKLUB  Bonaca, Riva")
    Membership.objects.create(
        user=member("Igor"), organisation=application.organisation, role=MembershipRole.VIEWER
    )

    assert [match.kind for match in rows_of(call, "Celia")[0].matches] == [MatchKind.MEMBERSHIP]
    assert [match.kind for match in rows_of(call, "Igor")[0].matches] == [MatchKind.ACCOUNT]


def test_statement_without_a_match_opens_every_application_and_stands_in_the_ledger():
    call = a_checking_call()
    first, second = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    a_committee(call)
    celia = member("Celia")
    assert not read_application_in_committee.allows(celia, first)

    declare(call, "Celia", {second.pk: (True, "Sestra vodi društvo.")})

    assert score_application.allows(celia, first)
    assert not score_application.allows(celia, second)
    assert not read_application_in_committee.allows(celia, second)
    entry = LedgerEntry.objects.latest("seq")
    assert entry.type == "conflict.declared"
    assert json.loads(entry.canonical)["pub"] == {}
    assert "Sestra" not in entry.canonical


def test_nothing_is_declared_that_was_not_answered():
    call = a_checking_call()
    first, second = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    a_committee(call)

    with at(CHECKED):
        declare_conflicts(call=call, answers={}, actor=member("Celia"))
    assert not ConflictDeclaration.objects.exists()
    with at(CHECKED):
        declare_conflicts(call=call, answers={first.pk: (False, "")}, actor=member("Celia"))

    assert score_application.allows(member("Celia"), first)
    assert not score_application.allows(member("Celia"), second)
    assert seat_of(call, member("Celia")).declared_at is None
    declare(call, "Celia")
    assert seat_of(call, member("Celia")).declared_at is not None


def test_member_who_acts_for_an_applicant_steps_out_without_being_asked():
    call = a_checking_call()
    own, rival = an_opened_application(call), an_opened_application(call, "Društvo Prepih")
    other = an_opened_application(call, "Društvo Tretje", lot="B")
    a_committee(call)
    Membership.objects.create(
        user=member("Celia"), organisation=own.organisation, role=MembershipRole.VIEWER
    )

    declare(call, "Celia", {own.pk: (False, "Samo gledam."), rival.pk: (False, "")})

    said = dict(ConflictDeclaration.objects.values_list("application", "in_conflict"))
    assert said == {own.pk: True, rival.pk: True, other.pk: False}


def test_whoever_steps_out_of_much_says_so_of_some_at_a_time(monkeypatch):
    monkeypatch.setattr(declaring, "_AT_ONCE", 2)
    call = a_checking_call()
    rows = [an_opened_application(call, f"Društvo {n}") for n in range(5)]
    other = an_opened_application(call, "Društvo Tretje", lot="B")
    a_committee(call)
    Membership.objects.create(
        user=member("Celia"), organisation=rows[0].organisation, role=MembershipRole.VIEWER
    )
    entries = LedgerEntry.objects.count()

    with at(CHECKED):
        said = declare_conflicts(call=call, answers={other.pk: (False, "")}, actor=member("Celia"))

    assert {row.application_id for row in said if row.in_conflict} == {row.pk for row in rows}
    assert LedgerEntry.objects.count() == entries + 3
    assert seat_of(call, member("Celia")).declared_at is not None


def test_a_refused_statement_steps_out_of_nothing(monkeypatch):
    monkeypatch.setattr(declaring, "_AT_ONCE", 1)
    call = a_checking_call()
    own = an_opened_application(call)
    other = an_opened_application(call, "Društvo Tretje", lot="B", officers=[DORA])
    a_committee(call)
    Membership.objects.create(
        user=member("Valter"), organisation=own.organisation, role=MembershipRole.VIEWER
    )

    with at(CHECKED), pytest.raises(Refused):
        declare_conflicts(call=call, answers={other.pk: (False, "")}, actor=member("Valter"))

    assert not ConflictDeclaration.objects.exists()


def test_match_needs_an_answer_and_no_conflict_an_explanation():
    call = a_checking_call()
    application = an_opened_application(call, officers=[DORA])
    a_committee(call)

    declare(call, "Valter")
    assert not ConflictDeclaration.objects.exists()
    assert seat_of(call, member("Valter")).declared_at is None
    with pytest.raises(Refused) as refused:
        declare(call, "Valter", {application.pk: (False, "  ")})
    assert refused.value.field == f"reason-{application.pk}"
    assert not ConflictDeclaration.objects.exists()

    declare(call, "Valter", {application.pk: (False, "Nisva v sorodu.")})
    kept = ConflictDeclaration.objects.get()
    assert (kept.in_conflict, kept.reason) == (False, "Nisva v sorodu.")
    assert [match["kind"] for match in kept.matches] == ["surname", "address"]


def test_what_is_found_after_the_statement_is_named_beside_it():
    call = a_checking_call()
    application = an_opened_application(call)
    a_committee(call)
    declare(call, "Valter")
    [said] = rows_of(call, "Valter")
    assert said.found_since == ()

    application.organisation.officers.create(name="RENKO Dora", function="tajnica")

    [found] = rows_of(call, "Valter")
    assert [match.kind for match in found.found_since] == [MatchKind.SURNAME]
    assert ConflictDeclaration.objects.get().matches == []
    declare(call, "Valter", {application.pk: (True, "Sestra.")})
    assert rows_of(call, "Valter")[0].found_since == ()


def test_statement_given_twice_is_given_once():
    call = a_checking_call()
    application = an_opened_application(call)
    a_committee(call)
    declare(call, "Celia", {application.pk: (True, "")})
    entries = LedgerEntry.objects.count()

    declare(call, "Celia", {application.pk: (True, "")})
    declare(call, "Celia", {application.pk: (False, "Vendarle ne.")})

    assert LedgerEntry.objects.count() == entries
    assert ConflictDeclaration.objects.get().in_conflict


def test_new_conflict_later_takes_a_locked_sheet_out_and_needs_words():
    call, [application] = a_scoring_call()
    fill_and_lock(application, "Valter")

    with pytest.raises(Refused):
        declare(call, "Valter", {application.pk: (True, "")})
    declare(call, "Valter", {application.pk: (True, "Postal sem član odbora.")})

    assert not score_application.allows(member("Valter"), application)
    # Two of three still score; the call asks for two, so the substitute is not needed.
    assert ConflictDeclaration.objects.filter(in_conflict=True).count() == 1


def test_conflict_is_declared_after_the_scores_are_revealed_too():
    call, [application] = a_revealed_call()

    declare(call, "Celia", {application.pk: (True, "Zdaj vem.")})

    assert not read_application_in_committee.allows(member("Celia"), application)


@pytest.mark.parametrize("state", ["published", "cancelled"])
def test_conflict_is_not_declared_before_the_opening_or_after_the_end(state):
    call, [application] = a_revealed_call()
    Call.objects.filter(pk=call.pk).update(state=state)

    with pytest.raises(Refused):
        declare(call, "Celia", {application.pk: (True, "Prepozno.")})


def test_dismissed_application_needs_no_word():
    call = a_checking_call()
    an_opened_application(call, state=ApplicationState.DISMISSED)
    a_committee(call)

    assert rows_of(call, "Celia") == []


def test_application_of_another_call_is_refused():
    call = a_checking_call()
    an_opened_application(call)
    a_committee(call)

    with pytest.raises(Refused):
        declare(call, "Celia", {999_999: (True, "")})


@pytest.mark.parametrize("name", ["Bruno", "Dario"])
def test_only_who_works_on_the_call_declares(name):
    call = a_checking_call()
    a_committee(call)

    with at(CHECKED), pytest.raises(PermissionDenied):
        declare_conflicts(call=call, answers={}, actor=person(name))
