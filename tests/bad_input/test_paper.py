"""Documents: what people wrote adds nothing to a page that a renderer would fetch or run."""

import pytest

from applicants.models import Organisation
from reports.documents import minutes, receipt
from scoring.models import OpeningSession
from tests.bad_input.corpus.cells import CELLS
from tests.bad_input.corpus.markup import MARKUP
from tests.bad_input.page import read_page

pytestmark = pytest.mark.django_db
WORDS = {**MARKUP, **{f"cell-{name}": CELLS[name] for name in ("equals", "link", "controls")}}


@pytest.fixture
def paper(monkeypatch):
    """The pages that go to the renderer, instead of what it would make of them."""
    sheets = []
    for module in (minutes, receipt):
        monkeypatch.setattr(module, "write_pdf", lambda sheet, **_patience: sheets.append(sheet))
    return sheets


def _write_minutes(world, words):
    session = OpeningSession.objects.get(call=world.calls["checking"])
    session.place, session.remarks = words[:200], words
    minutes.minutes_pdf(session)


def _write_receipt(world, words):
    application = world.applications["sent"]
    Organisation.objects.filter(pk=application.organisation_id).update(name=words[:200])
    receipt.receipt_pdf(application.submissions.get())


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("write", [_write_minutes, _write_receipt])
def test_document_shows_what_was_written_as_words(world, paper, write, words):
    write(world, "Zbor")
    write(world, words)
    plain, written = (read_page(sheet.html) for sheet in paper)
    assert written.alive == plain.alive
    assert "31338" not in written.text
