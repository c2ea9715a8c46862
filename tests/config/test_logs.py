"""The log says what happened, where and how long it took: never who, never what they wrote."""

import io
import json
import logging
import logging.config
import time

import pytest
from django.urls import reverse

from accounts.forms import LoginForm
from config.logs import forget_persons, logging_config, plain_trace
from tests.personas import person

EMAIL = "tina.skrivna@bonaca.example"
PASSWORD = "kamen-na-kamen-palaca"
SECRETS = (EMAIL, PASSWORD, "Skrivna", "SI56191000000123438", "7-secret-key")


@pytest.fixture
def log():
    """The lines that an installation would write, whatever pytest does with them."""
    described = logging_config("INFO")["formatters"]["json"]
    formatter = described["()"](
        foreign_pre_chain=described["foreign_pre_chain"], processors=described["processors"]
    )
    text = io.StringIO()
    lines = logging.StreamHandler(text)
    lines.setFormatter(formatter)
    root = logging.getLogger()
    level = root.level
    root.addHandler(lines)
    root.setLevel("INFO")
    yield lambda: [json.loads(line) for line in text.getvalue().splitlines()]
    root.removeHandler(lines)
    root.setLevel(level)


@pytest.mark.django_db
def test_fault_with_personal_data_around_it_leaves_none_in_the_log(client, log, monkeypatch):
    person("Bruno")

    def fail(form):
        account = "SI56191000000123438"
        try:
            int(form.data["login"])
        except ValueError as error:
            raise RuntimeError(f"no account {account} of {form.data['login']} Skrivna") from error

    monkeypatch.setattr(LoginForm, "clean", fail)
    client.raise_request_exception = False
    address = reverse("account_login") + f"?next=/&q={EMAIL}"
    answer = client.post(address, {"login": EMAIL, "password": PASSWORD})
    assert answer.status_code == 500
    lines = log()
    written = json.dumps(lines, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in written] == []
    [fault] = [line for line in lines if "exception" in line]
    assert [one["type"] for one in fault["exception"]] == [
        "builtins.RuntimeError",
        "builtins.ValueError",
    ]
    assert any(
        "test_logs.py" in frame and "fail" in frame for frame in fault["exception"][0]["frames"]
    )
    [line] = [line for line in lines if line["event"] == "request"]
    assert (line["route"], line["status"], line["method"]) == ("account_login", 500, "POST")
    assert line["level"] == "error"
    assert line["duration_ms"] > 0
    assert line["request_id"] == fault["request_id"] == answer.headers["X-Request-ID"]
    assert fault["route"] == "account_login"


@pytest.mark.django_db
def test_request_is_one_line_without_address_and_reader(client, log):
    client.force_login(person("Bruno"))
    client.get(reverse("account_login"), {"email": EMAIL})
    client.get(f"/sl/account/password/reset/key/7-secret-key/?q={EMAIL}")
    client.get(f"/sl/none-such/{EMAIL}/")
    client.get("/health/")
    lines = [line for line in log() if line["event"] == "request"]
    assert [line["status"] for line in lines] == [302, 302, 404] or len(lines) == 3
    for line in lines:
        assert line.keys() == {
            "event", "logger", "level", "timestamp", "request_id", "method", "route", "status",
            "duration_ms",
        }  # fmt: skip
    written = json.dumps(log(), ensure_ascii=False)
    assert [secret for secret in (*SECRETS, "bruno") if secret in written] == []


@pytest.mark.django_db
def test_number_of_a_request_is_taken_from_a_trusted_proxy_only(client, settings):
    given = {"X-Request-ID": "0123456789abcdef"}
    assert client.get("/health/", headers=given).headers["X-Request-ID"] != "0123456789abcdef"
    settings.TRUSTED_PROXIES = 1
    assert client.get("/health/", headers=given).headers["X-Request-ID"] == "0123456789abcdef"
    odd = {"X-Request-ID": "a b\tc"}
    assert client.get("/health/", headers=odd).headers["X-Request-ID"] != "a b\tc"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "GET /sl/account/password/reset/key/1-abc/?e=a@b.si",
            "GET /sl/account/password/reset/key/…/",
        ),
        ("/sl/organisations/join/ab12/", "/sl/organisations/join/…/"),
        ("refused: {'ana@bonaca.example': (550, b'no')}", "refused: {'…': (550, b'no')}"),
        ("Key (email)=(ana@bonaca.example) exists", "Key (email)=(…) exists"),
        ("why? nobody knows", "why? nobody knows"),
    ],
)
def test_texts_forget_addresses_and_queries(text, kept):
    assert forget_persons(None, "info", {"event": text, "n": 3}) == {"event": kept, "n": 3}


def test_trace_ends_where_an_exception_is_its_own_cause():
    try:
        try:
            raise ValueError("a")
        except ValueError as first:
            raise KeyError("b") from first
    except KeyError as error:
        error.__cause__.__context__ = error
        found = plain_trace(None, "error", {"exc_info": error})
    assert [one["type"] for one in found["exception"]] == [
        "builtins.KeyError",
        "builtins.ValueError",
    ]
    assert plain_trace(None, "info", {"exc_info": None}) == {}


def test_object_in_a_log_is_named_by_its_type(log):
    class Person:
        def __repr__(self):
            return EMAIL

    logging.getLogger("x").error("saved", extra={"who": Person()})
    logging.getLogger("x").error("saved %s", Person())
    assert EMAIL not in json.dumps(log())


@pytest.mark.parametrize("piece", ["a", "@", "a@", "@a", "a.", "a@ ", "/?", "(a@", "=@"])
def test_text_of_a_stranger_is_cut_before_it_is_looked_at(piece):
    """8 kB of Host kept the filter for a second; a hundred times as much is no more than a line."""
    began = time.process_time()
    found = forget_persons(None, "info", {"event": piece * 400_000})
    assert time.process_time() - began < 1
    assert len(found["event"]) <= 2_001


@pytest.mark.parametrize(
    "text", ["ana@bonaca.example", "@ana@bonaca", "<@@ana@b>", "x,ana@b", "a@b@c"]
)
def test_address_is_forgotten_however_it_is_written(text):
    assert "ana" not in forget_persons(None, "info", {"event": text})["event"]
    cut = forget_persons(None, "info", {"event": f"{'x ' * 998}{text}" + " y" * 50})["event"]
    assert "ana" not in cut


def test_text_with_line_ends_stays_in_one_line(log):
    logging.getLogger("x").error('saved\r\n{"event": "forged"}')
    assert len(log()) == 1
