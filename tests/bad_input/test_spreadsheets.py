"""Spreadsheets: what people wrote stays text in every cell that leaves the house."""

import csv
import io

import pytest
from django.utils import translation
from openpyxl import load_workbook

from applicants.models import Organisation
from grants.models import Application
from reports.lists.csv_files import BOM, csv_lines, defused
from reports.selectors.summary import call_summary
from reports.spreadsheets.comma_separated import summary_lines
from reports.spreadsheets.workbook import summary_workbook
from tests.approved import ISSUED
from tests.bad_input.corpus.cells import CELLS
from tests.stage import at

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.fixture
def published(world):
    """A call with published results, whose first recipient and title are changed by each case."""
    return world.calls["published"]


def write(cell: str) -> None:
    """Straight into the database, as if it had come by another way than the forms."""
    first = Application.objects.get(number="M27-A-001")
    Organisation.objects.filter(pk=first.organisation_id).update(name=cell[:200])
    Application.objects.filter(pk=first.pk).update(title=cell[:200])


@pytest.mark.django_db
@pytest.mark.parametrize("name", CELLS)
def test_workbook_holds_no_formula_of_others(published, name):
    write(CELLS[name])
    book = load_workbook(io.BytesIO(_bytes(summary_workbook(call_summary(published)))))
    typed = "".join(sign for sign in CELLS[name][:200] if sign >= " " or sign == "\n").strip()
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    found = [cell for cell in cells if typed and typed in str(cell.value or "")]
    assert [cell.coordinate for cell in found if cell.data_type == "f"] == []
    assert not [cell for cell in cells if cell.hyperlink]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert not [text for text in formulas if "calc" in text or "evil" in text]


def _bytes(data) -> bytes:
    return data if isinstance(data, bytes) else b"".join(data)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CELLS)
def test_summary_as_text_holds_no_formula(published, name):
    write(CELLS[name])
    _no_formula("".join(csv_lines(summary_lines(call_summary(published)))).removeprefix(BOM))


@pytest.mark.django_db
@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("page", ["register/awards.csv", "calls/{code}/results/results.csv"])
def test_public_table_holds_no_formula(published, client, page, name):
    write(CELLS[name])
    with at(ISSUED):
        answer = client.get(f"/sl/{page.format(code=published.code)}")
    assert answer.status_code == 200
    _no_formula(b"".join(answer.streaming_content).decode("utf-8-sig"))


def _no_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len({len(row) for row in rows if len(row) > 1}) <= 3
    for row in rows:
        for cell in row:
            bare = cell.lstrip(" \u00a0")
            is_amount = bare.lstrip("-").replace(",", "").replace(".", "").isdigit()
            assert is_amount or not bare.startswith(DANGEROUS), cell[:60]


@pytest.mark.parametrize("name", CELLS)
def test_cell_is_told_from_a_formula(name):
    cell = defused(CELLS[name])
    assert not cell.lstrip(" \u00a0").startswith(DANGEROUS)
    with translation.override("sl"):
        line = "".join(csv_lines([[CELLS[name], "a"]])).removeprefix("\ufeff")
    assert [len(row) for row in csv.reader(io.StringIO(line, newline=""), delimiter=";")] == [2]
