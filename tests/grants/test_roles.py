"""Roles: who gives them and how far, which exclude each other, and what the ledger says of it."""

import json
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts.models import Role, RoleGrant, User
from accounts.permissions import has_role
from accounts.refusal import Refused
from audit.keys.pseudonyms import is_by, pseudonym_in_call
from audit.models import LedgerEntry, LedgerPayload
from audit.proof import fsck
from grants.actions.calls.import_call import import_call
from grants.actions.office.change_funder import change_funder
from grants.actions.office.grant_role import grant_role
from grants.actions.office.revoke_role import revoke_role
from grants.models import Call, Funder
from grants.permissions import administer_funder, approve_call, enter_call, run_call
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.models import CommitteeRole
from scoring.permissions import sit_in_committee
from tests.audit.entries import last_entries
from tests.personas import another_funder, bonaca, person
from tests.small_call import small_call
from tests.stage import PREPARED, a_draft_call, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> User:
    """The first account of the installation."""
    return User.objects.create_superuser("root@bonaca.example", name="Root")


def a_call_of(funder: Funder, code: str) -> Call:
    with at(PREPARED):
        return import_call(
            funder=funder, content=small_call(code=code), file_number="1", actor=person("Ada")
        )


def seat(user: User, call: Call) -> None:
    """In the committee, with Igor as its chair."""
    seats = [Seat(person("Igor"), CommitteeRole.CHAIR), Seat(user, CommitteeRole.MEMBER)]
    appoint_committee(call=call, appointment="1", seats=seats, actor=person("Ada"))


# ---- who gives


def test_superuser_made_by_command_stands_in_the_ledger():
    call_command(
        "createsuperuser", "--noinput", email="root@bonaca.example", name="Root", verbosity=0
    )
    [entry] = last_entries(1)
    assert entry.type.value == "role.granted"
    assert entry.actor.role == "system"
    assert entry.pub == {"role": "administrator", "funder": ""}
    assert [str(one) for one in fsck.differences()] == []


@pytest.mark.parametrize("flag", ["is_superuser", "is_staff"])
def test_superuser_that_no_entry_made_is_named(root, flag):
    ada = person("Ada")
    User.objects.filter(pk=ada.pk).update(**{flag: True})
    assert f"superuser {ada.pk}: no entry speaks of it" in map(str, fsck.differences())


def test_superuser_that_was_made_no_more_than_anybody_is_named(root):
    User.objects.filter(pk=root.pk).update(is_superuser=False, is_staff=False)
    [said] = map(str, fsck.differences())
    assert said.startswith(f"superuser {root.pk}: entry ")


def test_grant_role_only_by_an_administrator(root):
    ada = person("Ada")
    with pytest.raises(PermissionDenied):
        grant_role(user=ada, role=Role.AUDITOR, actor=ada)
    grant_role(user=ada, role=Role.ADMINISTRATOR, actor=root)
    grant_role(user=root, role=Role.OFFICER, actor=User.objects.get(pk=ada.pk))
    assert has_role(root, Role.OFFICER)


def test_grant_role_twice_is_once(root):
    call, dario = a_draft_call(), person("Dario")
    first = grant_role(user=dario, role=Role.OFFICER, actor=root, call_id=call.pk)
    before = LedgerEntry.objects.count()
    assert grant_role(user=dario, role=Role.OFFICER, actor=root, call_id=call.pk) == first
    assert LedgerEntry.objects.count() == before


def test_grant_role_command_names_the_fault(root):
    ada, dario = person("Ada"), person("Dario")
    call_command("grant_role", dario.email, "officer", by=root.email, verbosity=0)
    assert has_role(User.objects.get(pk=dario.pk), Role.OFFICER)
    for arguments, fault in (
        ((root.email, "officer"), "may not"),
        (("nihce@x.example", "officer"), "No account"),
    ):
        with pytest.raises(CommandError, match=fault):
            call_command("grant_role", *arguments, by=ada.email)
    with pytest.raises(CommandError, match="No call"):
        call_command("grant_role", ada.email, "auditor", by=root.email, call=999)


def test_administrator_of_one_funder_reaches_no_further(root, client):
    mine, other = bonaca(), another_funder()
    gina, fani, call = person("Gina"), person("Fani"), a_call_of(other, "tuj-2027")
    grant_role(user=gina, role=Role.ADMINISTRATOR, actor=root, funder_id=mine.pk)
    gina = User.objects.get(pk=gina.pk)
    grant_role(user=person("Dario"), role=Role.AUDITOR, actor=gina, funder_id=mine.pk)
    for scope in ({}, {"funder_id": other.pk}, {"call_id": call.pk}):
        with pytest.raises(PermissionDenied):
            grant_role(user=person("Dario"), role=Role.AUDITOR, actor=gina, **scope)
    with pytest.raises(PermissionDenied):
        revoke_role(grant=RoleGrant.objects.get(user=person("Ada")), actor=gina)
    with pytest.raises(PermissionDenied):
        change_funder(
            funder=other, texts={}, plain={"phone": "1"}, lists={"languages": ["sl"]}, actor=gina
        )
    assert [one.code for one in administer_funder.queryset(gina)] == ["bonaca"]
    client.force_login(gina)
    page = client.get("/sl/desk/people/").content.decode()
    assert "dario@example.org" in page
    assert "ada@example.org" not in page
    given = {"email": fani.email, "role": "finance", "call": "", "funder": "", "language": "sl"}
    assert client.post("/sl/desk/people/", given).status_code == 302
    assert RoleGrant.objects.get(user=fani, role="finance").funder_id == mine.pk


# ---- two of officer, approver and committee


