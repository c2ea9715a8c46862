"""One address may read so many pages a minute; others, and what is sent, do not wait for it."""

import pytest

pytestmark = pytest.mark.django_db
READER, NEIGHBOUR = "192.0.2.7", "192.0.2.8"


@pytest.fixture(autouse=True)
def few(settings):
    settings.PAGES_PER_MINUTE = 3
    settings.TRUSTED_PROXIES = 0


def statuses(client, count, address=READER, path="/sl/", **more):
    return [client.get(path, REMOTE_ADDR=address, **more).status_code for _one in range(count)]


def test_reader_is_told_when_to_come_again_and_then_reads_on(client, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr("config.rate.time.monotonic", lambda: clock[0])
    assert statuses(client, 3) == [200] * 3
    clock[0] += 18.5
    page = client.get("/sl/", REMOTE_ADDR=READER)
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "42"
    clock[0] += 42
    assert statuses(client, 1) == [200]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sl", "Stran odprite znova čez 60 sekund."),
        ("it", "Riaprite questa pagina tra 60 secondi."),
        ("en", "Open this page again in 60 seconds."),
    ],
)
def test_page_of_the_limit_speaks_the_readers_language(client, monkeypatch, language, sentence):
    monkeypatch.setattr("config.rate.time.monotonic", lambda: 1000.0)
    statuses(client, 3)
    page = client.get(f"/{language}/", REMOTE_ADDR=READER).content.decode()
    assert sentence in page
    assert f'<html lang="{language}"' in page


def test_neighbour_probe_machine_and_what_is_sent_do_not_wait(client):
    assert statuses(client, 5)[3:] == [429, 429]
    assert statuses(client, 1, NEIGHBOUR) == [200]
    assert statuses(client, 1, path="/health/") == [200]
    assert statuses(client, 1, path="/api/v1/") == [200]
    sent = client.post("/sl/account/login/", {"login": "x"}, REMOTE_ADDR=READER)
    assert sent.status_code == 422


def test_readers_behind_a_trusted_proxy_are_told_apart(client, settings):
    settings.TRUSTED_PROXIES = 1
    proxied = {"headers": {"X-Forwarded-For": f"203.0.113.9, {READER}"}}
    assert statuses(client, 4, "10.0.0.1", **proxied)[-1] == 429
    other = {"headers": {"X-Forwarded-For": f"{READER}, {NEIGHBOUR}"}}
    assert statuses(client, 1, "10.0.0.1", **other) == [200]


def test_proxy_that_nobody_declared_does_not_make_all_readers_one(client):
    assert statuses(client, 9, "127.0.0.1") == [200] * 9


def test_network_of_a_reader_with_the_new_protocol_counts_as_one(client):
    found = [statuses(client, 1, f"2001:db8::{number}")[0] for number in range(1, 5)]
    assert found == [200, 200, 200, 429]
    assert statuses(client, 1, "2001:db8:0:1::1") == [200]
