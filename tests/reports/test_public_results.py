"""Results, register and API: nothing before its publication, everything after it."""

import csv
import io

import pytest
from django.urls import reverse
from drf_spectacular.validation import validate_schema

from applicants.models import Organisation
from awards.models import Decision
from grants.core.text_search import kept_folded
from grants.models import Application
from reports.lists.csv_files import csv_lines
from tests.personas import bonaca
from tests.reports.published import a_decided_call, a_published_result
from tests.stage import a_draft_call

pytestmark = pytest.mark.django_db

PAGES = ("/sl/results/", "/sl/register/", "/sl/verify/", "/sl/open-data/")
LISTS = ("calls", "lots", "results", "awards")


def results_url(call, lot="A"):
    return reverse("reports:call_lot_results", args=[call.code, lot])


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_there_before_anything_is_published(client, page):
    bonaca()
    assert client.get(page).status_code == 200


def test_decided_call_shows_no_result_before_the_publication(client):
    call = a_decided_call()
    winner = Organisation.objects.first()
    for url in (
        results_url(call),
        reverse("reports:call_results", args=[call.code]),
        reverse("reports:results_csv", args=[call.code]),
        reverse("reports:register_organisation", args=[winner.pk]),
        reverse("api:result-detail", args=[call.code]),
    ):
        assert client.get(url).status_code == 404, url
    assert client.get("/api/v1/awards/").json()["count"] == 0
    assert winner.name not in client.get("/sl/register/").content.decode()


def test_results_show_places_reasons_amounts_and_no_dismissed_name(client):
    call = a_published_result()
    rows = Application.objects.filter(call=call, lot__code="A")
    for row in rows:
        row.applicant = {"name": f"Prijavitelj {row.number}"}
        row.save()
    page = client.get(results_url(call)).content.decode()
    for row in rows:
        assert row.number in page
        assert (f"Prijavitelj {row.number}" in page) is (row.state != "dismissed")
    assert "Zasnova je jasna, čeprav žanrsko ni določena." in page
    assert results_url(call, "B") in page


def test_results_of_another_lot_or_none(client):
    call = a_published_result()
    assert client.get(results_url(call, "B")).status_code == 200
    assert client.get(results_url(call, "Z")).status_code == 404


def test_results_take_the_same_number_of_queries_for_any_number_of_rows(
    client, django_assert_max_num_queries
):
    call = a_published_result()
    with django_assert_max_num_queries(16):
        client.get(results_url(call))


def test_results_csv_adds_up_with_the_decisions(client):
    call = a_published_result()
    text = b"".join(client.get(f"/sl/calls/{call.code}/results/results.csv")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    granted = sum(int(row[7].replace(",", "")) for row in rows[1:])
    assert granted == sum(Decision.objects.values_list("amount_cents", flat=True))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"])
def test_csv_cell_never_becomes_a_formula(cell):
    line = "".join(csv_lines([[cell]]))
    assert next(csv.reader(io.StringIO(line.removeprefix("\ufeff"))))[0].startswith("'")


def test_register_sums_what_was_granted(client):
    a_published_result()
    total = sum(Decision.objects.values_list("amount_cents", flat=True))
    page = client.get("/en/register/")
    assert page.context["total"] == total
    rows = list(csv.reader(io.StringIO(_text(client.get("/en/register/awards.csv")))))
    assert len(rows) == 1 + Decision.objects.filter(amount_cents__gt=0).count()


def _text(response):
    return b"".join(response).decode("utf-8-sig")


def test_number_of_a_recipient_is_the_one_that_applied(client):
    """Whatever number an organisation enters later, what was published stays."""
    a_published_result()
    award = Decision.objects.filter(amount_cents__gt=0).order_by("pk").first()
    number = "1111111000"
    sent = Application.objects.filter(pk=award.application_id)
    sent.update(applicant={"registration_number": number})
    rows = Organisation.objects.filter(pk=award.application.organisation_id)
    rows.update(registration_number="9999999000")
    table = _text(client.get("/en/register/awards.csv"))
    found = client.get("/api/v1/awards/").json()["results"]
    assert number in table
    assert "9999999000" not in table
    assert number in [one["registration_number"] for one in found]
    assert "9999999000" not in [one["registration_number"] for one in found]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("9331310000", 1),
        ("9331310", 1),
        ("93 31 310", 1),
        ("9331.310-000", 1),
        ("87028506", 1),
        ("SI87028506", 1),
        ("si 8702-8506", 1),
        ("933131", 0),
        ("SI 50223055", 0),
    ],
)
def test_recipient_is_found_by_its_number_however_it_is_typed(client, typed, found):
    a_published_result()
    award = Decision.objects.filter(amount_cents__gt=0).order_by("pk").first()
    numbers = {"registration_number": "9331310000", "tax_number": "87028506"}
    sent = Application.objects.filter(pk=award.application_id)
    sent.update(applicant={"name": "Zbor", **numbers})
    total = client.get("/sl/register/", {"q": typed}).context["total"]
    assert total == (award.amount_cents if found else 0)
    assert client.get("/api/v1/awards/", {"q": typed}).json()["count"] == found


