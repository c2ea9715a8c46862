"""The summary as a workbook and as CSV: LibreOffice computes it and finds our cents."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from applicants.models import Organisation
from awards.models import Decision
from reports.selectors.summary import call_summary
from reports.spreadsheets.workbook import summary_workbook
from tests.approved import ISSUED, an_approved_call
from tests.awards.proposals import signed
from tests.personas import person
from tests.spreadsheets import cents, column_of, column_values, computed
from tests.stage import at

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]

FORMULA = '=HYPERLINK("https://example.org")'


@pytest.fixture
def call():
    call = an_approved_call()
    Organisation.objects.filter(applications__number="M27-A-002").update(name=FORMULA)
    with at(ISSUED):
        signed(call)
    return call


def test_summary_adds_up_to_our_cents_in_libreoffice(call, tmp_path):
    book = computed(summary_workbook(call_summary(call)), tmp_path)
    for lot, place in (("A", 0), ("B", 2)):
        decisions = Decision.objects.filter(call=call, application__lot__code=lot)
        amounts = dict(decisions.values_list("application__number", "amount_cents"))
        sheet = book.worksheets[place]
        amount = column_of(sheet, 4, "Dodeljeno")
        rows = list(sheet.iter_rows(min_row=5, values_only=True))
        found = {row[1]: cents(row[amount]) for row in rows if row[1]}
        assert found == amounts
        assert cents(rows[len(found)][amount]) == sum(amounts.values())


def test_summary_computes_every_amount_again_without_a_difference(call, tmp_path):
    book = computed(summary_workbook(call_summary(call)), tmp_path)
    for place, numbers in ((1, ["A-004", "A-001", "A-002"]), (3, ["B-001", "B-002", "B-003"])):
        sheet = book.worksheets[place]
        assert column_values(sheet, "Številka", 3) == [f"M27-{number}" for number in numbers]
        decisions = Decision.objects.filter(call=call)
        given = dict(decisions.values_list("application__number", "amount_cents"))
        found = [cents(value) for value in column_values(sheet, "Izračunano, €", 3)]
        assert found == [given[f"M27-{number}"] for number in numbers]
        assert {cents(value) for value in column_values(sheet, "Razlika", 3)} == {0}


def test_summary_keeps_what_people_wrote_as_text(call):
    book = load_workbook(io.BytesIO(summary_workbook(call_summary(call))))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    [name] = [cell for cell in cells if cell.value == FORMULA]
    assert name.data_type == "s"
    assert name.quotePrefix


def test_summary_has_reasons_in_both_languages_and_a_head_that_stays(call):
    book = load_workbook(io.BytesIO(summary_workbook(call_summary(call))))
    reasons = book.worksheets[-1]
    texts = {cell.value for row in reasons.iter_rows(min_row=2) for cell in row}
    assert "Zasnova je jasna, čeprav žanrsko ni določena." in texts
    assert "La concezione è chiara, però la qualità non è più provata così." in texts
    for sheet in book.worksheets:
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet.page_setup.orientation == "landscape"
    heads = [cell.value for cell in book.worksheets[0][4]]
    assert "Prijavitelj\nRichiedente" in heads


@pytest.mark.parametrize(
    ("language", "separator", "applicant", "money"),
    [
        ("sl", ";", "Prijavitelj", ["350,00", "350,00", "150,00"]),
        ("it", ";", "Richiedente", ["350,00", "350,00", "150,00"]),
        ("en", ",", "Applicant", ["350.00", "350.00", "150.00"]),
    ],
)
def test_summary_as_csv_is_written_as_every_other_table(
    client, call, language, separator, applicant, money
):
    client.force_login(person("Ada"))
    answer = client.get(f"/{language}/desk/calls/{call.code}/summary.csv")
    text = b"".join(answer).decode("utf-8")
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text[1:]), delimiter=separator)
    assert head[2] == applicant
    found = {row[1]: row for row in rows}
    assert found["M27-A-002"][2] == f"'{FORMULA}"
    assert found["M27-B-002"][6:9] == money
    assert len(rows) == 8


@pytest.mark.parametrize(
    ("name", "status"), [("Ada", 200), ("Fani", 200), ("Bruno", 404), ("Dario", 404), ("", 302)]
)
def test_summary_is_for_the_staff_of_the_call(client, call, name, status):
    if name:
        client.force_login(person(name))
    for kind in ("summary_xlsx", "summary_csv"):
        answer = client.get(reverse(f"reports:{kind}", args=[call.code]))
        assert answer.status_code == status


def test_summary_asks_as_often_for_many_as_for_few(call, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        call_summary(call)
