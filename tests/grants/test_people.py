"""Who works here: invited by address, let in by a letter, closed, opened, second step reset."""

import json
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, RoleGrant, User
from accounts.refusal import Refused
from audit.models import LedgerPayload
from grants.actions.office.appoint_signatory import appoint_signatory
from grants.actions.office.close_account import close_account
from grants.actions.office.invite_person import invite_person
from grants.actions.office.open_account import open_account
from grants.actions.office.reset_second_step import reset_second_step
from grants.models import Funder
from tests.audit.entries import last_entries
from tests.letters import delivered
from tests.personas import PASSWORD, another_funder, bonaca, person
from tests.stage import a_draft_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def gina():
    """The administrator of everything."""
    user = person("Gina")
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


def invited(client, gina, **data):
    client.force_login(gina)
    given = {
        "email": "nova@example.org",
        "name": "Nova Oseba",
        "role": "officer",
        "language": "sl",
        **data,
    }
    return client.post(reverse("grants:people"), given)


def test_person_without_an_account_is_invited_and_comes_in(client, gina):
    """One letter, one link, one password: no second letter asks for the address."""
    call = a_draft_call()
    assert invited(client, gina, call=call.pk, language="it").status_code == 302
    user = User.objects.get(email="nova@example.org")
    assert (user.name, user.language, user.has_usable_password()) == ("Nova Oseba", "it", False)
    assert RoleGrant.objects.get(user=user).call_id == call.pk
    (letter,) = delivered()
    assert letter.to == ["nova@example.org"]
    assert "Gina" in letter.body
    assert str(call.title["it"]) in letter.body
    link = re.search(r"https?://[^/]+(/it/account/password/reset/key/\S+)", letter.body)[1]
    client.logout()
    page = client.get(link, follow=True)
    sent = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(page.redirect_chain[-1][0], sent).status_code == 302
    assert EmailAddress.objects.get(user=user).verified
    mail.outbox.clear()
    entered = client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True
    )
    assert entered.wsgi_request.user == user
    assert "confirm" not in entered.wsgi_request.path


def test_link_of_an_invitation_works_once(client, gina):
    invited(client, gina)
    (letter,) = delivered()
    link = re.search(r"https?://[^/]+(/\S+key/\S+)", letter.body)[1]
    client.logout()
    user = User.objects.get(email="nova@example.org")
    user.set_password(PASSWORD)
    user.save()
    assert client.get(link, follow=True).context["token_fail"]


def test_whoever_has_an_account_only_gets_the_role(client, gina):
    dario = person("Dario")
    invited(client, gina, email="Dario@Example.org", name="", role="auditor")
    assert RoleGrant.objects.get(user=dario).role == "auditor"
    (letter,) = delivered()
    assert reverse("account_login") in letter.body.replace("/en/", "/sl/")
    assert "reset/key" not in letter.body
    assert dario.has_usable_password()


def test_new_person_needs_a_name(client, gina):
    answer = invited(client, gina, name="")
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"name"}
    assert not User.objects.filter(email="nova@example.org").exists()


def test_nobody_is_made_where_the_role_is_refused(gina):
    """Out of scope, the account is not made either."""
    other = another_funder()
    keeper = person("Keti")
    RoleGrant.objects.create(user=keeper, role=Role.ADMINISTRATOR, funder_id=other.pk)
    with pytest.raises(PermissionDenied):
        invite_person(
            email="nova@example.org",
            name="Nova Oseba",
            language="sl",
            role=Role.OFFICER,
            funder_id=bonaca().pk,
            actor=keeper,
        )
    assert not User.objects.filter(email="nova@example.org").exists()


def test_letter_of_an_invitation_is_sent_again(client, gina):
    invited(client, gina)
    delivered()
    user = User.objects.get(email="nova@example.org")
    page = client.get(reverse("grants:person", args=[user.pk])).content.decode()
    assert reverse("grants:invite_again", args=[user.pk]) in page
    client.post(reverse("grants:invite_again", args=[user.pk]))
    assert len(delivered()) == 2


def test_letter_of_a_role_that_was_taken_back_is_not_written(client, gina):
    invited(client, gina)
    client.post(reverse("grants:revoke_role", args=[RoleGrant.objects.latest("pk").pk]))
    assert delivered() == []


