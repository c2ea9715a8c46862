"""Past awards before everybody: the figures of the file, its source, and nothing beyond it."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import Role, RoleGrant
from applicants.models import Organisation
from awards.models import Decision
from grants.core.text_search import kept_folded
from grants.models import Application
from reports.actions.undo_import import undo_import
from reports.demo.history import LIST, import_real_list
from reports.models import HistoricAward
from tests.personas import bonaca, person
from tests.proof.tampering import nothing_refuses
from tests.reports.history_lists import LIST as LIST_TEXT
from tests.reports.history_lists import an_imported_list
from tests.reports.published import a_published_result

pytestmark = pytest.mark.django_db

PAGE = "/sl/register/past/"
FILE = "/en/register/past/awards.csv"
API = "/api/v1/past-awards/"


@pytest.fixture(scope="module")
def the_file():
    """The real list, read by nothing of ours."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class Real:
    """What the demo has of the people, for its import."""

    def __init__(self):
        user = person("Gina")
        RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
        self.people = {"viljem": user}


@pytest.fixture
def city():
    bonaca()
    return import_real_list(Real())


def cents(rows, column):
    return sum(Decimal(row[column]) * 100 for row in rows if row[column])


def rows_of(client, query=""):
    text = b"".join(client.get(FILE + query)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_figures_are_those_of_the_file(client, city, the_file):
    page = client.get(PAGE).context
    figures = page["figures"]
    assert figures.rows == len(the_file) == 1186
    assert figures.requested == cents(the_file, "requested_eur") == 909880500
    assert figures.awarded == cents(the_file, "proposed_eur") == 456060400
    assert figures.with_requested == sum(row["requested_eur"] != "" for row in the_file) == 1060
    assert figures.with_awarded == sum(row["proposed_eur"] != "" for row in the_file) == 1177


@pytest.mark.parametrize(
    ("part", "column", "words"),
    [
        ("themes", "theme", {}),
        ("kinds", "funding_type", {"F": "Redno delovanje", "P": "Projekti"}),
    ],
)
def test_parts_are_those_of_the_file(client, city, the_file, part, column, words):
    found = client.get(PAGE).context[part]["rows"]
    expected = {}
    for value in {row[column] for row in the_file}:
        rows = [row for row in the_file if row[column] == value]
        said = (len(rows), cents(rows, "requested_eur"), cents(rows, "proposed_eur"))
        expected[words.get(value, value)] = said
    assert {
        row["words"]: (row["sums"].rows, row["sums"].requested, row["sums"].awarded)
        for row in found
    } == expected


def test_every_row_comes_back_as_it_stands_in_the_file(client, city, the_file):
    rows = rows_of(client)
    assert [
        (row["Recipient"], row["Purpose"], row["Theme"], row["Number of the recipient"])
        for row in rows
    ] == [
        tuple(
            " ".join(one[name].split())
            for name in ("organisation", "project", "theme", "organisation_code")
        )
        for one in the_file
    ]
    assert [(row["Requested, EUR"], row["Amount, EUR"]) for row in rows] == [
        tuple(f"{one[name]}.00" if one[name] else "" for name in ("requested_eur", "proposed_eur"))
        for one in the_file
    ]
    assert {row["The amount is"] for row in rows} == {"proposed"}


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_source_and_licence_stand_on_every_page_of_the_data(client, city, language):
    for path in ("register/past/", "register/past/?page=7", "register/"):
        page = client.get(f"/{language}/{path}").content.decode()
        assert "Ville de Montpellier" in page
        assert "Licence Ouverte / Open Licence" in page
        assert LIST.name in page


def test_proposed_is_not_called_granted(client, city):
    page = client.get("/it/register/past/").content.decode()
    assert "Proposto, €" in page
    assert "Assegnato" not in page


def test_real_city_is_not_called_invented(client, city):
    said = "What is imported from a named source is real."
    assert said in client.get("/en/register/past/").content.decode()
    assert said not in client.get("/en/verify/").content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?theme=SANTE", 41),
        ("?kind=project", 413),
        ("?kind=operational&theme=CULTURE", None),
        ("?funder=montpellier&year=2014", 1186),
        ("?kind=none", 0),
        ("?q=asptt", 7),
        ("?q=1005", 1),
        ("?q=ni+nobenega", 0),
    ],
)
def test_choice_holds_for_page_file_and_api(client, city, the_file, query, count):
    if count is None:
        count = sum(row["funding_type"] == "F" and row["theme"] == "CULTURE" for row in the_file)
    page = client.get(PAGE + query)
    assert page.context["figures"].rows == count
    assert page.context["page"].paginator.count == count
    assert len(rows_of(client, query)) == count
    assert client.get(API + query).json()["count"] == count


