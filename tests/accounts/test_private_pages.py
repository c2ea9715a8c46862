"""Who may keep a copy of a page: nobody, where it was made for one person."""

import pytest
from django.urls import reverse

from tests.personas import person
from tests.stage import a_published_call

pytestmark = pytest.mark.django_db


def kept_by(client, address: str) -> str:
    return client.get(address).headers.get("Cache-Control", "")


def test_pages_of_somebody_are_kept_by_nobody(client):
    call = a_published_call()
    client.force_login(person("Ada"))
    for address in ("/sl/desk/", f"/sl/desk/calls/{call.code}/", "/sl/applications/", "/sl/"):
        assert kept_by(client, address) == "private, no-store", address


def test_pages_for_everybody_may_be_kept(client):
    call = a_published_call()
    for address in ("/sl/", "/sl/results/", f"/sl/calls/{call.code}/", "/api/v1/calls/"):
        assert "no-store" not in kept_by(client, address), address


def test_view_with_a_rule_of_its_own_keeps_it(client):
    a_published_call()
    client.force_login(person("Ada"))
    assert kept_by(client, "/ledger/receipt/1") == "public, max-age=31536000, immutable"


def test_what_was_typed_before_the_session_ended_is_not_kept(client):
    address = reverse("grants:apply_conditions", args=["M27-A-001"])
    answer = client.post(address, {"seat": "yes"})
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"] == "private, no-store"
