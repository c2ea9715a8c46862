"""The minutes of an opening session as a document, both languages paragraph by paragraph."""

from collections.abc import Container
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from audit.core import canonical
from grants.selectors.funders import letterhead_of
from reports.documents.paper import PaperColumn, arms_on, drawings_of, paper_names_of
from reports.documents.pdf import EmbeddedFile, Paper, write_pdf
from scoring.models import OpeningSession
from scoring.selectors.opening.minutes import minutes_of

# With more rows the document takes too long for whoever waits; the page is printed in parts.
MOST_ROWS = 300


def is_to_draw(session: OpeningSession) -> bool:
    """Whether the minutes are drawn at once, for whoever signs them."""
    return session.closed_at is not None and len(session.opened) <= MOST_ROWS


def minutes_address(session: OpeningSession) -> str:
    """Of the document for those who sign; nothing where it is not drawn."""
    if not is_to_draw(session):
        return ""
    return reverse("reports:minutes_to_sign", args=[session.call.code])


def minutes_pdf(
    session: OpeningSession, named: Container[str] | None = None, *, patiently: bool = False
) -> bytes:
    """The same bytes for the same minutes; ValueError while the session is not over.

    `named` are the numbers of those who may be named in a public copy; None: all are.
    """
    if session.closed_at is None:
        raise ValueError("The session is not over.")
    minutes = minutes_of(session, named)
    languages = list(minutes)
    letterhead = letterhead_of(session.call.funder, session.closed_at)
    context: dict[str, Any] = {
        "columns": [
            PaperColumn(code, {**minutes[code], **paper_names_of(letterhead, code)})
            for code in minutes
        ],
        "main": languages[0],
        "first": minutes[languages[0]],
        "arms": arms_on(letterhead),
        "made_at": session.closed_at.isoformat(),
        "call": session.call,
    }
    with override(languages[0]):
        html = render_to_string("reports/documents/minutes.html", context)
    data = EmbeddedFile(
        f"{session.call.code}-minutes.json", canonical.dumps(minutes), "Minutes as data (JSON)"
    )
    return write_pdf(
        Paper(html=html, at=session.closed_at, made=drawings_of(letterhead), attached=[data]),
        patiently=patiently,
    )