def test_closed_account_signs_in_nowhere_and_is_opened_again(client, gina):
    ada = person("Ada")
    client.force_login(ada)
    assert client.get(reverse("reports:desk")).status_code == 200
    close_account(user=ada, reason="Konec dela.", actor=gina)
    assert client.get(reverse("reports:desk")).status_code == 302
    (entry,) = last_entries(1)
    assert (entry.type, entry.pub) == ("account.closed", {})
    assert (
        json.loads(LedgerPayload.objects.get(entry__seq=entry.seq).text)["reason"] == "Konec dela."
    )
    with pytest.raises(Refused):
        close_account(user=ada, reason="Še enkrat.", actor=gina)
    with pytest.raises(Refused):
        invite_person(email=ada.email, name="", language="sl", role=Role.AUDITOR, actor=gina)
    open_account(user=ada, reason="Spet dela.", actor=gina)
    assert last_entries(1)[0].type == "account.opened"
    ada.refresh_from_db()
    assert ada.is_active


def test_desk_says_whom_to_invite_until_a_call_can_be_run(client, gina):
    client.force_login(gina)
    desk = reverse("reports:desk")
    assert client.get(desk).context["set_up_next"]["url"] == reverse("grants:funder_new")
    bonaca()
    for role in ("officer", "approver"):
        step = client.get(desk).context["set_up_next"]
        assert step["url"].endswith(f"?role={role}")
        assert client.get(step["url"]).context["form"]["role"].value() == role
        invited(client, gina, role=role, email=f"{role}@example.org")
    step = client.get(desk).context["set_up_next"]
    assert step["url"] == reverse("grants:signatories")
    appoint_signatory(
        funder=Funder.objects.get(),
        person=User.objects.get(email="approver@example.org"),
        title={"sl": "županja", "it": "sindaca"},
        since=timezone.localdate(),
        actor=gina,
    )
    assert client.get(desk).context["set_up_next"] is None
    close_account(user=User.objects.get(email="officer@example.org"), reason="Odšla.", actor=gina)
    assert "officer" in client.get(desk).context["set_up_next"]["url"]


def test_second_step_is_reset_with_a_letter(gina):
    ada = person("Ada")
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=ada, type=Authenticator.Type.RECOVERY_CODES, data={})
    before = ada.session_mark
    reset_second_step(user=ada, reason="Izgubljen telefon.", actor=gina)
    ada.refresh_from_db()
    assert ada.session_mark != before
    assert not Authenticator.objects.filter(user=ada).exists()
    assert last_entries(1)[0].type == "second_step.reset"
    assert [letter.to for letter in delivered()] == [[ada.email]]
    with pytest.raises(Refused):
        reset_second_step(user=ada, reason="Še enkrat.", actor=gina)


def test_nobody_closes_the_own_account(gina):
    with pytest.raises(Refused):
        close_account(user=gina, reason="Dovolj.", actor=gina)


@pytest.mark.parametrize("act", [close_account, reset_second_step])
def test_administrator_of_one_funder_keeps_no_account(client, gina, act):
    """Not even after giving its owner a role there."""
    here = bonaca()
    keeper = person("Keti")
    RoleGrant.objects.create(user=keeper, role=Role.ADMINISTRATOR, funder_id=here.pk)
    RoleGrant.objects.create(user=person("Dario"), role=Role.FINANCE, funder_id=here.pk)
    for user in (person("Dario"), gina):
        with pytest.raises(PermissionDenied):
            act(user=user, reason="Ne.", actor=keeper)
    client.force_login(keeper)
    address = reverse("grants:person", args=[person("Dario").pk])
    assert client.get(address).status_code == 404
    page = client.get(reverse("grants:people")).content.decode()
    assert "Dario" in page
    assert address not in page


def test_superuser_is_kept_by_superusers_alone(gina):
    root = User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
    with pytest.raises(PermissionDenied):
        close_account(user=root, reason="Ne.", actor=gina)


def test_reason_that_was_refused_stays_in_its_field(client, gina):
    client.force_login(gina)
    answer = client.post(
        reverse("grants:open_account", args=[person("Ada").pk]), {"reason": "Spet dela."}
    )
    assert answer.status_code == 422
    assert "Spet dela." in answer.content.decode()
    empty = client.post(reverse("grants:close_account", args=[person("Ada").pk]), {"reason": " "})
    assert empty.context["form"].errors.keys() == {"reason"}
