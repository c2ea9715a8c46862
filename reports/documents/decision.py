"""A decision as a document: every official language beside the others, the data attached."""

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from accounts.stored_files import read_stored
from audit.core import canonical
from awards.models import Decision
from awards.words.decision_content import said_by
from grants.models import Letterhead
from grants.selectors.funders import letterhead_of
from grants.words.letterhead import names_on_paper
from reports.documents.paper import PaperColumn, arms_on, drawings_of, qr_code
from reports.documents.pdf import EmbeddedFile, Paper, write_pdf
from reports.documents.seal import Seal, is_sealing, seal_of
from reports.selectors.documents import decision_document, paper_mark

QR = "made/qr.svg"


def decision_pdf(decision: Decision) -> bytes:
    """The same bytes for the same decision, not sealed yet."""
    return write_pdf(decision_sheet(decision))


def decision_sheet(decision: Decision) -> Paper:
    """The page and its files; what the decision says and nothing else stands on it."""
    content = said_by(decision)
    languages = content["languages"]
    letterhead = letterhead_of(decision.call.funder, decision.prepared_at)
    addresses = {language: check_address(decision, language) for language in languages}
    context = {
        "content": content,
        "columns": [
            _column(content, letterhead, language, addresses[language]) for language in languages
        ],
        "main": languages[0],
        "day": date.fromisoformat(content["date"]),
        "rows": (rows := decision_rows(content)),
        # Decisions of earlier versions have none.
        "has_formulas": any(row["written"].get("formula") for row in rows),
        "made_at": decision.prepared_at.isoformat(),
        "arms": arms_on(letterhead),
        "qr": QR,
        "is_sealed": is_sealing(),
    }
    with override(languages[0]):
        html = render_to_string("reports/documents/decision.html", context)
    return Paper(
        html=html,
        at=decision.prepared_at,
        made={QR: qr_code(addresses[languages[0]]), **drawings_of(letterhead)},
        attached=[attached_content(decision)],
    )


def attached_content(decision: Decision) -> EmbeddedFile:
    """The decision as data, in canonical JSON."""
    name = f"{decision.application.number}.json"
    return EmbeddedFile(name, canonical.dumps(said_by(decision)), "Decision as data (JSON)")


def seal_on(decision: Decision) -> Seal | None:
    """The seal on the document that went out, read from the document itself."""
    stored = decision_document(decision)
    if stored is None:
        return None
    return seal_of(read_stored(stored.file, stored.sha256))


def file_name(decision: Decision) -> str:
    return f"{decision.application.number}-{decision.number.replace('/', '-')}.pdf"


def check_address(decision: Decision, language: str) -> str:
    """The public address where anybody who has the document compares it with the ledger."""
    given = [decision.application.number, paper_mark(decision)]
    with override(language):
        path = reverse("reports:decision_check", args=given)
    return f"{settings.BASE_URL}{path}"


def decision_rows(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The criteria with their words in every language; points are written in the first one."""
    first = content["languages"][0]
    rows = []
    for row in content.get("criteria", []):
        code = row["code"]
        words = {language: text["criteria"][code] for language, text in content["texts"].items()}
        rows.append({**row, "words": words, "written": words[first]})
    return rows


def _column(
    content: dict[str, Any], letterhead: Letterhead, language: str, address: str
) -> PaperColumn:
    """What the decision says of the funder itself stands before what the letterhead says."""
    text = content["texts"][language]
    funder = {**names_on_paper(letterhead, language), **text["funder"]}
    return PaperColumn(language, {**text, "funder": funder}, address.partition("://")[2])
