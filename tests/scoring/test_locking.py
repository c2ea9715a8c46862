"""The page that asks before a lock: what it shows, what it refuses, where it goes on."""

import pytest

from grants.models import Application
from scoring.models import ScoreSheet
from tests.scoring.committee import a_scoring_call, declare, fill, fill_and_lock
from tests.scoring.test_committee_pages import enter, post, url, words_of

pytestmark = pytest.mark.django_db


def _mark(page):
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_lock_shows_what_is_locked_with_its_total_and_goes_to_the_next_that_waits(client):
    call, [first, second, third] = a_scoring_call(3)
    fill_and_lock(second, "Celia")
    fill(first, "Celia", "some", "Izvajalci niso določeni.")
    enter(client, "Celia")
    page = url("lock_sheet", call, first.number)

    shown = words_of(client.get(page))
    assert "Izvajalci niso določeni." in shown
    assert '<span class="m-tally__n">15,00</span>' in shown
    assert ScoreSheet.objects.get(application=first).locked_at is None

    answer = post(client, page, {"seen": _mark(shown)})
    assert answer["Location"] == url("sheet", call, third.number)
    assert ScoreSheet.objects.get(application=first).locked_at is not None
    assert f"List vloge {first.number} je zaklenjen." in words_of(client.get(answer["Location"]))


def test_next_sheet_is_looked_for_round_the_list(client):
    call, [first, second] = a_scoring_call(2)
    fill(second, "Celia")
    enter(client, "Celia")

    answer = post(client, url("lock_sheet", call, second.number), {})

    assert answer["Location"] == url("sheet", call, first.number)


def test_last_lock_leads_to_the_list_which_says_that_all_is_done(client):
    call, [first, second] = a_scoring_call(2)
    fill_and_lock(first, "Celia")
    fill(second, "Celia")
    enter(client, "Celia")

    answer = post(client, url("lock_sheet", call, second.number), {})

    assert answer["Location"] == url("sheets", call)
    told = words_of(client.get(answer["Location"]))
    assert "Vse je narejeno: zaklenjena sta 2 vaša lista." in told


def test_sheet_that_has_changed_in_another_window_is_shown_anew_and_asked_again(client):
    call, [application] = a_scoring_call()
    fill(application, "Celia", "some", "Prva misel.")
    enter(client, "Celia")
    page = url("lock_sheet", call, application.number)
    seen = _mark(words_of(client.get(page)))
    fill(application, "Celia", "some", "Druga misel.")

    asked = post(client, page, {"seen": seen})
    assert asked.status_code == 422
    assert "Druga misel." in words_of(asked)
    assert "govuk-error-summary" in words_of(asked)
    assert ScoreSheet.objects.get().locked_at is None

    assert post(client, page, {"seen": _mark(words_of(asked))}).status_code == 302
    assert ScoreSheet.objects.get().locked_at is not None


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_unanswered_is_named_and_nothing_is_asked(client, method):
    call, [application] = a_scoring_call()
    enter(client, "Celia")

    refused = getattr(client, method)(url("lock_sheet", call, application.number))

    assert refused.status_code == 422
    assert "A2 še nima ocene" in words_of(refused)
    assert not ScoreSheet.objects.exists()


def test_lock_pressed_twice_locks_once_and_goes_on(client):
    call, [application, other] = a_scoring_call(2)
    fill(application, "Celia")
    enter(client, "Celia")
    page = url("lock_sheet", call, application.number)
    post(client, page, {})
    entry = ScoreSheet.objects.get().entry_id

    assert post(client, page, {})["Location"] == url("sheet", call, other.number)
    assert client.get(page)["Location"] == url("sheet", call, application.number)
    assert ScoreSheet.objects.get().entry_id == entry


def test_nobody_locks_without_a_sheet_or_in_conflict(client):
    call, [application] = a_scoring_call()
    fill(application, "Celia")
    page = url("lock_sheet", call, application.number)

    assert post(enter(client, "Lea"), page, {}).status_code == 409
    assert post(enter(client, "Ada"), page, {}).status_code == 403
    assert post(enter(client, "Dario"), page, {}).status_code == 404
    declare(call, "Celia", {application.pk: (True, "Članica odbora.")})
    assert post(enter(client, "Celia"), page, {}).status_code == 404
    assert ScoreSheet.objects.get().locked_at is None


def test_sheet_is_not_locked_after_the_scoring(client):
    call, [application] = a_scoring_call()
    fill(application, "Celia")
    Application.objects.update(state="proposed")
    enter(client, "Celia")

    refused = post(client, url("lock_sheet", call, application.number), {})

    assert refused.status_code == 409
    assert "Listi se izpolnjujejo" in words_of(refused)