def steps_of(user: User, call: Call, root: User) -> dict:
    return {
        "officer": lambda **scope: grant_role(user=user, role=Role.OFFICER, actor=root, **scope),
        "approver": lambda **scope: grant_role(user=user, role=Role.APPROVER, actor=root, **scope),
        "committee": lambda **scope: seat(user, call),
    }


@pytest.mark.parametrize("order", list(permutations(("officer", "approver", "committee"), 2)))
@pytest.mark.parametrize("first", ["all", "funder", "call"])
@pytest.mark.parametrize("second", ["all", "funder", "call"])
def test_nobody_is_two_of_three_on_a_call(order, first, second, root):
    call, user = a_draft_call(), person("Dario")
    scopes = {"all": {}, "funder": {"funder_id": call.funder_id}, "call": {"call_id": call.pk}}
    steps = steps_of(user, call, root)
    steps[order[0]](**scopes[first])
    with pytest.raises(Refused):
        steps[order[1]](**scopes[second])
    fresh = User.objects.get(pk=user.pk)
    rules = (run_call, approve_call, sit_in_committee)
    assert sum(rule.allows(fresh, call) for rule in rules) == 1


def test_other_roles_go_with_officer_and_approver(root):
    call = a_draft_call()
    for number, step in enumerate(("officer", "approver")):
        user = person(f"Oseba{number}")
        steps_of(user, call, root)[step]()
        for role in (Role.FINANCE, Role.AUDITOR):
            grant_role(user=user, role=role, actor=root, call_id=call.pk)


@pytest.mark.parametrize("role", Role.values)
def test_no_role_is_given_to_whoever_sits_in_the_committee(role, root):
    call, user = a_draft_call(), person("Dario")
    seat(user, call)
    with pytest.raises(Refused, match="Dario"):
        grant_role(user=user, role=role, actor=root, funder_id=call.funder_id)


def test_rows_written_past_the_acts_give_no_seat(root):
    """A restored or imported row makes an officer of a member: the seat then gives nothing."""
    call, user = a_draft_call(), person("Dario")
    seat(user, call)
    RoleGrant.objects.create(user=user, role=Role.OFFICER, call_id=call.pk)
    fresh = User.objects.get(pk=user.pk)
    assert run_call.allows(fresh, call)
    assert not sit_in_committee.allows(fresh, call)


def test_one_person_has_different_roles_in_two_funders(root):
    here, there = a_draft_call(), a_call_of(another_funder(), "tuj-2027")
    user = person("Dario")
    grant_role(user=user, role=Role.OFFICER, actor=root, funder_id=here.funder_id)
    grant_role(user=user, role=Role.APPROVER, actor=root, call_id=there.pk)
    fresh = User.objects.get(pk=user.pk)
    assert (run_call.allows(fresh, here), approve_call.allows(fresh, here)) == (True, False)
    assert (run_call.allows(fresh, there), approve_call.allows(fresh, there)) == (False, True)
    assert list(enter_call.queryset(fresh).order_by("pk")) == [here, there]
    with pytest.raises(Refused):
        seat(user, here)
    with pytest.raises(Refused):
        grant_role(user=user, role=Role.OFFICER, actor=root)


def test_member_here_is_officer_elsewhere(root):
    here, there = a_draft_call(), a_call_of(another_funder(), "tuj-2027")
    user = person("Dario")
    seat(user, here)
    grant_role(user=user, role=Role.OFFICER, actor=root, funder_id=there.funder_id)
    fresh = User.objects.get(pk=user.pk)
    assert (run_call.allows(fresh, here), sit_in_committee.allows(fresh, here)) == (False, True)
    assert (run_call.allows(fresh, there), sit_in_committee.allows(fresh, there)) == (True, False)


# ---- what the ledger says


def test_ledger_says_which_role_and_never_whose(root):
    call, dario = a_draft_call(), person("Dario")
    grant = grant_role(user=dario, role=Role.OFFICER, actor=root, call_id=call.pk)
    revoke_role(grant=grant, actor=root)
    given, taken = last_entries(2)
    assert (given.type, taken.type) == ("role.granted", "role.revoked")
    assert given.pub == taken.pub == {"role": "officer", "funder": "bonaca"}
    assert given.actor.role == "administrator"
    assert is_by(given, root.pk)
    assert is_by(taken, root.pk)
    payload = json.loads(LedgerPayload.objects.get(entry__seq=given.seq).text)
    # Nobody is told that a call is being prepared; once it is published its name stands there.
    assert (given.call, taken.call, payload["call"]) == ("", "", call.code)
    assert payload["person"] == pseudonym_in_call(user_id=dario.pk, call_code="")
    assert "Dario" not in given.canonical().decode() + json.dumps(payload)


def test_ledger_says_that_the_funder_was_changed(root):
    funder = bonaca()
    change_funder(
        funder=funder,
        texts={"issuer": {"sl": "Župan", "it": "Il sindaco", "en": ""}},
        plain={"phone": "+386 5 999"},
        lists={"languages": ["sl", "it"]},
        actor=root,
    )
    (entry,) = last_entries(1)
    assert entry.type == "funder.changed"
    assert entry.pub == {"funder": "bonaca", "changed": ["issuer", "phone"]}
    assert "+386 5 999" not in entry.canonical().decode()


def test_funder_that_stays_as_it_was_leaves_no_entry(root):
    funder, before = bonaca(), LedgerEntry.objects.count()
    change_funder(
        funder=funder,
        texts={},
        plain={"phone": funder.phone},
        lists={"languages": funder.languages},
        actor=root,
    )
    assert LedgerEntry.objects.count() == before
