"""Letters in documents: of our own fonts and no others, and none that is not seen."""

import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from pypdf import PdfReader

from awards.actions.prepare_decisions import prepare_decisions
from awards.models import Decision, letters_of
from reports.documents.decision import decision_pdf
from reports.documents.letters import letters, missing_in, written
from reports.documents.pdf import Paper, write_pdf
from reports.selectors.unwritten_letters import unwritten_letters
from tests.approved import ISSUED, an_approved_call
from tests.personas import person
from tests.proof.tampering import nothing_refuses
from tests.stage import at

AT = datetime(2026, 12, 2, tzinfo=UTC)
PAGE = '<html lang="sl"><title>a</title><p>{} <b>{}</b> <i>{}</i></p></html>'


def _document(text):
    return PdfReader(io.BytesIO(write_pdf(Paper(html=PAGE.format(text, text, text), at=AT))))


def _fonts(document):
    fonts = document.pages[0]["/Resources"]["/Font"]
    return [font.get_object()["/BaseFont"] for font in fonts.values()]


@pytest.mark.parametrize(
    "text", ["čšž ÀÈÌÒÙ", "Ниш Београд", "Ελλάδα", "Việt Nam", "ő ű", "„a“ – … €", "1\u202f000"]
)
def test_document_writes_letters_of_our_fonts(text):
    assert missing_in(text) == []
    document = _document(text)
    assert "U+" not in document.pages[0].extract_text()
    assert all("Source-Sans" in font for font in _fonts(document))


@pytest.mark.parametrize("text", ["🎶", "漢字", "שלום", "نص", "✓", "🇸🇮", "👩‍👩‍👧", "ℵ"])
def test_document_writes_the_number_of_a_letter_that_no_font_has(text):
    assert missing_in(text)
    document = _document(text)
    shown = "".join(document.pages[0].extract_text().split())
    assert all(f"[U+{ord(letter):04X}]" in shown for letter in missing_in(text))
    assert all("Source-Sans" in font for font in _fonts(document))


@pytest.mark.parametrize("text", ["", "plain", "č\u00ad\u200b\u200d\ufe0f\u2066", "\t\n \u2009"])
def test_letter_that_shows_nothing_is_not_missed(text):
    assert missing_in(text) == []


def test_letter_that_another_can_stand_for_is_written():
    assert written("5 ≥ 4 → non\u2011stop") == "5 &gt;= 4 -&gt; non-stop"


def test_letters_are_in_every_face():
    assert {ord(letter) for letter in "čšžŽĐßЖλ€–0"} <= letters()


@pytest.mark.django_db
@pytest.mark.same_on_both
def test_officer_reads_of_them_before_the_decisions_are_issued(client):
    call = an_approved_call()
    with at(ISSUED):
        prepare_decisions(call=call, actor=person("Ada"))
    assert unwritten_letters(call) == []
    for one in Decision.objects.all():
        assert set(letters_of(one.content)) <= set(one.letters)
    decision = Decision.objects.order_by("application__number").first()
    decision.content["texts"]["sl"]["title"] = "Zbor 🎶"
    with nothing_refuses():
        Decision.objects.filter(pk=decision.pk).update(
            content=decision.content, letters=letters_of(decision.content)
        )
    [found] = unwritten_letters(call)
    assert found.number == decision.application.number
    with at(ISSUED):
        client.force_login(person("Ada"))
        page = client.get(reverse("reports:batch", args=[call.code])).content.decode()
    assert f"{found.number}: 🎶 (U+1F3B6)" in page
    assert decision_pdf(decision).startswith(b"%PDF")
