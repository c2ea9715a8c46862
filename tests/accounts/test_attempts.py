"""Attempts at signing in: counted for the account, kept for their time, a code taken once."""

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as real
from django.core.cache import cache, caches
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.attempts.lasting_cache import LastingCache, forget_what_is_over
from accounts.attempts.limits import is_once_too_often
from accounts.forms import ConfirmAgainForm
from accounts.models import Remembered, User
from tests.letters import delivered

pytestmark = pytest.mark.django_db
PASSWORD = "sedem galebov na pomolu"
LOGIN = "/sl/account/login/"


@pytest.fixture(autouse=True)
def _as_in_an_installation(settings):
    lasting = {"BACKEND": "accounts.attempts.lasting_cache.LastingCache"}
    settings.CACHES = {**settings.CACHES, "default": lasting}
    assert isinstance(caches["default"], LastingCache)


@pytest.fixture
def ada():
    ada = User.objects.create_user("ada@bonaca.example", PASSWORD, name="Ada Mrak")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


def try_wrong(client, times=5, address="ada@bonaca.example", **headers):
    for _time in range(times):
        client.post(LOGIN, {"login": address, "password": "napačno"}, **headers)


def signs_in(client, address="ada@bonaca.example", **headers):
    client.post(LOGIN, {"login": address, "password": PASSWORD}, **headers)
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "host", ["localhost:444", "localhost.", "LOCALHOST", "127.0.0.1", "localhost.:80"]
)
def test_lock_holds_under_every_spelling_of_the_host(client, ada, host):
    try_wrong(client, HTTP_HOST="localhost")
    assert not signs_in(client, HTTP_HOST=host)


def test_lock_holds_for_every_address_of_the_account(client, ada):
    EmailAddress.objects.create(user=ada, email="ada@doma.example", verified=True)
    try_wrong(client, times=3)
    try_wrong(client, times=2, address="ada@doma.example")
    assert not signs_in(client)
    assert not signs_in(client, address="ADA@bon\u00adaca.example")


