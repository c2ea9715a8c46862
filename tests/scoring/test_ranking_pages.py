"""The ranking on the desk: who sees it, what it shows, what it refuses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scoring.models import AgreedScore, AllocationRun, RankingRun
from tests.awards.proposals import COMPUTED, an_allocation
from tests.personas import person
from tests.scoring.committee import a_revealed_call, a_scoring_call, member
from tests.stage import at

pytestmark = pytest.mark.django_db


def url(call, page="ranking", *args):
    return reverse(f"scoring:{page}", args=[call.code, *args])


def get(client, name, address):
    with at(COMPUTED):
        client.force_login(person(name))
        return client.get(address)


def post(client, name, address):
    with at(COMPUTED):
        client.force_login(person(name))
        return client.post(address)


def test_ranking_page_shows_places_points_and_amounts(client):
    allocation, [first, second] = an_allocation()
    page = get(client, "Ada", url(allocation.ranking.call)).content.decode()
    for words in (first.number, second.number, "18,33", "400,00", "16. člen pravilnika", "5 točk"):
        assert words in page
    assert allocation.result_sha256[:4] in page


@pytest.mark.parametrize(
    ("name", "status"),
    [("Emil", 200), ("Fani", 200), ("Lea", 200), ("Celia", 404), ("Igor", 404), ("Bruno", 404)],
)
def test_ranking_page_is_for_staff_and_the_secretary(client, name, status):
    allocation, [first, _second] = an_allocation()
    call = allocation.ranking.call
    assert get(client, name, url(call)).status_code == status
    assert get(client, name, url(call, "trace", first.number)).status_code == status


@pytest.mark.parametrize("page", ["compute_ranking", "compute_allocation"])
@pytest.mark.parametrize(("name", "status"), [("Emil", 403), ("Fani", 403), ("Celia", 404)])
def test_only_officer_and_secretary_compute(client, page, name, status):
    allocation, _applications = an_allocation()
    assert post(client, name, url(allocation.ranking.call, page)).status_code == status


def test_computing_on_the_page_makes_one_run_of_each(client):
    call, _applications = a_revealed_call()
    assert "Izračunajte vrstni red" in get(client, "Ada", url(call)).content.decode()
    for page in ("compute_ranking", "compute_ranking", "compute_allocation", "compute_allocation"):
        assert post(client, "Ada", url(call, page)).status_code == 302
    assert (RankingRun.objects.count(), AllocationRun.objects.count()) == (1, 1)


def test_ranking_page_before_the_reveal_says_which_sheets_are_open(client):
    call, [first] = a_scoring_call()
    page = get(client, "Ada", url(call)).content.decode()
    assert first.number in page
    assert "0 od 3" in page
    refused = post(client, "Ada", url(call, "compute_ranking"))
    assert refused.status_code == 302
    assert RankingRun.objects.count() == 0
    assert post(client, "Ada", url(call, "compute_allocation")).status_code == 404


def test_ranking_page_says_that_it_is_out_of_date(client):
    allocation, [first, _second] = an_allocation()
    call = allocation.ranking.call
    AgreedScore.objects.create(
        application=first,
        criterion="A2",
        value="none",
        set_by=member("Igor"),
        set_at=allocation.created_at + timedelta(minutes=1),
        entry=allocation.entry,
    )
    page = get(client, "Ada", url(call)).content.decode()
    assert "Znova izračunajte vrstni red" in page
    assert reverse("awards:propose", args=[call.code]) not in page


def test_amount_opens_its_trace_in_the_table_and_on_its_own_page(client):
    allocation, [first, _second] = an_allocation()
    call = allocation.ranking.call
    opened = get(client, "Ada", f"{url(call)}?lot=A&trace={first.number}").content.decode()
    own = get(client, "Ada", url(call, "trace", first.number)).content.decode()
    for page in (opened, own):
        assert 'class="m-trace"' in page
        assert "objavljena sredstva sklopa" in page
    assert "÷ 3 = 8,33" in own


@pytest.mark.parametrize(
    "query", ["lot=X", "run=99", "run=%D9%A3", "run=-1", "page=x", "run=99999999999999999999"]
)
def test_ranking_page_finds_nothing_for_what_is_not_there(client, query):
    allocation, _applications = an_allocation()
    assert get(client, "Ada", f"{url(allocation.ranking.call)}?{query}").status_code == 404


def test_trace_of_an_unknown_number_is_not_found(client):
    allocation, _applications = an_allocation()
    call = allocation.ranking.call
    assert get(client, "Ada", url(call, "trace", "none-such")).status_code == 404
    unknown = get(client, "Ada", f"{url(call)}?trace=%00none")
    assert unknown.status_code == 200
    assert 'id="trace"' not in unknown.content.decode()


@pytest.mark.parametrize("page", ["ranking", "trace"])
@pytest.mark.parametrize("count", [1, 5])
def test_queries_of_the_ranking_pages_do_not_grow(client, page, count):
    allocation, applications = an_allocation(count)
    call = allocation.ranking.call
    address = url(call, page, *([applications[0].number] if page == "trace" else []))
    get(client, "Ada", address)
    with CaptureQueriesContext(connection) as queries:
        get(client, "Ada", address)
    assert len(queries) <= 35, [query["sql"][:120] for query in queries]
