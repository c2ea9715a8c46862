"""Requests that no browser sends: a clear refusal, never a fault of ours."""

import time

import pytest
from django.test import Client

from audit.models import LedgerEntry
from tests.bad_input.corpus.http import (
    API_PATHS,
    BROKEN_BODIES,
    COOKIES,
    HEADERS,
    HOST_PIECES,
    HOSTS,
    METHODS,
    PATHS,
    QUERIES,
)
from tests.bad_input.judge import sound
from tests.bad_input.world import NOW
from tests.stage import at

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
PAGES = ("", "ledger/", "account/login/", "calls/every-2027/")


# Every query at the register, whose choices they are, and at one page more.
ASKED = [("register/", query) for query in QUERIES] + [
    (PAGES[number % len(PAGES)], query) for number, query in enumerate(QUERIES)
]


def short(text: str) -> str:
    return ascii(text)[1:41]


def ask(client: Client, method: str, address: str, **given):
    with at(NOW):
        return client.generic(method, address, **given)


@pytest.mark.parametrize("name", BROKEN_BODIES)
@pytest.mark.parametrize("page", ["organisations/add/", "account/login/", "desk/call-from-file/"])
def test_broken_body_is_refused(world, page, name):
    kind, body = BROKEN_BODIES[name]
    client = world.client("Ada" if page.startswith("desk") else "Bruno")
    answer = ask(client, "POST", f"/sl/{page}", data=body, content_type=kind)
    sound(answer)
    assert answer.status_code in (200, 302, 400, 413, 422)


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("path", ["/", "/sl/calls/every-2027/", "/api/v1/calls/"])
def test_strange_header_changes_nothing(world, path, name):
    answer = ask(Client(headers=HEADERS[name]), "GET", path)
    sound(answer)
    assert answer.status_code in (200, 302, 400, 406, 413)
    assert "evil.example" not in str(answer.headers)


@pytest.mark.parametrize("name", COOKIES)
@pytest.mark.parametrize("path", ["/", "/sl/organisations/add/", "/api/v1/lots/"])
def test_strange_cookie_is_a_stranger(world, path, name):
    answer = ask(Client(headers={"Cookie": COOKIES[name]}), "GET", path)
    sound(answer)
    assert answer.status_code in (200, 302)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "path",
    [
        *("sl/", "sl/register/", "sl/organisations/add/", "sl/desk/calls/draft-2027/publish/"),
        *("sl/ledger/", "sl/desk/calls/plain-2027/opening/start/", "api/v1/calls/", "health/"),
        *("ledger/checkpoint", "sl/account/login/", "sl/desk/calls/scoring-2027/scoring/"),
    ],
)
def test_strange_method_does_nothing(world, path, method):
    before = LedgerEntry.objects.count(), states(world)
    answer = ask(world.client("Ada"), method, f"/{path}")
    sound(answer)
    assert answer.status_code in (200, 302, 400, 403, 405, 422)
    assert (LedgerEntry.objects.count(), states(world)) == before


def states(world):
    return [type(call).objects.get(pk=call.pk).state for call in world.calls.values()]


@pytest.mark.parametrize("host", HOSTS, ids=short)
def test_strange_host_is_not_answered(world, host):
    answer = ask(Client(headers={"Host": host}), "GET", "/sl/account/password/reset/")
    sound(answer)
    assert answer.status_code == 400


@pytest.mark.parametrize("name", HOST_PIECES)
@pytest.mark.parametrize(
    "path", ["/sl/account/password/reset/", "/it/", "/api/v1/calls/", "/ready/"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_host_of_8_kilobytes_is_not_answered(world, method, path, name):
    piece = HOST_PIECES[name]
    host = piece * (8_000 // len(piece))
    began = time.process_time()
    answer = ask(Client(headers={"Host": host}), method, path)
    assert time.process_time() - began < 1
    sound(answer)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("page", "query"), ASKED, ids=[f"{page}-{short(query)}" for page, query in ASKED]
)
def test_strange_query_is_answered(world, page, query):
    answer = ask(Client(), "GET", f"/it/{page}", QUERY_STRING=query)
    sound(answer, "it" if answer.status_code == 200 else "")
    assert answer.status_code in (200, 302, 400, 404)


@pytest.mark.parametrize(
    ("number", "query"), list(enumerate(QUERIES)), ids=[short(query) for query in QUERIES]
)
def test_strange_query_on_the_desk_is_answered(world, number, query):
    page, name = (("proposed", "ranking"), ("revealed", "meeting"))[number % 2], "Igor"
    address = f"/sl/desk/calls/{world.calls[page[0]].code}/{page[1]}/"
    answer = ask(world.client(name), "GET", address, QUERY_STRING=query)
    sound(answer)
    assert answer.status_code in (200, 302, 400, 403, 404)


@pytest.mark.parametrize("path", PATHS, ids=short)
def test_strange_address_is_not_there(world, path):
    answer = ask(world.client("Bruno"), "GET", f"/sl/{path}")
    sound(answer)
    assert answer.status_code in (200, 302, 400, 403, 404)


@pytest.mark.parametrize("path", API_PATHS, ids=short)
def test_strange_address_of_machines_is_refused_in_their_format(world, path):
    answer = ask(Client(), "GET", f"/{path}")
    sound(answer)
    assert answer.status_code in (200, 400, 404)
    if path.startswith("api/v1/") and answer.status_code != 200:
        assert answer.headers["Content-Type"].startswith("application/problem+json"), path
        assert answer.json()["status"] == answer.status_code


def test_form_without_its_token_keeps_what_was_typed(world):
    with at(NOW):
        client = Client(enforce_csrf_checks=True)
        client.cookies = world.client("Bruno").cookies
        address = "/it/organisations/add/"
        typed = {"name": "Zbor <b>Oljka</b>", "csrfmiddlewaretoken": "x" * 64}
        answer = client.post(address, typed, headers={"Origin": "http://testserver"})
    page = sound(answer, "it")
    assert answer.status_code == 403
    assert page.value("name") == "Zbor <b>Oljka</b>"
    assert page.value("csrfmiddlewaretoken") != "x" * 64


@pytest.mark.parametrize("token", ["", "x", "x" * 64, "\0" * 32, "č" * 32, "a" * 5_000])
def test_form_with_a_wrong_token_does_nothing(world, token):
    with at(NOW):
        client = Client(enforce_csrf_checks=True)
        client.cookies = world.client("Ada").cookies
        answer = client.post(
            "/sl/desk/calls/plain-2027/cancel/",
            {"reason_sl": "Občina nima denarja.", "csrfmiddlewaretoken": token},
        )
    sound(answer, "sl")
    assert answer.status_code == 403
    world.calls["plain"].refresh_from_db()
    assert world.calls["plain"].state == "published"
