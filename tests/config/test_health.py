"""What machines ask: is it alive, is it ready, how much is there."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError, connection

from config.serving import health
from grants.actions.applying.promise_receipts import promise_receipts
from grants.actions.applying.submit_application import submit_application
from jobs.actions.send_letters import send_letters
from jobs.heartbeat import beat
from tests.audit.entries import write_entry
from tests.grants.applying import a_filled_draft, moment
from tests.personas import person
from tests.stage import FILING, at

pytestmark = pytest.mark.django_db

TOKEN = "token-of-the-monitoring-1"
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}
OLDEST_LETTER = re.compile(r"^merila_mail_oldest_waiting_seconds (\S+)$", re.M)


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path, monkeypatch):
    settings.KEYS_ROOT = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(health, "_held_until", {})
    cache.clear()


def break_database(monkeypatch):
    def refuse(*_arguments, **_options):
        raise OperationalError("password of merila@db is wrong")

    monkeypatch.setattr(connection, "cursor", refuse)


def test_health_asks_neither_database_nor_cache(client, monkeypatch):
    break_database(monkeypatch)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_ready_says_nothing_more_without_the_token(client):
    assert client.get("/ready/").json() == {"status": "ready"}
    wrong = {"Authorization": f"Bearer {TOKEN}x"}
    assert client.get("/ready/", headers=wrong).json() == {"status": "ready"}


def test_ready_names_each_part_to_whoever_has_the_token(client):
    beat()
    answer = client.get("/ready/", headers=WITH_TOKEN)
    parts = ("database", "migrations", "cache", "storage", "keys")
    assert answer.json() == {
        "status": "ready",
        "checks": dict.fromkeys(parts, True),
        "worker": True,
        "files_missing": [],
        "sealed_files_unreadable": [],
    }


def test_missing_worker_is_told_but_the_pages_stay_ready(client):
    answer = client.get("/ready/", headers=WITH_TOKEN)
    assert answer.status_code == 200
    assert answer.json()["worker"] is False


def test_not_ready_without_database_and_without_a_word_of_why(client, monkeypatch):
    break_database(monkeypatch)
    answer = client.get("/ready/")
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready"})


def test_not_ready_while_a_migration_is_missing(client, monkeypatch):
    plan = "django.db.migrations.executor.MigrationExecutor.migration_plan"
    monkeypatch.setattr(plan, lambda *_arguments: [("grants", "next")])
    answer = client.get("/ready/", headers=WITH_TOKEN)
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] is False


def test_not_ready_where_files_cannot_be_written(client, settings, tmp_path):
    (tmp_path / "media").write_text("a file where a folder should be")
    answer = client.get("/ready/", headers=WITH_TOKEN)
    assert answer.json()["checks"]["storage"] is False


def test_ready_leaves_no_file_behind(client, tmp_path):
    client.get("/ready/")
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_not_ready_where_the_signing_key_is_lost_or_another(client, settings, tmp_path):
    write_entry()
    assert client.get("/ready/").status_code == 200
    settings.KEYS_ROOT = tmp_path / "lost"
    answer = client.get("/ready/", headers=WITH_TOKEN)
    assert answer.json()["checks"]["keys"] is False


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer š"]
)
def test_metrics_are_not_there_without_the_token(client, given):
    assert client.get("/metrics", headers={"Authorization": given}).status_code == 404


def test_metrics_are_not_there_where_no_token_is_set(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_metrics_count_without_naming_anybody(client):
    write_entry()
    beat()
    client.get("/health/")
    answer = client.get("/metrics", headers=WITH_TOKEN)
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert "merila_ledger_entries 1.0\n" in text
    assert re.search(r"^merila_worker_heartbeat_age_seconds \d", text, re.M)
    assert re.search(r'^merila_request_seconds_count\{status="2xx"\} [1-9]', text, re.M)
    shape = r'(# (HELP|TYPE) merila_\w+ .+|merila_\w+(\{(\w+="[\w.+]+",?)+\})? [\d.]+)'
    assert [line for line in text.splitlines() if not re.fullmatch(shape, line)] == []


def test_metrics_tell_how_long_a_letter_waits_from_the_submit(client, monkeypatch):
    """A mail server that refuses it does not make it younger."""

    def is_down(*_arguments):
        raise SMTPServerDisconnected

    draft = a_filled_draft()
    with at(FILING):
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
        assert _oldest_letter(client) == 0
    with at((moment(FILING) + timedelta(minutes=7)).isoformat()):
        with monkeypatch.context() as patch:
            patch.setattr(EmailBackend, "send_messages", is_down)
            assert promise_receipts() == 1
            assert send_letters() == 0
        assert _oldest_letter(client) == 7 * 60
    with at((moment(FILING) + timedelta(minutes=8)).isoformat()):
        assert send_letters() == 1
        assert _oldest_letter(client) == 0


def _oldest_letter(client):
    text = client.get("/metrics", headers=WITH_TOKEN).content.decode()
    return float(OLDEST_LETTER.search(text)[1])