@pytest.mark.parametrize(
    "query",
    ["funder=nihce", "year=x", "kind=zzz", "theme=%00", "q=%00", "q=" + "x" * 101, "source=1e9"],
)
def test_bad_choice_is_refused(client, query):
    an_imported_list()
    assert client.get(f"{PAGE}?{query}").status_code == 400
    assert client.get(f"{FILE}?{query}").status_code == 400
    assert client.get(f"{API}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["page=zzz", "page=-1", "page=9999"])
def test_page_that_is_none_is_the_nearest(client, query):
    an_imported_list()
    assert client.get(f"{PAGE}?{query}").status_code == 200


def test_api_says_null_where_the_list_says_nothing(client):
    batch = an_imported_list()
    row = client.get(f"{API}?q=cigra").json()["results"][0]
    assert row["amount_cents"] is None
    assert row["requested_cents"] == 120050
    assert (row["file_sha256"], row["amount_is"]) == (batch.sha256, "granted")
    assert (row["licence"], row["ledger_entry"]) == ("CC BY 4.0", batch.entry_id)


@pytest.mark.parametrize("path", [PAGE, "/it/register/past/", "/sl/register/"])
def test_pages_stand_without_any_list(client, path):
    bonaca()
    assert client.get(path).status_code == 200


def test_list_in_preparation_and_undone_is_not_public(client):
    batch = an_imported_list()
    undo_import(batch=batch, reason="Napaka.", actor=person("Ada"))
    assert client.get(API).json()["count"] == 0
    assert client.get(f"{PAGE}?source={batch.pk}").status_code == 400


def test_register_takes_the_same_queries_with_one_row_and_with_a_thousand(
    client, city, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        client.get(PAGE)
    with django_assert_max_num_queries(4):
        client.get(API)


def test_name_is_the_one_of_the_application(client):
    a_published_result()
    award = Decision.objects.filter(amount_cents__gt=0).select_related("application").first()
    application = award.application
    own = Application.objects.filter(organisation=application.organisation_id)
    own.update(applicant={"name": "Kakor v vlogi"}, applicant_folded=kept_folded("Kakor v vlogi"))
    Organisation.objects.filter(pk=application.organisation_id).update(name="Danes drugače")
    page = reverse("reports:register_organisation", args=[application.organisation_id])
    for path in ("/sl/register/", "/sl/register/?q=kakor", page, "/api/v1/awards/"):
        text = client.get(path).content.decode()
        assert "Kakor v vlogi" in text, path
        assert "Danes drugače" not in text, path
    assert client.get("/sl/register/?q=danes").context["total"] == 0
    lines = b"".join(client.get("/sl/register/awards.csv")).decode()
    assert "Kakor v vlogi" in lines


def test_recipient_is_shown_with_its_past_by_registration_number(client):
    a_published_result()
    award = Decision.objects.filter(amount_cents__gt=0).first()
    organisation = award.application.organisation
    an_imported_list()
    url = reverse("reports:register_organisation", args=[organisation.pk])
    assert "seznam.csv" not in client.get(url).content.decode()
    number = organisation.registration_number
    with nothing_refuses():
        HistoricAward.objects.filter(row=3).update(organisation_identity=number)
    # Whoever only says that the number is its own has not its past.
    assert client.get(url).context["past"] == []
    type(organisation).objects.filter(pk=organisation.pk).update(proved_at=award.issued_at)
    page = client.get(url)
    assert [one.row for one in page.context["past"]] == [3]
    assert "seznam.csv" in page.content.decode()


@pytest.mark.parametrize(
    "typed", ["5000001", "50 00 001", "50.00001-000", "5000001000", " 5000001\u00a0000 "]
)
@pytest.mark.parametrize("listed", ["5000001", "5000001000", "5000001 000", "50-00001"])
def test_recipient_is_found_by_its_number_however_list_and_reader_write_it(client, listed, typed):
    an_imported_list(LIST_TEXT.replace("5000001000", listed))
    found = client.get(PAGE, {"q": typed})
    assert [row.organisation_number for row in found.context["page"]] == [listed]
    assert client.get(API, {"q": typed}).json()["count"] == 1


def test_way_to_the_past_is_found(client):
    an_imported_list()
    for path in ("/sl/register/", "/sl/open-data/"):
        assert "/register/past/" in client.get(path).content.decode()
    client.force_login(person("Ada"))
    assert "/desk/history/" in client.get("/sl/desk/").content.decode()
