"""Signatories of a funder: appointed by the administrator, by mail, for a term, and ended."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Role, RoleGrant, User
from accounts.refusal import Refused
from audit.models import LedgerEntry
from grants.actions.office.appoint_signatory import appoint_signatory
from grants.actions.office.end_signatory import end_signatory
from grants.actions.office.grant_role import grant_role
from grants.actions.office.revoke_role import revoke_role
from grants.models import Signatory
from scoring.actions.committee.appoint_committee import refuse_bound
from tests.letters import delivered
from tests.opened import a_call_with_committee
from tests.personas import bonaca, person, signatory

pytestmark = pytest.mark.django_db
TITLES = {"sl": "županja", "it": "sindaca"}
SINCE = date(2026, 12, 1)


@pytest.fixture
def gina():
    user = person("Gina")
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


def given(**changes):
    about = {"email": "nada.kos@example.org", "name": "Nada Kos", "since": "2026-12-01"}
    return {**about, "title_sl": "županja", "title_it": "sindaca", **changes}


def appoint(gina, who="Nada", **changes):
    about = {"title": TITLES, "since": SINCE, **changes}
    return appoint_signatory(funder=bonaca(), person=person(who), actor=gina, **about)


def test_somebody_without_an_account_is_invited_and_signs(client, gina):
    bonaca()
    client.force_login(gina)
    assert client.post(reverse("grants:signatories"), given()).status_code == 302
    [one] = Signatory.objects.all()
    assert one.title.data == TITLES
    assert (one.user.name, one.since, one.until) == ("Nada Kos", SINCE, None)
    assert one.user.role_grants.get().role == Role.SIGNATORY
    [letter] = delivered()
    assert letter.to == ["nada.kos@example.org"]
    assert "podpisnik odločb" in letter.body
    entry = LedgerEntry.objects.get(type="signatory.appointed")
    assert entry.call_code == ""
    assert "Nada" not in entry.canonical
    shown = client.get(reverse("grants:signatories")).content.decode()
    assert "županja" in shown
    assert "sindaca" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title_it": ""}, "Besedilo napišite tudi v tem jeziku."),
        ({"until": "2026-11-01"}, "Zadnji dan je pred prvim."),
        ({"since": "31. 2. 2026"}, "Vpisali ste"),
        ({"email": "nikamor"}, ""),
        ({"name": ""}, "Vpišite tudi ime"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, gina, changes, words):
    bonaca()
    client.force_login(gina)
    page = client.post(reverse("grants:signatories"), given(**changes))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "županja" in page.content.decode()
    assert not Signatory.objects.exists()
    assert not User.objects.filter(email="nada.kos@example.org").exists()


def test_appointed_twice_is_refused_and_ended_twice_is_once(client, gina):
    one = appoint(gina)
    with pytest.raises(Refused, match="že podpisuje"):
        appoint(gina)
    client.force_login(gina)
    for _press in range(2):
        address = reverse("grants:end_signatory", args=[one.pk])
        assert client.post(address).status_code == 302
    one.refresh_from_db()
    assert one.ended_by == gina
    assert not RoleGrant.objects.filter(role=Role.SIGNATORY).exists()
    assert LedgerEntry.objects.filter(type="signatory.ended").count() == 1
    assert LedgerEntry.objects.filter(type="role.revoked").count() == 1
    assert appoint(gina).pk != one.pk


def test_officer_does_not_sign_and_the_approver_may(gina):
    with pytest.raises(Refused, match="Kdor razpis vodi"):
        appoint(gina, "Ada")
    assert appoint(gina, "Emil").user == person("Emil")
    with pytest.raises(Refused):
        grant_role(user=person("Emil"), role=Role.OFFICER, actor=gina, funder_id=bonaca().pk)


def test_member_of_a_committee_does_not_sign_and_a_signatory_sits_in_none(gina):
    call = a_call_with_committee()
    with pytest.raises(Refused, match="kdor sedi v komisiji"):
        appoint(gina, "Celia")
    with pytest.raises(Refused, match="podpisnik odločb"):
        refuse_bound(call, appoint(gina, "Nada").user)


def test_role_of_a_signatory_is_given_and_taken_only_with_the_appointment(client, gina):
    signatory()
    grant = RoleGrant.objects.get(role=Role.SIGNATORY)
    with pytest.raises(Refused, match="določen za obdobje"):
        revoke_role(grant=grant, actor=gina)
    client.force_login(gina)
    page = client.get(reverse("grants:people")).content.decode()
    assert 'value="signatory"' not in page


def test_another_administrator_ends_nothing_here(client):
    one = signatory()
    other = person("Oton")
    RoleGrant.objects.create(user=other, role=Role.ADMINISTRATOR, funder_id=one.funder_id + 1)
    with pytest.raises(PermissionDenied):
        end_signatory(signatory=one, actor=other)
    client.force_login(other)
    assert client.post(reverse("grants:end_signatory", args=[one.pk])).status_code == 404