@pytest.mark.parametrize("few", [0, 500])
@pytest.mark.parametrize(("typed", "found"), [("CICARA zbor", 1), ("čiča", 1), ("cicarka", 0)])
def test_recipient_is_found_by_its_name_however_many_are(client, monkeypatch, few, typed, found):
    monkeypatch.setattr("reports.lists.filters.FEW", few)
    a_published_result()
    award = Decision.objects.filter(amount_cents__gt=0).order_by("pk").first()
    sent = Application.objects.filter(pk=award.application_id)
    sent.update(applicant={"name": "Zbor Čičara"}, applicant_folded=kept_folded("Zbor Čičara"))
    total = client.get("/sl/register/", {"q": typed}).context["total"]
    assert total == (award.amount_cents if found else 0)
    assert client.get("/api/v1/awards/", {"q": typed}).json()["count"] == found


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("year=2026&kind=project&sort=name", 200),
        ("q=zbor", 200),
        ("least=1.234,56", 200),
        ("least=abc", 400),
        ("least=-1", 400),
        ("least=10&most=5", 400),
        ("least=9007199254740993", 400),
        ("least=١٢", 200),
        ("year=tomorrow", 400),
        ("call=none-such", 400),
        ("organisation=1e400", 400),
        ("sort=%00", 400),
        ("q=%00", 400),
        ("q=" + "x" * 101, 400),
        ("page=zzz", 200),
        ("page=-1", 200),
    ],
)
def test_register_refuses_bad_choices_and_keeps_what_was_typed(client, query, status):
    a_published_result()
    assert client.get(f"/sl/register/?{query}").status_code == status
    csv_status = 200 if query.startswith("page") else status
    assert client.get(f"/sl/register/awards.csv?{query}").status_code == csv_status


def test_register_queries_are_constant(client, django_assert_max_num_queries):
    a_published_result()
    with django_assert_max_num_queries(20):
        client.get("/sl/register/")


def test_organisation_page_lists_its_awards(client):
    a_published_result()
    award = Decision.objects.filter(amount_cents__gt=0).first()
    url = reverse("reports:register_organisation", args=[award.application.organisation_id])
    page = client.get(url).content.decode()
    assert f"#r{award.application.number}" in page


@pytest.mark.parametrize("name", LISTS)
def test_api_lists_only_what_is_published(client, name, django_assert_max_num_queries):
    a_published_result()
    a_draft_call(code="osnutek")
    with django_assert_max_num_queries(8):
        answer = client.get(f"/api/v1/{name}/")
    assert answer.status_code == 200
    assert answer.json()["count"] > 0
    assert "osnutek" not in answer.content.decode()


def test_api_shows_one_call_and_one_result(client):
    call = a_published_result()
    one = client.get(f"/api/v1/calls/{call.code}/").json()
    assert one["sha256"] == call.versions.get().sha256
    assert one["content"]["code"] == call.code
    result = client.get(f"/api/v1/results/{call.code}/").json()
    assert {file["kind"] for file in result["files"]} == {"public_call", "public_evaluation"}
    for file in result["files"]:
        assert client.get(file["url"]).status_code == 200
    assert set(client.get("/api/v1/").json()) >= {"calls", "awards", "ledger_checkpoint"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("calls/none-such/", 404),
        ("awards/?kind=zzz", 400),
        ("awards/?page=999", 404),
        ("calls/?state=draft", 400),
        ("calls/?deadline_after=soon", 400),
    ],
)
def test_api_errors_are_problem_details(client, path, status):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_api_writes_nothing(client):
    for method in (client.post, client.put, client.patch, client.delete):
        assert method("/api/v1/calls/").status_code == 405


def test_api_schema_is_valid_and_names_every_list(client):
    schema = client.get("/api/v1/schema/").json()
    validate_schema(schema)
    assert schema["openapi"].startswith("3.1")
    assert {f"/api/v1/{name}/" for name in LISTS} <= set(schema["paths"])
    assert client.get("/api/v1/docs/").status_code == 200


def test_addresses_for_programs_are_a_page_of_ours(client):
    bonaca()
    page = client.get(reverse("api:docs"), headers={"accept-language": "en"}).content.decode()
    for path in ("/calls/", "/results/{code}/", "/past-awards/"):
        assert path in page
    assert "swagger" not in page.lower()
    assert "<script>" not in page
    assert 'id="awards_list"' in page
    # The values of a choice as they stand in the description are for programs.
    assert "* `" not in page
    assert '<code class="m-mono">-amount</code> highest amount first' in page
    assert '<li><code class="m-mono">approved</code></li>' in page
