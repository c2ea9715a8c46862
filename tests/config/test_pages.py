"""What every answer carries, whatever page it is."""

import pytest
from django.db import connection
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_answers_carry_the_headers_that_protect_readers(client):
    headers = client.get(reverse("account_login")).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    for rule in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_too_large_a_body_is_refused_before_it_is_read(client, settings):
    address = reverse("account_login")
    answer = client.post(address, {}, headers={"Content-Length": str(2**40)})
    assert answer.status_code == 413


def test_database_waits_and_keeps_what_it_promised():
    if connection.vendor == "postgresql":
        assert connection.settings_dict["CONN_HEALTH_CHECKS"]
        return
    with connection.cursor() as cursor:
        pragma = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "busy_timeout")
        }
    assert pragma == {"foreign_keys": 1, "busy_timeout": 20000}
    options = connection.settings_dict["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    # The tests themselves flush nothing: tests/settings.py.
    assert "PRAGMA synchronous=FULL;" in options["init_command"]
