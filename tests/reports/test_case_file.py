"""The file of an application as one document: index, numbers, bookmarks, and what each may read."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from reports.documents.case import pieces
from reports.documents.case.binder import bind, page_counts
from reports.documents.case.case_file import CaseFile
from tests.grants.applying import a_pdf
from tests.personas import person, say_roles
from tests.proof.stage import walked_call
from tests.stage import PREPARED, at

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]

AFTER = "2027-01-12T09:00:00+01:00"
HEARD, ON_PAPER = "M27-A-001", "610-25/2026-7"
# What stands in the file of the application whose applicant was heard, in this order.
PIECES = [
    "Kazalo",
    "Razpis",
    "Vloga",
    "Potrdilo o prejemu",
    "Priloga: soglasje.pdf",
    "Zapisnik o odpiranju vlog",
    "Pravica do izjave",
    "Preverjanje popolnosti",
    "Ocenjevalni list",
    "Odločba",
    "Vročitev",
]


@pytest.fixture
def walked(db):
    with at(PREPARED):
        say_roles()
    return walked_call()


def made(application, language="sl", *, for_desk=True) -> PdfReader:
    with at(AFTER):
        return PdfReader(io.BytesIO(CaseFile(application, language, for_desk).make()))


def titles_of(found: PdfReader) -> list[str]:
    return [str(one.title) for one in found.outline]


def text_of(page) -> str:
    return " ".join(page.extract_text().split())


def test_index_names_every_document_with_its_page(walked):
    found = made(walked.applications.get(number=HEARD))
    titles = titles_of(found)
    assert [one for one in PIECES if any(title.startswith(one) for title in titles)] == PIECES
    index, total = text_of(found.pages[0]), len(found.pages)
    for number, page in enumerate(found.pages, 1):
        assert f"{number} / {total}" in text_of(page)
    for one in found.outline[1:]:
        page = found.get_destination_page_number(one)
        # The title of the document stands in the index, and after it the page where it begins.
        _before, title, after = index.partition(str(one.title))
        assert title
        numbers = [word for word in after.split() if word.isdigit()]
        assert str(page + 1) in numbers


def test_paper_application_holds_letter_slip_and_answer(walked):
    paper = walked.applications.get(paper__registry_number=ON_PAPER)
    titles = titles_of(made(paper, "it"))
    for words in (
        "Richiesta di integrazione",
        "Richiesta di integrazione: la lettera come è stata spedita",
        "Richiesta di integrazione: ricevuta di ritorno",
        "Allegato: odgovor.pdf",
        "Allegato: vloga.pdf",
        "Notifica",
    ):
        assert words in titles, (words, titles)


def test_applicant_reads_no_names_of_assessors(walked):
    own = made(walked.applications.get(number=HEARD), for_desk=False)
    sheets = [one for one in titles_of(own) if one.startswith("Ocenjevalni list")]
    assert sheets[0] == "Ocenjevalni list: 1"


def test_applicant_reads_no_sheets_no_minutes_and_no_verdict_before_the_decision(walked):
    application = walked.applications.get(number=HEARD)
    walked.results_published_at = None
    application.call = walked
    with at(AFTER):
        found = [
            *pieces._minutes(application, for_desk=False),
            *pieces._check(application, for_desk=False, is_decided=False),
            *pieces._sheets(application, for_desk=False, is_decided=False),
        ]
    assert found == []


def test_damaged_and_protected_files_are_listed_and_not_laid_in():
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf("Skrito")))
    writer.encrypt("geslo")
    protected = io.BytesIO()
    writer.write(protected)
    broken = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"
    assert page_counts([a_pdf(), broken, b"", protected.getvalue()]) == [1, 0, 0, 0]


def test_pages_of_any_size_and_turn_keep_their_place():
    writer = PdfWriter()
    writer.add_blank_page(width=300, height=200)
    writer.add_blank_page(width=842, height=595).rotate(90)
    odd = io.BytesIO()
    writer.write(odd)
    found = PdfReader(io.BytesIO(bind(["Prva", "Druga"], [a_pdf(), odd.getvalue()])))
    assert all(f"{n} / 3" in text_of(page) for n, page in enumerate(found.pages, 1))
    assert [str(one.title) for one in found.outline] == ["Prva", "Druga"]


def test_desk_and_owner_take_it_and_nobody_else(client, walked):
    desk, own = f"/sl/desk/applications/{HEARD}/file.pdf", f"/sl/applications/{HEARD}/file.pdf"
    with at(AFTER):
        for name, address, status in (
            ("Ada", desk, 200),
            ("Bruno", own, 200),
            ("Bruno", desk, 404),
            ("Dario", own, 404),
        ):
            client.force_login(person(name))
            assert client.get(address).status_code == status, (name, address)
