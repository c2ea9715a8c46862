"""How long somebody stays signed in, and what ends it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, RoleGrant, User
from tests.letters import delivered

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "sedem galebov na pomolu", "osem galebov na valobranu"
OWN = "/sl/account/email/"


@pytest.fixture
def ada():
    ada = User.objects.create_user("ada@bonaca.example", PASSWORD, name="Ada Mrak")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


def signed_in(ada):
    client = Client()
    client.post("/sl/account/login/", {"login": ada.email, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client):
    return client.get(OWN).status_code == 200


def reset_password(client, ada):
    client.post("/sl/account/password/reset/", {"email": ada.email})
    link = urlsplit(re.search(r"https?://\S+", delivered()[-1].body)[0]).path
    page = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(page, {"password1": NEW, "password2": NEW})
    ada.refresh_from_db()
    assert ada.check_password(NEW)


def test_sign_in_begins_a_session_of_its_own(ada):
    """Whoever knew the number of the session before knows nothing afterwards."""
    client, stranger = Client(), Client()
    session = client.session
    session["from"] = "before"
    session.save()
    before = session.session_key
    client.post("/sl/account/login/", {"login": ada.email, "password": PASSWORD})
    assert is_in(client)
    assert client.session.session_key != before
    stranger.cookies[settings.SESSION_COOKIE_NAME] = before
    assert not is_in(stranger)


def test_reset_ends_the_other_sessions(ada):
    others = [signed_in(ada), signed_in(ada)]
    reset_password(Client(), ada)
    assert [is_in(one) for one in others] == [False, False]


def test_change_of_the_password_ends_the_other_sessions_and_keeps_this_one(ada):
    mine, other = signed_in(ada), signed_in(ada)
    mine.post(
        "/sl/account/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )
    assert (is_in(mine), is_in(other)) == (True, False)
    assert delivered()[-1].subject == "Vaš račun je bil spremenjen"


def confirmed(client, name):
    """The page, after the person has written the password once more."""
    page = client.get(reverse(name))
    return client.post(page.url, {"password": PASSWORD}, follow=True)


def turn_on_second_step(client):
    page = confirmed(client, "mfa_activate_totp")
    code = code_for(page.context["form"].secret)
    client.post(reverse("mfa_activate_totp"), {"code": code})


def turn_off_second_step(client):
    confirmed(client, "mfa_deactivate_totp")
    client.post(reverse("mfa_deactivate_totp"))


def code_for(secret):
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


# What follows the commit happens within the request, as it does for people.
@pytest.mark.django_db(transaction=True)
def test_second_step_turned_on_ends_the_other_sessions_and_keeps_this_one(ada):
    mine, other = signed_in(ada), signed_in(ada)
    turn_on_second_step(mine)
    assert Authenticator.objects.filter(user=ada, type="totp").exists()
    assert (is_in(mine), is_in(other)) == (True, False)


def test_second_step_turned_off_ends_the_other_sessions_and_keeps_this_one(ada):
    mine, other = signed_in(ada), signed_in(ada)
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    turn_off_second_step(mine)
    assert not Authenticator.objects.filter(user=ada).exists()
    assert (is_in(mine), is_in(other)) == (True, False)


def turn_on_with_codes(ada):
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    RecoveryCodes.activate(ada)


def make_codes_anew(client):
    confirmed(client, "mfa_generate_recovery_codes")
    client.post(reverse("mfa_generate_recovery_codes"))


@pytest.mark.django_db(transaction=True)
def test_codes_made_anew_end_the_other_sessions_and_keep_this_one(ada):
    mine, other = signed_in(ada), signed_in(ada)
    turn_on_with_codes(ada)
    make_codes_anew(mine)
    assert (is_in(mine), is_in(other)) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_codes_made_anew_end_a_sign_in_that_waits_for_its_code(ada):
    mine, waiting = signed_in(ada), Client()
    turn_on_with_codes(ada)
    page = waiting.post("/sl/account/login/", {"login": ada.email, "password": PASSWORD}).url
    make_codes_anew(mine)
    code = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[0]
    waiting.post(page, {"code": code})
    assert not is_in(waiting)


def test_reset_ends_a_sign_in_that_waits_for_its_code(ada):
    """Whoever knew the old password and stands before the second step starts again."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(ada, secret)
    waiting = Client()
    page = waiting.post("/sl/account/login/", {"login": ada.email, "password": PASSWORD}).url
    reset_password(Client(), ada)
    counter = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    waiting.post(page, {"code": code})
    assert not is_in(waiting)


