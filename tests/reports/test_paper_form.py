"""The form of a lot as a document that can be filled in, made of the same fields."""

import io

import pytest
from pypdf import PdfReader

from callfile.fields import Files, FinancialPlan, ManyOf, Period, Table
from reports.documents.paper_form import MOST_ROWS, FormOnPaper
from tests.grants.every_field import a_call_with_every_field
from tests.scoring.test_blind import lots_with_files
from tests.stage import FILING, a_draft_call, a_published_call, at

pytestmark = pytest.mark.django_db


def names_in(data):
    found = PdfReader(io.BytesIO(data)).get_fields() or {}
    return {*found}


def text_of(data):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def expected(field):
    match field:
        case ManyOf():
            return {f"{field.code}-{one.code}" for one in field.options}
        case Table():
            rows = range(min(field.max_rows, MOST_ROWS))
            return {f"{field.code}-{row}-{one.code}" for row in rows for one in field.columns}
        case FinancialPlan():
            return {f"{field.code}-requested", f"{field.code}-costs-0-amount"}
        case Period():
            return {f"{field.code}-from", f"{field.code}-to"}
    return {field.code}


def test_every_kind_of_question_has_its_place():
    call = a_call_with_every_field()
    form = call.file.lot("A").form
    names = names_in(FormOnPaper(call, "A-sl").make())
    for field in form.fields:
        assert expected(field) <= names, field
    assert any(isinstance(field, Files) for field in form.fields)
    assert {"applicant-name", "condition-seat", "leader-1-name"} <= names


def test_form_is_the_same_each_time_and_says_how_it_is_filed():
    call = a_published_call()
    first = FormOnPaper(call, "A-sl")
    assert first.made() == first.made()
    said = text_of(first.made())
    for words in ("Riva 4, Bonaca", "30. oktobra 2026", "610-25/2026", "Celoletno delo"):
        assert words in said, words


def test_letters_of_both_languages_can_be_typed():
    reader = PdfReader(io.BytesIO(FormOnPaper(a_published_call(), "A-it").made()))
    form = reader.trailer["/Root"]["/AcroForm"]
    font = form["/DR"]["/Font"]["/Helv"]
    assert "/ccaron" in font["/Encoding"]["/Differences"]
    assert all("/FT" in one.get_object() for one in form["/Fields"])


def test_public_page_leads_to_it_in_each_language(client):
    call = a_published_call()
    with at(FILING):
        page = client.get(f"/sl/calls/{call.code}/").content.decode()
    for language in ("sl", "it"):
        address = f"/{language}/calls/{call.code}/form/A.pdf"
        assert address in page
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


@pytest.mark.parametrize("lot", ["X", "a"])
def test_lot_that_is_not_there_has_no_form(client, lot):
    call = a_published_call()
    assert client.get(f"/sl/calls/{call.code}/form/{lot}.pdf").status_code == 404


def test_draft_has_none(client):
    call = a_draft_call()
    assert client.get(f"/sl/calls/{call.code}/form/A.pdf").status_code == 404


@pytest.mark.parametrize(
    ("language", "words", "of_file"),
    [
        ("sl", "V odgovorih in naslovih ne navajajte", "datoteko komisija bere"),
        ("it", "non indicate la vostra", "Questo file la commissione"),
    ],
)
def test_form_of_a_blind_call_asks_for_no_names(language, words, of_file):
    call = a_published_call(blind_scoring=True, lots=lots_with_files())
    said = " ".join(text_of(FormOnPaper(call, f"A-{language}").made()).split())
    assert words in said
    assert said.count(of_file) == 1, "of the file that is read before the scores are revealed"
    seen = a_published_call(code="seen-2027")
    assert words not in " ".join(text_of(FormOnPaper(seen, f"A-{language}").made()).split())
