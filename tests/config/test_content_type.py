"""A form comes in UTF-8, whatever the head of its request says; nothing stops before a page."""

import io
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from config.content_type import plain_content_type
from config.wsgi import application
from tests.bad_input.corpus.http import CONTENT_TYPES

pytestmark = pytest.mark.django_db
TOKEN = "a" * 32
PARTS = {"csrfmiddlewaretoken": TOKEN, "login": "čebela"}
TYPED = urlencode(PARTS).encode()
FORM = (
    "".join(
        f'--XbX\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in PARTS.items()
    ).encode()
    + b"--XbX--\r\n"
)


@pytest.fixture(autouse=True)
def _connection_of_the_test_stays() -> Iterator[None]:
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def answered(sent: str, body: bytes) -> tuple[str, str]:
    environ = RequestFactory().generic("POST", "/it/account/login/", body).environ
    environ |= {"CONTENT_TYPE": sent, "wsgi.input": io.BytesIO(body)}
    environ["HTTP_COOKIE"] = f"csrftoken={TOKEN}"
    begun: list[str] = []
    parts = application(environ, lambda status, _headers, *_rest: begun.append(status))
    return begun[0][:3], b"".join(parts).decode()


@pytest.mark.parametrize("body", [TYPED, FORM], ids=["typed", "parts"])
def test_any_head_is_answered_with_a_page(body):
    for sent in CONTENT_TYPES:
        status, page = answered(sent, body)
        assert status in ("400", "403", "422"), sent
        assert '<html lang="it"' in page, sent


@pytest.mark.parametrize("letters", ["rot13", "utf-16", "zlib", "undefined", "idna", "cp1250", "x"])
def test_form_is_read_as_utf_8_whatever_it_claims(letters):
    sent = f"application/x-www-form-urlencoded; charset={letters}"
    assert "čebela" in answered(sent, TYPED)[1]
    sent = f"multipart/form-data; charset={letters}; boundary=XbX"
    assert "čebela" in answered(sent, FORM)[1]


@pytest.mark.parametrize("sent", CONTENT_TYPES, ids=lambda sent: ascii(sent)[1:41])
def test_kind_and_boundary_are_all_that_is_left(sent):
    plain = plain_content_type(sent)
    assert plain.isascii() or "boundary" in plain
    assert plain_content_type(plain) == plain
    assert "charset" not in plain
    assert len(plain) < 400


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ("application/x-www-form-urlencoded", "application/x-www-form-urlencoded"),
        ("multipart/form-data; boundary=----geckoformboundary1", None),
        ('multipart/form-data; boundary="a; b"', 'multipart/form-data; boundary="a; b"'),
        ("Multipart/Form-Data;BOUNDARY=x", 'multipart/form-data; boundary="x"'),
        ("text/html; charset=utf-8", "text/html"),
    ],
)
def test_what_browsers_send_stays(sent, plain):
    wanted = plain or 'multipart/form-data; boundary="----geckoformboundary1"'
    assert plain_content_type(sent) == wanted
