"""What a screen reader and an archive find in a document: tags, heads of tables, fonts, profile."""

import io

import pytest
from pypdf import PdfReader

from awards.models import Decision
from reports.documents.decision import decision_pdf
from reports.documents.minutes import minutes_pdf
from reports.documents.receipt import receipt_pdf
from tests.approved import ISSUED, an_approved_call
from tests.awards.proposals import signed
from tests.opened import a_call_in_checking, a_call_with_committee, a_sent_application
from tests.stage import at

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


def a_decision():
    call = an_approved_call()
    with at(ISSUED):
        signed(call)
    rows = Decision.objects.select_related("application", "call__funder")
    return decision_pdf(rows.get(application__number="M27-B-002"))


def a_receipt():
    return receipt_pdf(a_sent_application(a_call_with_committee()).submissions.get())


def minutes():
    return minutes_pdf(a_call_in_checking().opening_session)


def elements(node):
    node = node.get_object()
    if not hasattr(node, "get"):
        return
    yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if hasattr(kid.get_object(), "get"):
            yield from elements(kid)


@pytest.mark.parametrize("make", [a_decision, a_receipt, minutes])
def test_document_is_built_for_readers_and_archives(make):
    reader = PdfReader(io.BytesIO(make()))
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert metadata.count("<rdf:RDF") == 1
    assert 'pdfaid:part="3"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title
    [attached] = root["/AF"]
    assert attached["/AFRelationship"] == "/Data"
    found = list(elements(root["/StructTreeRoot"]))
    heads = [one for one in found if one.get("/S") == "/TH"]
    assert {one["/A"]["/Scope"] for one in heads} <= {"/Column", "/Row"}
    assert bool(heads) == (make is not a_receipt)
    levels = [one["/S"] for one in found if one.get("/S") in ("/H1", "/H2", "/H3")]
    assert levels[0] == "/H1"
    assert levels.count("/H1") == 1
    assert all(one["/Alt"] for one in found if one.get("/S") == "/Figure")


@pytest.mark.parametrize("make", [a_decision, a_receipt, minutes])
def test_document_brings_its_fonts_and_their_letters(make):
    for page in PdfReader(io.BytesIO(make())).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/ToUnicode" in font
            assert any(name.startswith("/FontFile") for name in described)
