"""The page on which a committee is entered: people with accounts, no double roles."""

import pytest
from django.urls import reverse

from accounts.models import User
from scoring.models import Committee
from tests.letters import delivered
from tests.personas import person
from tests.stage import FILING, a_published_call, at

pytestmark = pytest.mark.django_db

SEATS = (("celia", "chair"), ("ciril", "member"), ("cvetka", "secretary"))


def rows(*seats, total=5, **more):
    day = "2026-01-08"
    given = {
        "appointment": "011-7/2026",
        "decided_on": day,
        "form-TOTAL_FORMS": total,
        "form-INITIAL_FORMS": "0",
    }
    for place, (name, role) in enumerate(seats):
        person(name.capitalize())
        given[f"form-{place}-email"] = f"{name}@example.org"
        given[f"form-{place}-role"] = role
    return {**given, **more}


def post(client, call, data, who="Ada"):
    with at(FILING):
        client.force_login(person(who))
        return client.post(reverse("scoring:committee", args=[call.code]), data)


def test_committee_is_entered_with_what_serves_the_search_for_conflicts(client):
    call = a_published_call()
    more = {"form-0-address": "Riva 4", "form-0-other_memberships": "Zbor"}
    assert post(client, call, rows(*SEATS, **more)).status_code == 302
    members = call.committee.members.values_list("user__name", "role", "address")
    assert list(members) == [
        ("Celia", "chair", "Riva 4"),
        ("Ciril", "member", ""),
        ("Cvetka", "secretary", ""),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"appointment": ""},
        {"decided_on": ""},
        {"decided_on": "31. 2. 2026"},
        {"decided_on": "8. 5. 2199"},
        {"form-0-email": "nihce@example.org"},
        {"form-0-email": "nihce@example.org", "form-0-name": "\u202eKdo"},
        {"form-0-email": "ni naslov"},
        {"form-1-role": ""},
        {"form-1-role": "mayor"},
        {"form-1-email": "celia@example.org"},
        {"form-1-role": "chair"},
        {"form-2-role": "chair"},
        {"form-1-email": "ada@example.org"},
        {"form-1-email": "emil@example.org"},
        {"form-TOTAL_FORMS": "x"},
        {"form-TOTAL_FORMS": "99999"},
    ],
)
def test_impossible_committee_is_said_in_words_and_nothing_is_lost(client, data):
    call = a_published_call()
    person("Emil")
    given = {**rows(*SEATS), **data} if data else {"appointment": "", "form-TOTAL_FORMS": "5"}
    answer = post(client, call, given)
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert Committee.objects.count() == 0
        assert b"govuk-error-summary" in answer.content
    else:
        assert data == {"form-TOTAL_FORMS": "99999"}


def test_whoever_has_no_account_is_invited_with_the_seat(client):
    """One letter a seat; that of a new account opens it, the others say where to sign in."""
    call = a_published_call()
    new = {"form-1-email": "nova@example.org", "form-1-name": "Nova Oseba"}
    assert post(client, call, rows(*SEATS, **new)).status_code == 302
    user = User.objects.get(email="nova@example.org")
    assert (user.name, user.has_usable_password()) == ("Nova Oseba", False)
    letters = {letter.to[0]: letter.body for letter in delivered()}
    assert letters.keys() == {"celia@example.org", "nova@example.org", "cvetka@example.org"}
    assert "reset/key" in letters["nova@example.org"]
    assert "reset/key" not in letters["celia@example.org"]
    assert all("011-7/2026" in body for body in letters.values())


def test_nobody_is_invited_where_the_committee_is_refused(client):
    call = a_published_call()
    new = {"form-1-email": "nova@example.org", "form-1-name": "Nova Oseba"}
    assert post(client, call, rows(*SEATS, **{"form-1-role": "chair"}, **new)).status_code == 422
    assert not User.objects.filter(email="nova@example.org").exists()
    assert delivered() == []


def test_closed_account_gets_no_seat(client):
    call = a_published_call()
    given = rows(*SEATS)
    User.objects.filter(email="celia@example.org").update(is_active=False)
    assert post(client, call, given).status_code == 422
    assert not Committee.objects.exists()


def test_roles_that_nobody_chose_are_those_of_a_chair_and_members(client):
    """A row with a role alone is empty."""
    call = a_published_call()
    with at(FILING):
        client.force_login(person("Ada"))
        page = client.get(reverse("scoring:committee", args=[call.code]))
    shown = [form["role"].value() for form in page.context["seats"]]
    assert shown == ["chair", *["member"] * 4]
    alone = {f"form-{row}-role": "member" for row in (3, 4)}
    assert post(client, call, rows(*SEATS, **alone)).status_code == 302
    assert call.committee.members.count() == 3


def test_another_row_keeps_what_was_typed(client):
    call = a_published_call()
    answer = post(client, call, rows(("celia", "chair"), add="1"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="celia@example.org"' in page
    assert 'name="form-5-email"' in page


def test_entered_committee_is_read_and_not_entered_again(client):
    call = a_published_call()
    post(client, call, rows(*SEATS))
    assert post(client, call, rows(*SEATS)).status_code == 403
    with at(FILING):
        client.force_login(person("Fani"))
        page = client.get(reverse("scoring:committee", args=[call.code]))
    assert "Ciril" in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("Emil", 200), ("Fani", 200), ("Bruno", 404)])
def test_committee_is_read_by_staff_and_entered_by_the_officer(client, who, status):
    call = a_published_call()
    with at(FILING):
        client.force_login(person(who))
        assert client.get(reverse("scoring:committee", args=[call.code])).status_code == status
    assert post(client, call, rows(*SEATS), who).status_code in (403, 404)
