"""The receipt of an application as a document: number, time, ledger entry, fingerprint."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from audit.core import canonical
from grants.models import Submission
from grants.selectors.funders import letterhead_of
from reports.documents.paper import PaperColumn, arms_on, drawings_of, paper_names_of, qr_code
from reports.documents.pdf import EmbeddedFile, Paper, write_pdf

QR = "made/qr.svg"


def receipt_pdf(submission: Submission) -> bytes:
    """The same bytes for the same submission; the receipt itself is attached as JSON."""
    application = submission.application
    letterhead = letterhead_of(application.call.funder, submission.submitted_at)
    languages = application.call.official_languages
    addresses = {code: _entry_address(submission.entry.seq, code) for code in languages}
    columns = [
        PaperColumn(code, paper_names_of(letterhead, code), addresses[code].partition("://")[2])
        for code in languages
    ]
    context: dict[str, Any] = {
        "columns": columns,
        "main": languages[0],
        "arms": arms_on(letterhead),
        "qr": QR,
        "made_at": submission.submitted_at.isoformat(),
        "submission": submission,
        "application": application,
        "seq": submission.entry.seq,
        "call": application.call,
        "lot": application.lot,
    }
    with override(languages[0]):
        html = render_to_string("reports/documents/receipt.html", context)
    data = canonical.dumps(submission.receipt)
    return write_pdf(
        Paper(
            html=html,
            at=submission.submitted_at,
            made={QR: qr_code(addresses[languages[0]]), **drawings_of(letterhead)},
            attached=[EmbeddedFile("receipt.json", data, "Receipt as data (JSON)")],
        )
    )


def _entry_address(seq: int, language: str) -> str:
    with override(language):
        return f"{settings.BASE_URL}{reverse('audit:entry', args=[seq])}"