def test_lock_holds_while_others_try_and_ends_after_its_time(client, ada, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    try_wrong(client)
    for number in range(400):
        cache.set(f"other-{number}", [1.0], 900)
    time_machine.move_to(start + timedelta(minutes=14), tick=False)
    assert not signs_in(client)
    time_machine.move_to(start + timedelta(minutes=31), tick=False)
    assert signs_in(client)


def test_unknown_address_is_locked_like_a_known_one(client, ada):
    said = []
    for address in ("ada@bonaca.example", "nihce@bonaca.example"):
        try_wrong(client, address=address)
        answer = client.post(LOGIN, {"login": address, "password": PASSWORD})
        said.append((answer.status_code, answer.context["form"].non_field_errors()))
        cache.clear()
    assert said[0] == said[1]


def test_only_the_port_of_the_base_address_is_a_host(client, settings):
    settings.DEMO = False
    settings.BASE_URL = "https://razpisi.bonaca.example"
    settings.ALLOWED_HOSTS = ["razpisi.bonaca.example"]

    def status(host):
        return client.get("/sl/account/login/", HTTP_HOST=host, secure=True).status_code

    good = ("razpisi.bonaca.example", "Razpisi.Bonaca.Example", "razpisi.bonaca.example:443")
    assert [status(one) for one in (*good, "razpisi.bonaca.example.")] == [200] * 4
    bad = ("razpisi.bonaca.example:444", "evil.example", "razpisi.bonaca.example..", "razpisi:1:2")
    assert [status(one) for one in bad] == [400] * 4


def test_links_in_letters_come_from_the_configured_address(client, ada, settings):
    settings.ALLOWED_HOSTS = ["*"]
    evil = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
    client.post("/sl/account/password/reset/", {"email": ada.email}, **evil)
    client.post("/sl/account/password/reset/", {"email": "nihce@x.example"}, **evil)
    new = {"name": "Nova", "email": "nova@x.example", "password1": PASSWORD}
    client.post("/sl/account/signup/", new, **evil)
    client.post("/sl/account/signup/", {**new, "email": ada.email}, **evil)
    letters = delivered()
    assert len(letters) == 4
    for letter in letters:
        assert f"{real.BASE_URL}/sl/account/" in letter.body
        assert "evil" not in letter.body


def a_code(user, secret):
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_code_that_turned_the_second_step_on_does_not_sign_in(client, ada, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    client.post(LOGIN, {"login": ada.email, "password": PASSWORD})
    asked = client.get(reverse("mfa_activate_totp"))
    page = client.post(asked.url, {"password": PASSWORD}, follow=True)
    code = a_code(ada, page.context["form"].secret)
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    client.logout()
    cache_key = client.post(LOGIN, {"login": ada.email, "password": PASSWORD}).url
    assert client.post(cache_key, {"code": code}).status_code == 422
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("seconds", [0, 31, 61])
def test_code_signs_in_once_as_long_as_it_is_valid(client, ada, time_machine, seconds):
    """At its first moment a code is that of the next period, and is taken for 90 seconds."""
    start = timezone.now().replace(second=0, microsecond=0)
    time_machine.move_to(start, tick=False)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(ada, secret)
    counters = list(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret, counters[-1]))

    def enter():
        page = client.post(LOGIN, {"login": ada.email, "password": PASSWORD}).url
        client.post(page, {"code": code[:3] + " " + code[3:]})
        return "_auth_user_id" in client.session

    assert enter()
    client.logout()
    time_machine.move_to(start + timedelta(seconds=seconds), tick=False)
    assert totp.validate_totp_code(secret, code)
    assert not enter()


def test_spare_code_signs_in_once(client, ada):
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    spare = RecoveryCodes.activate(ada).get_unused_codes()[0]
    for expected in (True, False):
        page = client.post(LOGIN, {"login": ada.email, "password": PASSWORD}).url
        client.post(page, {"code": spare})
        assert ("_auth_user_id" in client.session) is expected
        client.logout()


# ---- the table


def test_counter_keeps_its_time(time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    assert [is_once_too_often("invite", "x", 2) for _time in range(4)] == [False, False, True, True]
    time_machine.move_to(start + timedelta(hours=23), tick=False)
    assert is_once_too_often("invite", "x", 2)
    time_machine.move_to(start + timedelta(hours=25), tick=False)
    assert not is_once_too_often("invite", "x", 2)


def test_nothing_is_forgotten_before_its_time(time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    for number in range(700):
        cache.set(f"one-{number}", number, 60 + number % 2)
    assert sum(cache.get(f"one-{number}") == number for number in range(700)) == 700
    time_machine.move_to(start + timedelta(seconds=60.5), tick=False)
    assert forget_what_is_over() == 350
    assert (cache.get("one-0"), cache.get("one-1")) == (None, 1)
    assert Remembered.objects.count() == 350


def test_only_the_first_adds_and_an_old_one_makes_room(time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    assert cache.add("lock", {"a": ["ž", 1.5, None]}, 10)
    assert not cache.add("lock", "other", 10)
    assert cache.get("lock") == {"a": ["ž", 1.5, None]}
    time_machine.move_to(start + timedelta(seconds=11), tick=False)
    assert cache.get("lock") is None
    assert cache.add("lock", "other", 10)
    assert cache.delete("lock")
    assert not cache.delete("lock")
    with pytest.raises(ValueError, match="Nothing is remembered"):
        cache.incr("lock")


def test_table_holds_no_address(client, ada):
    try_wrong(client, times=1)
    assert Remembered.objects.exists()
    for row in Remembered.objects.all():
        assert len(row.name) == 64
        assert "ada" not in row.name + row.value
        assert "127" not in row.name


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_the_first():
    won = []

    def race():
        try:
            won.append(caches["default"].add("race", 1, 60))
        finally:
            connection.close()

    threads = [threading.Thread(target=race) for _one in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 7 + [True]


@pytest.fixture
def intruder():
    """Somebody who has entered the address of another for the own account."""
    found = User.objects.create_user("vsiljivka@bonaca.example", PASSWORD, name="Vsiljivka")
    EmailAddress.objects.create(user=found, email=found.email, verified=True, primary=True)
    EmailAddress.objects.create(user=found, email="gina@bonaca.example", verified=False)
    return found


def test_lock_is_not_lifted_by_whoever_only_names_the_address(client, intruder):
    # As the command makes an account: without a row in the library's table of addresses.
    User.objects.create_user("gina@bonaca.example", "šest galebov na pomolu", name="Gina Lah")
    for _round in range(2):
        try_wrong(client, times=4, address="gina@bonaca.example")
        assert signs_in(client, address=intruder.email)
        client.logout()
    answer = client.post(
        LOGIN, {"login": "gina@bonaca.example", "password": "šest galebov na pomolu"}
    )
    assert "Preveč poskusov" in answer.content.decode()


def test_address_that_was_only_entered_signs_nobody_in(client, intruder):
    sent = {"login": "gina@bonaca.example", "password": PASSWORD}
    assert client.post(LOGIN, sent).status_code == 422
    assert delivered() == []
    assert signs_in(client, address=intruder.email)


def test_address_that_was_only_entered_gets_no_link_to_the_account(client, intruder):
    client.post("/sl/account/password/reset/", {"email": "gina@bonaca.example"})
    (letter,) = delivered()
    assert "/password/reset/key/" not in letter.body
    assert "/signup/" in letter.body


def test_code_beside_a_wrong_password_is_neither_used_up_nor_judged(ada, rf, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(ada, secret)
    (counter, *_more) = totp.yield_hotp_counters_from_time()
    right = totp.format_hotp_value(totp.hotp_value(secret, counter))

    def confirm(password, code):
        with context.request_context(rf.post("/")):
            form = ConfirmAgainForm({"password": password, "code": code}, user=ada)
            return set(form.errors)

    assert confirm("napačno geslo", "000000") == {"password"}
    assert confirm("napačno geslo", right) == {"password"}
    assert confirm(PASSWORD, right) == set()
    assert confirm(PASSWORD, right) == {"code"}
