import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Role, RoleGrant, User
from tests.letters import delivered

pytestmark = pytest.mark.django_db

PASSWORD = "sedem galebov na pomolu"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    with translation.override("sl"):
        yield


@pytest.fixture
def ada():
    ada = User.objects.create_user("ada@bonaca.example", PASSWORD, name="Ada Mrak")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


def link_in_last_letter():
    found = re.search(r"https?://\S+", delivered()[-1].body)
    return urlsplit(found[0]).path


def test_sign_up_confirm_and_sign_in(client):
    answer = client.post(
        reverse("account_signup"),
        {"name": "  Bruno   Kos ", "email": "Bruno@klub.example", "password1": PASSWORD},
    )
    assert answer.url == reverse("account_email_verification_sent")
    bruno = User.objects.get()
    assert (bruno.name, bruno.email, bruno.language) == ("Bruno Kos", "bruno@klub.example", "sl")
    page = link_in_last_letter()
    assert "bruno@klub.example" in client.get(page).content.decode()
    client.post(page)
    answer = client.post(
        reverse("account_login"), {"login": "bruno@klub.example", "password": PASSWORD}
    )
    assert answer.url == reverse("accounts:start")


def test_sign_up_refuses_a_name_that_turns_the_writing_around(client):
    answer = client.post(
        reverse("account_signup"),
        {"name": "Ada\u202eonurB", "email": "x@x.example", "password1": PASSWORD},
    )
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
    assert not User.objects.exists()


def test_sign_up_keeps_what_was_typed_when_the_password_is_weak(client):
    answer = client.post(
        reverse("account_signup"),
        {"name": "Bruno Kos", "email": "bruno@klub.example", "password1": "kratko"},
    )
    assert "password1" in answer.context["form"].errors
    assert 'value="Bruno Kos"' in answer.content.decode()


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("enajst znak", False),
        ("q1w2e3r4t5y6", False),
        ("bruno@klub.example", False),
        ("271828182845904523", False),
        ("žžžžžž žžžžž", True),
        ("dolgo " * 21, True),
    ],
)
def test_password_is_long_and_uncommon_and_of_any_signs(client, password, is_taken):
    given = {"name": "Bruno Kos", "email": "bruno@klub.example", "password1": password}
    answer = client.post(reverse("account_signup"), given)
    assert (answer.status_code == 302) is is_taken
    assert User.objects.exists() is is_taken
    # Not cut, and no blank of it lost.
    assert not is_taken or User.objects.get().check_password(password)


def test_sign_up_with_a_known_address_does_not_say_so_on_the_page(client, ada):
    answer = client.post(
        reverse("account_signup"),
        {"name": "Dario", "email": ada.email, "password1": PASSWORD},
    )
    assert answer.url == reverse("account_email_verification_sent")
    assert User.objects.count() == 1


def test_password_reset_chain_ends_with_the_new_password(client, ada):
    answer = client.post(reverse("account_reset_password"), {"email": ada.email})
    assert answer.url == reverse("account_reset_password_done")
    form = client.get(link_in_last_letter(), follow=True)
    target = form.redirect_chain[-1][0]
    new = "osem galebov na valobranu"
    client.post(target, {"password1": new, "password2": new})
    ada.refresh_from_db()
    assert ada.check_password(new)


def test_link_for_a_new_password_holds_once_and_ends(client, ada, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    client.post(reverse("account_reset_password"), {"email": ada.email})
    link = link_in_last_letter()
    used = client.get(link, follow=True).redirect_chain[-1][0]
    time_machine.move_to(start + timedelta(days=3, seconds=1), tick=False)
    late = Client().get(link, follow=True)
    assert "token_fail" in late.context
    time_machine.move_to(start, tick=False)
    new = "osem galebov na valobranu"
    client.post(used, {"password1": new, "password2": new})
    again = Client().get(link, follow=True)
    assert "token_fail" in again.context


def test_password_reset_says_nothing_about_unknown_addresses(client):
    answer = client.post(reverse("account_reset_password"), {"email": "nihce@x.example"})
    assert answer.url == reverse("account_reset_password_done")


def test_sign_in_stops_after_five_wrong_attempts(client, ada):
    address = reverse("account_login")
    for _attempt in range(5):
        client.post(address, {"login": ada.email, "password": "napačno"})
    answer = client.post(address, {"login": ada.email, "password": PASSWORD})
    assert answer.status_code == 422
    assert not answer.wsgi_request.user.is_authenticated


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_sign_in_pages_open_in_every_language(client, language):
    with translation.override(language):
        for route in ("account_login", "account_signup", "account_reset_password"):
            answer = client.get(reverse(route))
            assert answer.status_code == 200
            assert f'<html lang="{language}"' in answer.content.decode()
            assert "placeholder" not in answer.content.decode()


def test_staff_without_second_factor_reach_only_its_set_up(client, ada, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(ada)
    assert client.get(reverse("accounts:start")).url != reverse("mfa_activate_totp")
    RoleGrant.objects.create(user=ada, role=Role.OFFICER)
    assert client.get(reverse("accounts:start")).url == reverse("mfa_activate_totp")
    assert client.get(reverse("account_logout")).status_code == 200


def test_staff_turn_on_the_second_factor_and_go_on(client, ada, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    RoleGrant.objects.create(user=ada, role=Role.OFFICER)
    client.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD})
    asked = client.get(reverse("mfa_activate_totp"))
    page = client.post(asked.url, {"password": PASSWORD}, follow=True)
    assert "<svg" in page.content.decode()
    secret = page.context["form"].secret
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert client.get(reverse("accounts:start")).url != reverse("mfa_activate_totp")
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert len(codes.context["unused_codes"]) == 10


def test_sign_in_asks_for_the_code_and_takes_a_spare_one_once(client, ada):
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    spare = RecoveryCodes.activate(ada).get_unused_codes()[0]
    credentials = {"login": ada.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), credentials)
    assert answer.url == reverse("mfa_authenticate")
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"code": spare}).url == reverse("accounts:start")
    client.logout()
    answer = client.post(reverse("account_login"), credentials)
    assert client.post(answer.url, {"code": spare}).status_code == 422


def test_account_pages_open_for_a_person(client, ada):
    client.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD})
    for route in ("account_email", "account_change_password", "mfa_index", "account_logout"):
        assert client.get(reverse(route)).status_code == 200


def test_sign_in_says_what_is_missing(client):
    page = client.post(reverse("account_login"), {}).content.decode()
    assert "Vpišite e-poštni naslov." in page
    assert "Vpišite geslo." in page
    assert "To polje je obvezno" not in page
