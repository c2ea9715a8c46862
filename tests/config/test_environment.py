import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from tests.architecture.sources import ROOT


def test_unknown_variable_is_named_with_the_nearest_known_one(monkeypatch):
    monkeypatch.setenv("MERILA_DATABSE_URL", "x")
    with pytest.raises(ImproperlyConfigured, match=r"MERILA_DATABSE_URL.*MERILA_DATABASE_URL"):
        environment.refuse_unknown()


@pytest.mark.parametrize(
    ("value", "meaning"), [("1", True), ("on", True), ("0", False), ("", False), ("NO", False)]
)
def test_flag_reads_yes_and_no(monkeypatch, value, meaning):
    monkeypatch.setenv("MERILA_DEMO", value)
    assert environment.flag("MERILA_DEMO") is meaning


@pytest.mark.parametrize("value", ["2", "ja", "-1", "tru e"])
def test_flag_refuses_nonsense(monkeypatch, value):
    monkeypatch.setenv("MERILA_DEMO", value)
    with pytest.raises(ImproperlyConfigured, match="MERILA_DEMO must be 1 or 0"):
        environment.flag("MERILA_DEMO")


@pytest.mark.parametrize("value", ["0", "33", "two", "2.5", "٣", "-2"])
def test_count_refuses_what_is_outside(monkeypatch, value):
    monkeypatch.setenv("MERILA_WORKERS", value)
    with pytest.raises(ImproperlyConfigured, match="from 1 to 32"):
        environment.count("MERILA_WORKERS", 2, least=1, most=32)


@pytest.mark.parametrize(
    "value", ["http://obcina.example", "obcina.example", "https://obcina.example/razpisi", "ftp:x"]
)
def test_base_url_outside_the_demo_is_https_and_ends_after_the_host(monkeypatch, value):
    monkeypatch.setenv("MERILA_BASE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="MERILA_BASE_URL"):
        environment.base_url("MERILA_BASE_URL", "http://127.0.0.1:8000", demo=False)


def test_secret_is_asked_for_outside_the_demo_and_never_short(monkeypatch):
    monkeypatch.delenv("MERILA_SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="MERILA_SECRET_KEY is missing"):
        environment.secret("MERILA_SECRET_KEY", demo=False)
    assert environment.secret("MERILA_SECRET_KEY", demo=True)
    monkeypatch.setenv("MERILA_SECRET_KEY", "k" * 49)
    with pytest.raises(ImproperlyConfigured, match="at least 50"):
        environment.secret("MERILA_SECRET_KEY", demo=True)


def test_time_zone_must_exist(monkeypatch):
    monkeypatch.setenv("MERILA_TIME_ZONE", "Europe/Bonaca")
    with pytest.raises(ImproperlyConfigured, match="Europe/Ljubljana"):
        environment.time_zone("MERILA_TIME_ZONE", "Europe/Ljubljana")


def test_folder_must_be_absolute(monkeypatch):
    monkeypatch.setenv("MERILA_DATA", "var")
    with pytest.raises(ImproperlyConfigured, match="absolute"):
        environment.folder("MERILA_DATA", ROOT)


@pytest.mark.parametrize(
    "value",
    [
        "https://key:secret@host/bucket",
        "s3://host/bucket",
        "s3://key@host/bucket",
        "s3://key:secret@host",
        "s3://key:secret@host/bucket/folder",
        "s3://key:secret@host/bucket?acl=public-read",
        "bucket",
    ],
)
def test_media_storage_refuses_what_is_no_bucket(monkeypatch, value):
    monkeypatch.setenv("MERILA_MEDIA_URL", value)
    with pytest.raises(ImproperlyConfigured, match="MERILA_MEDIA_URL must"):
        environment.media_storage("MERILA_MEDIA_URL")


def test_media_storage_keeps_everything_private_and_unchanged(monkeypatch):
    monkeypatch.setenv("MERILA_MEDIA_URL", "s3+http://key:secret@127.0.0.1:9000/bucket")
    options = environment.media_storage("MERILA_MEDIA_URL")["OPTIONS"]
    assert options["endpoint_url"] == "http://127.0.0.1:9000"
    assert (options["default_acl"], options["file_overwrite"]) == (None, False)


@pytest.mark.parametrize(
    ("value", "key", "meaning"),
    [
        ("filemail:///srv/letters", "EMAIL_FILE_PATH", "/srv/letters"),
        ("smtp+tls://user:geslo@posta.obcina.example:587", "EMAIL_HOST", "posta.obcina.example"),
        ("smtp+tls://user:geslo@posta.obcina.example:587", "EMAIL_USE_TLS", True),
        ("consolemail://", "EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"),
    ],
)
def test_letters_go_where_the_address_says(monkeypatch, value, key, meaning):
    monkeypatch.setenv("MERILA_EMAIL_URL", value)
    assert environment.letters("MERILA_EMAIL_URL")[key] == meaning


@pytest.mark.parametrize("value", ["short", "š" * 30])
def test_token_is_long_enough_and_plain(monkeypatch, value):
    monkeypatch.setenv("MERILA_METRICS_TOKEN", value)
    with pytest.raises(ImproperlyConfigured, match="MERILA_METRICS_TOKEN must"):
        environment.token("MERILA_METRICS_TOKEN")


def test_every_variable_is_explained():
    rows = re.findall(r"^\| `(MERILA_\w+)`", (ROOT / "docs" / "operate.md").read_text(), re.M)
    assert sorted(rows) == sorted(environment.KNOWN)


def test_installation_without_settings_does_not_start():
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MERILA_")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--settings=config.settings"],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "MERILA_SECRET_KEY is missing" in done.stderr


def test_pages_that_show_secrets_are_refused_outside_the_demo():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MERILA_")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--settings=config.settings"],
        cwd=ROOT,
        env={**kept, "MERILA_DEBUG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "MERILA_DEBUG=1 shows secrets" in done.stderr