def test_sign_out_ends_the_session_itself(ada):
    """Also for whoever kept its number."""
    client, keeper = signed_in(ada), Client()
    keeper.cookies[settings.SESSION_COOKIE_NAME] = client.session.session_key
    assert is_in(keeper)
    client.post("/sl/account/logout/")
    assert not is_in(client)
    assert not is_in(keeper)


def test_closed_account_is_signed_out_at_once(ada):
    client = signed_in(ada)
    User.objects.update(is_active=False)
    assert not is_in(client)


@pytest.fixture
def officer(ada):
    RoleGrant.objects.create(user=ada, role=Role.OFFICER)
    return ada


def after(time_machine, **time):
    time_machine.move_to(timezone.now() + timedelta(**time), tick=False)


def test_staff_who_do_nothing_are_signed_out(officer, time_machine):
    after(time_machine, seconds=0)
    client = signed_in(officer)
    for _time in range(3):
        after(time_machine, minutes=59)
        assert is_in(client)
    after(time_machine, minutes=61)
    answer = client.get(OWN)
    assert answer.url.startswith("/sl/account/login/?next=")
    said = [str(one) for one in get_messages(answer.wsgi_request)]
    assert said == ["Odjavljeni ste, ker 60 minut ni bilo nobenega dejanja."]


def test_idle_limit_is_a_setting(officer, time_machine, settings):
    settings.IDLE_MINUTES = 5
    after(time_machine, seconds=0)
    client = signed_in(officer)
    after(time_machine, minutes=4)
    assert is_in(client)
    after(time_machine, minutes=5)
    assert not is_in(client)


def test_staff_are_signed_out_after_twelve_hours_of_work(officer, time_machine):
    after(time_machine, seconds=0)
    client = signed_in(officer)
    for _time in range(23):
        after(time_machine, minutes=30)
        assert is_in(client)
    after(time_machine, minutes=30)
    assert not is_in(client)


def test_applicant_stays_signed_in_as_long_as_the_session(ada, time_machine):
    after(time_machine, seconds=0)
    client = signed_in(ada)
    after(time_machine, hours=3)
    assert is_in(client)


def test_page_that_asks_by_itself_keeps_nobody_signed_in(officer, time_machine):
    after(time_machine, seconds=0)
    client = signed_in(officer)
    job = "/sl/jobs/00000000-0000-4000-8000-000000000000/"
    for _time in range(4):
        after(time_machine, minutes=14)
        client.get(job, HTTP_HX_REQUEST="true")
    after(time_machine, minutes=5)
    assert not is_in(client)


def test_saving_that_is_tried_again_by_itself_keeps_nobody_signed_in(officer, time_machine):
    after(time_machine, seconds=0)
    client = signed_in(officer)
    for _time in range(4):
        after(time_machine, minutes=14)
        client.post("/sl/desk/", HTTP_X_AUTOSAVE="again")
    after(time_machine, minutes=5)
    assert not is_in(client)


@pytest.mark.parametrize(
    "act",
    [
        {"action_add": "", "email": "tat@example.org"},
        {"action_primary": "", "email": "ada@doma.example"},
        {"action_remove": "", "email": "ada@doma.example"},
    ],
)
def test_session_left_open_changes_no_address(ada, time_machine, act):
    EmailAddress.objects.create(user=ada, email="ada@doma.example", verified=True)
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    device = signed_in(ada)
    time_machine.move_to(start + timedelta(minutes=10), tick=False)
    before = list(EmailAddress.objects.order_by("pk").values_list("email", "primary"))
    answer = device.post(OWN, act)
    assert answer.url.startswith("/sl/account/reauthenticate/")
    assert list(EmailAddress.objects.order_by("pk").values_list("email", "primary")) == before
    # The password said, what was pressed is done.
    device.post(answer.url, {"password": PASSWORD}, follow=True)
    assert list(EmailAddress.objects.order_by("pk").values_list("email", "primary")) != before
