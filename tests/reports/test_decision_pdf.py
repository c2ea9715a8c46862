"""The decision as a document: what it says in both languages, and what kind of file it is."""

import io
import json
import socket

import pytest
from pypdf import PdfReader

from accounts.guarded.pool import ChildFailed
from audit.core import canonical
from awards.models import Decision, DecisionKind
from awards.words.decision_content import said_by
from reports.documents.decision import decision_pdf, decision_sheet
from reports.documents.pdf import Paper, renderers, write_pdf
from tests.approved import ISSUED, an_approved_call
from tests.awards.proposals import signed
from tests.stage import at

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


@pytest.fixture
def call():
    call = an_approved_call()
    with at(ISSUED):
        signed(call)
    return call


def decision_of(call, number):
    rows = Decision.objects.select_related("application", "call__funder")
    return rows.get(call=call, application__number=number)


def text_of(data):
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_decision_pdf_says_points_reasons_amount_and_remedy_in_both_languages(call):
    text = text_of(decision_pdf(decision_of(call, "M27-B-002")))
    assert "15,00 / 20" in text
    assert "(10 + 5) ÷ 2 × 2" in text
    assert "Zasnova je jasna, čeprav žanrsko ni določena." in text
    assert "La concezione è chiara, però la qualità non è più provata così." in text
    assert "Dodeli se 150,00 €" in text
    assert "È assegnato l’importo di 150,00 €." in text
    assert "delno ugodi" in text
    assert "accolta in parte" in text
    assert "dovoljena pritožba v 8 dneh od vročitve" in text
    assert "è ammesso ricorso entro 8 giorni dalla notifica" in text
    assert "17. člen pravilnika" in text
    assert "articolo 17 del regolamento" in text


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        ("M27-A-001", DecisionKind.GRANTED, ("se ugodi", "è accolta")),
        ("M27-A-002", DecisionKind.PARTLY_GRANTED, ("se delno ugodi", "è accolta in parte")),
        ("M27-A-003", DecisionKind.REFUSED, ("pod pragom 5 točk", "sotto la soglia di 5 punti")),
        (
            "M27-B-003",
            DecisionKind.REFUSED,
            ("rezervni seznam, na 1. mesto", "lista di riserva"),
        ),
        (
            "M27-A-090",
            DecisionKind.DISMISSED,
            ("Sklep o zavrženju", "5. člen pravilnika", "inammissibile: articolo 5"),
        ),
    ],
)
def test_decision_pdf_of_every_kind_names_its_reason(call, number, kind, words):
    decision = decision_of(call, number)
    assert decision.kind == kind
    text = text_of(decision_pdf(decision))
    assert [part for part in words if part not in text] == []


def test_decision_pdf_extracts_every_letter(call):
    text = text_of(decision_pdf(decision_of(call, "M27-A-002")))
    assert "Društvo Čez šest žlebov" in text
    assert "Così è la città" in text_of(decision_pdf(decision_of(call, "M27-A-003")))


def test_decision_pdf_is_tagged_and_says_what_it_is(call):
    reader = PdfReader(io.BytesIO(decision_pdf(decision_of(call, "M27-B-001"))))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "sl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert reader.metadata.title.startswith("Odločba 610-25/2026-")
    metadata = root["/Metadata"].get_data().decode()
    assert metadata.count("<rdf:RDF") == 1
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert len(root["/AF"]) == 1


def test_decision_pdf_carries_its_data_byte_for_byte(call):
    decision = decision_of(call, "M27-B-001")
    attached = PdfReader(io.BytesIO(decision_pdf(decision))).attachments
    assert list(attached) == ["M27-B-001.json"]
    assert attached["M27-B-001.json"] == [canonical.dumps(said_by(decision))]
    assert json.loads(attached["M27-B-001.json"][0])["amount"] == "350.00"


def test_decision_pdf_gives_the_same_bytes_again_and_in_another_process(call):
    decision = decision_of(call, "M27-B-001")
    first = decision_pdf(decision)
    process = renderers.idle[0].process.pid
    assert decision_pdf(decision) == first
    renderers.end()
    assert decision_pdf(decision) == first
    assert renderers.idle[0].process.pid != process


def test_decision_pdf_asks_no_network(call, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert decision_pdf(decision_of(call, "M27-B-001")).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.png", "file:///etc/passwd", "img/../../keys/a.svg", "data:,a"],
)
def test_write_pdf_refuses_what_is_not_ours(call, address):
    sheet = decision_sheet(decision_of(call, "M27-B-001"))
    with pytest.raises(ChildFailed):
        write_pdf(Paper(html=f'<img src="{address}" alt="x">', at=sheet.at))


def test_decision_pdf_keeps_what_an_applicant_wrote_as_text(call):
    decision = decision_of(call, "M27-B-001")
    decision.content["applicant"] = '<img src="https://example.org/x.png">'
    assert "<img src=" in text_of(decision_pdf(decision))
