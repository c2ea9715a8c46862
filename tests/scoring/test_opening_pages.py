"""The pages of the opening session: who sees them, what they say at each moment."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.models import Application
from scoring.models import OpeningSession
from scoring.selectors.opening.minutes import minutes_of
from tests.attendance import all_here
from tests.opened import (
    BEGINNING,
    CLOSING,
    FIRST_KEY,
    SECOND_KEY,
    a_begun_session,
    a_call_in_checking,
    a_call_with_committee,
    a_sent_application,
    open_call,
)
from tests.personas import PASSWORD, person
from tests.proof.tampering import nothing_refuses
from tests.stage import at

pytestmark = pytest.mark.django_db
CANARY = "Kanarček poje ob treh"
LONG_AGO = "2026-11-04T08:30:00+01:00"


def sign_in(client, name):
    user = person(name)
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    client.force_login(user)


def get(client, name, call, moment, page="opening"):
    with at(moment):
        sign_in(client, name)
        return client.get(reverse(f"scoring:{page}", args=[call.code]))


def post(client, name, call, moment, page, **data):
    with at(moment):
        sign_in(client, name)
        return client.post(reverse(f"scoring:{page}", args=[call.code]), data)


def here(call):
    return [user.pk for user in all_here(call).present]


def turn(client, name, call, moment):
    marked = {"password": PASSWORD, "present": here(call)}
    return post(client, name, call, moment, "confirm_opening", **marked)


def test_opening_page_before_the_hour_says_when_and_who(client):
    call = a_call_with_committee()
    a_sent_application(call, title=CANARY)
    page = get(client, "Ada", call, LONG_AGO)
    text = page.content.decode()
    assert page.status_code == 200
    assert "9.00" in text
    assert "Društvo" not in text
    assert CANARY not in text


@pytest.mark.parametrize("name", ["Bruno", "Dario"])
@pytest.mark.parametrize("page", ["opening", "opening_minutes"])
def test_opening_page_does_not_exist_for_strangers(client, name, page):
    call = open_call(a_call_with_committee())
    assert get(client, name, call, CLOSING, page).status_code == 404


@pytest.mark.parametrize("name", ["Emil", "Fani", "Ciril"])
def test_opening_page_is_read_by_whoever_works_on_the_call(client, name):
    call = a_call_with_committee()
    page = get(client, name, call, BEGINNING)
    assert page.status_code == 200
    assert b'govuk-button" type' not in page.content


@pytest.mark.parametrize("name", ["Emil", "Fani", "Ciril"])
@pytest.mark.parametrize("act", ["start_opening", "confirm_opening", "close_opening"])
def test_opening_acts_are_refused_to_others_of_the_call(client, name, act):
    call = a_call_with_committee()
    assert post(client, name, call, BEGINNING, act).status_code == 403


@pytest.mark.parametrize("act", ["start_opening", "confirm_opening", "close_opening"])
def test_opening_acts_do_not_exist_for_strangers(client, act):
    call = a_call_with_committee()
    assert post(client, "Dario", call, BEGINNING, act).status_code == 404


def test_two_persons_open_with_their_passwords(client):
    call = a_call_with_committee()
    application = a_sent_application(call, title=CANARY)
    post(client, "Cvetka", call, BEGINNING, "start_opening", place="Riva 4", present=here(call))
    turn(client, "Ada", call, FIRST_KEY)
    answer = post(
        client, "Cvetka", call, SECOND_KEY, "confirm_opening", password=PASSWORD, present=here(call)
    )
    assert answer.status_code == 302
    application.refresh_from_db()
    assert application.state == "received"
    text = get(client, "Ada", call, SECOND_KEY).content.decode()
    assert application.number in text
    assert "400,00" in text


def test_wrong_password_confirms_nothing(client):
    call = a_call_with_committee()
    a_begun_session(call)
    answer = post(client, "Ada", call, FIRST_KEY, "confirm_opening", password="ne-vem-vec-kako")
    assert answer.status_code == 422
    assert b"id_password_error" in answer.content
    assert OpeningSession.objects.get().first_by is None


def test_same_person_is_told_to_fetch_another(client):
    call = a_call_with_committee()
    a_begun_session(call)
    turn(client, "Ada", call, FIRST_KEY)
    answer = post(
        client, "Ada", call, SECOND_KEY, "confirm_opening", password=PASSWORD, present=here(call)
    )
    assert answer.status_code == 422
    assert OpeningSession.objects.get().second_by is None


def test_start_keeps_nothing_without_a_place(client):
    call = a_call_with_committee()
    answer = post(client, "Ada", call, BEGINNING, "start_opening", place="", present=here(call))
    assert answer.status_code == 422
    assert b'href="#id_place"' in answer.content
    assert not OpeningSession.objects.exists()


def test_close_keeps_what_was_typed(client):
    call = open_call(a_call_with_committee())
    answer = post(
        client, "Ada", call, CLOSING, "close_opening", public="štirje", remarks="Brez pripomb."
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="štirje"' in text
    assert "Brez pripomb." in text


def test_close_ends_the_session(client):
    call = open_call(a_call_with_committee())
    answer = post(client, "Ada", call, CLOSING, "close_opening", public="4", remarks="")
    assert answer.status_code == 302
    call.refresh_from_db()
    assert call.state == "checking"
    assert get(client, "Fani", call, CLOSING, "opening_minutes").status_code == 200


def test_minutes_say_the_same_in_every_official_language():
    call = a_call_in_checking(2)
    parts = minutes_of(call.opening_session)
    assert list(parts) == ["sl", "it"]
    for part in parts.values():
        assert part["is_final"]
        assert len(part["paragraphs"]) == len(parts["sl"]["paragraphs"])
        assert [row["sha256"] for row in part["rows"]] == [
            line["sha256"] for line in call.opening_session.opened
        ]
        assert any(call.draw_seed in paragraph for paragraph in part["paragraphs"])
    assert parts["sl"]["title"] != parts["it"]["title"]


def test_opening_page_asks_the_database_as_often_for_many_applications(client):
    call = a_call_in_checking(1)
    few = _queries(client, call)
    with nothing_refuses():
        OpeningSession.objects.update(opened=call.opening_session.opened * 40)
    assert _queries(client, call) == few
    assert Application.objects.count() == 1


def _queries(client, call) -> int:
    with at(CLOSING):
        sign_in(client, "Ada")
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse("scoring:opening", args=[call.code]))
    assert answer.status_code == 200
    return len(captured)
