"""HTML to PDF: PDF/A-3a with tags and PDF/UA identifiers; the same input gives the same bytes."""

import atexit
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from reports.documents.identifiers import add_identifiers
from reports.documents.own_files import HOME, OwnFiles, style_sheet

# Shown as it is to whoever wants a document on a machine without the library.
PANGO = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class DocumentFailed(Exception):
    """The document asked for a file that is not ours; nothing was written."""


@dataclass(frozen=True)
class Attached:
    """A file inside the document; `data` comes back byte for byte."""

    name: str
    data: bytes
    description: str


@dataclass(frozen=True)
class Sheet:
    """What becomes a document: the page, the moment that stands in it, the files it needs."""

    html: str
    at: datetime
    made: Mapping[str, bytes] = field(default_factory=dict)
    attached: Sequence[Attached] = ()


def write_pdf(sheet: Sheet) -> bytes:
    """Raises Refused where the machine has no Pango, DocumentFailed for a foreign address."""
    engine = _engine()
    style, fonts = _style()
    files = OwnFiles(import_module("weasyprint.urls").URLFetcherResponse, sheet.made)
    page = engine.HTML(string=sheet.html, base_url=HOME, url_fetcher=files)
    try:
        return page.write_pdf(
            stylesheets=[style],
            font_config=fonts,
            finisher=add_identifiers,
            pdf_variant="pdf/a-3a",
            pdf_tags=True,
            attachments=[_attachment(engine, one, sheet.at) for one in sheet.attached],
        )
    except import_module("weasyprint.urls").FatalURLFetchingError as fault:
        raise DocumentFailed(str(fault)) from fault


def _engine() -> Any:
    # Not at the top: WeasyPrint needs Pango of the system, and pages must work without it.
    try:
        return import_module("weasyprint")
    except OSError as fault:
        words = _("The PDF needs the library Pango on this machine: %(command)s")
        raise Refused(words % {"command": PANGO}) from fault


@cache
def _style() -> tuple[Any, Any]:
    """Style and fonts are read once for all documents of a process."""
    fonts = import_module("weasyprint.text.fonts").FontConfiguration()
    files = OwnFiles(import_module("weasyprint.urls").URLFetcherResponse)
    style = _engine().CSS(
        string=style_sheet(), base_url=f"{HOME}css/", url_fetcher=files, font_config=fonts
    )
    return style, fonts


# Fonts clean up after themselves and need the interpreter for it.
atexit.register(_style.cache_clear)


def _attachment(engine: Any, one: Attached, at: datetime) -> Any:
    return engine.Attachment(
        string=one.data,
        name=one.name,
        description=one.description,
        created=at.astimezone(UTC),
        modified=at.astimezone(UTC),
        relationship="Data",
    )
