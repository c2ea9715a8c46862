"""Known or unknown: the page says the same, does the same work, and sends nothing by itself."""

from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.core import mail

from accounts.models import User
from tests.letters import delivered

pytestmark = pytest.mark.django_db
PASSWORD = "sedem galebov na pomolu"
UNKNOWN = "nihce@bonaca.example"


@pytest.fixture
def ada():
    ada = User.objects.create_user("ada@bonaca.example", PASSWORD, name="Ada Mrak", language="it")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


def asked(client, page, **typed):
    """(what a stranger sees, how often a password was hashed)."""
    client.cookies.clear()
    hasher = hashers.get_hasher()
    with mock.patch.object(
        type(hasher), "encode", autospec=True, side_effect=type(hasher).encode
    ) as spy:
        first = client.post(f"/sl/account/{page}/", typed)
        hashed = spy.call_count
    seen = [(first.status_code, first.headers.get("Location"), sorted(first.cookies))]
    if first.status_code == 302:
        then = client.get(first.url)
        text = then.content.decode()
        seen.append((then.status_code, text.replace(typed.get("email", "-"), "@")))
    else:
        seen.append([str(one) for one in first.context["form"].non_field_errors()])
    return seen, hashed


@pytest.mark.parametrize(
    ("page", "more"),
    [
        ("signup", {"name": "Nova Oseba", "password1": PASSWORD}),
        ("password/reset", {}),
        ("login", {"password": "ne vem katero"}),
    ],
)
def test_known_and_unknown_get_the_same_for_the_same_work(client, ada, page, more):
    name = "login" if page == "login" else "email"
    known = asked(client, page, **more, **{name: ada.email})
    unknown = asked(client, page, **more, **{name: UNKNOWN})
    assert _without_tokens(known) == _without_tokens(unknown)
    assert known[1] == (0 if page == "password/reset" else 1)
    assert mail.outbox == []


def _without_tokens(found):
    seen, hashed = found
    kept = [
        (one[0], "\n".join(line for line in one[1].splitlines() if "csrf" not in line))
        if isinstance(one, tuple) and len(one) == 2
        else one
        for one in seen
    ]
    return kept, hashed


def test_letter_tells_each_what_it_needs_in_its_language(client, ada):
    asked(client, "signup", name="Nova", password1=PASSWORD, email=ada.email)
    asked(client, "signup", name="Nova", password1=PASSWORD, email=UNKNOWN)
    asked(client, "password/reset", email=ada.email)
    asked(client, "password/reset", email="kdo@bonaca.example")
    found = {(letter.to[0], letter.subject) for letter in delivered()}
    assert found == {
        (ada.email, "Račun že imate"),
        (UNKNOWN, "Potrdite e-poštni naslov"),
        (ada.email, "Collegamento per la nuova password"),
        ("kdo@bonaca.example", "Računa s tem naslovom ni"),
    }


def test_sign_up_works_while_the_mail_server_is_away(client, settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_sameness.Away"
    answer = client.post(
        "/sl/account/signup/", {"name": "Nova", "email": UNKNOWN, "password1": PASSWORD}
    )
    assert answer.status_code == 302


class Away:
    """A mail server that does not answer."""

    def __init__(self, **_settings):
        raise ConnectionRefusedError
