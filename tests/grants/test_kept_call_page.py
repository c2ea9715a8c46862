"""The finished page of a call is kept for strangers only, and only as long as it is true."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.actions.calls.cancel_call import cancel_call
from grants.core.workflow import CallState
from grants.models import Call, Funder
from tests.personas import person
from tests.proof.tampering import nothing_refuses
from tests.stage import FILING, LATE, a_draft_call, a_published_call, at

pytestmark = pytest.mark.django_db
ANNOUNCED = "2026-09-25T10:00:00+02:00"


def shown(client, call, moment=FILING, language="sl"):
    with at(moment):
        return client.get(f"/{language}/calls/{call.code}/").content.decode()


def days_left(page):
    return re.search(r"(\d+)(?:\s|&nbsp;|<[^>]+>)+days", page)[1]


def test_kept_page_costs_one_query_and_is_the_same(client):
    call = a_published_call()
    first = shown(client, call)
    with CaptureQueriesContext(connection) as asked:
        assert shown(client, call) == first
    assert len(asked) == 1


def test_kept_page_is_not_sent_after_the_deadline_or_before_the_start(client):
    call = a_published_call()
    button = f"/sl/calls/{call.code}/apply/"
    assert button not in shown(client, call, ANNOUNCED)
    assert button in shown(client, call)
    assert button in shown(client, call, "2026-10-30T11:59:59+01:00")
    assert button not in shown(client, call, LATE)


def test_kept_page_counts_the_days_of_its_own_day(client):
    call = a_published_call()
    today = shown(client, call, language="en")
    tomorrow = shown(client, call, "2026-10-11T00:00:00+02:00", "en")
    assert days_left(today) == "20"
    assert days_left(tomorrow) == "19"


def test_kept_page_of_each_language_is_its_own(client):
    call = a_published_call()
    pages = [shown(client, call, language=code) for code in ("sl", "it", "en", "sl")]
    assert pages[0] == pages[3]
    for code, page in zip(("sl", "it", "en"), pages, strict=False):
        assert f'<html lang="{code}"' in page


def test_kept_page_of_an_open_call_goes_with_its_cancellation(client):
    call = a_published_call()
    shown(client, call)
    with at(FILING):
        cancel_call(
            call=call,
            reason={"sl": "Brez proračuna.", "it": "Senza bilancio."},
            actor=person("Ada"),
        )
    assert "Brez proračuna." in shown(client, call)


def test_kept_page_goes_with_new_content_state_results_and_funder(client):
    call = a_published_call()
    pages = [shown(client, call, LATE)]
    rows = Call.objects.filter(pk=call.pk)
    with at(LATE) as now:
        for change in (
            lambda: call.versions.update(sha256="ab" * 32),
            lambda: rows.update(state=CallState.DECIDED, results_published_at=now),
            lambda: Funder.objects.update(phone="+386 5 999 99 99"),
        ):
            with nothing_refuses():
                change()
            pages.append(shown(client, call, LATE))
    assert len(set(pages)) == len(pages)


def test_kept_page_is_not_made_of_a_draft(client):
    call = a_draft_call()
    client.force_login(person("Ada"))
    assert shown(client, call)
    client.logout()
    with at(FILING):
        assert client.get(f"/sl/calls/{call.code}/").status_code == 404


def test_signed_in_reader_neither_fills_nor_gets_what_is_kept(client):
    call = a_published_call()
    reader = person("Bruno")
    client.force_login(reader)
    mine = shown(client, call)
    client.logout()
    strangers = shown(client, call)
    assert str(reader) in mine
    assert str(reader) not in strangers
    client.force_login(reader)
    assert str(reader) in shown(client, call)


@pytest.mark.parametrize("query", ["x=1", "from=mail&page=2", "%00=%ff"])
def test_query_that_the_page_does_not_know_gets_the_kept_page(client, query):
    call = a_published_call()
    first = shown(client, call)
    kept = len(caches["pages"]._cache)
    with at(FILING), CaptureQueriesContext(connection) as asked:
        assert client.get(f"/sl/calls/{call.code}/?{query}").content.decode() == first
    assert len(asked) == 1
    assert len(caches["pages"]._cache) == kept


def test_kept_page_holds_no_query_of_the_reader_who_came_first(client):
    call = a_published_call()
    with at(FILING):
        page = client.get(f"/sl/calls/{call.code}/?from=mail").content.decode()
    assert "from=mail" not in page
    assert shown(client, call) == page
