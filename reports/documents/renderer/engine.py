"""HTML to PDF/A-3a by WeasyPrint, with nothing at hand but what came with the page."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from reports.documents.renderer.finishing import finish, finish_form

# No such host exists (RFC 2606): the address only tells our own files from all others.
HOME = "https://documents.invalid/"
_TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}
_NAME = re.compile(r"[a-z]+/[\w.-]+")


class ForeignAddress(FatalURLFetchingError):
    """The page asked for a file that did not come with it."""


class OwnFiles:
    """What WeasyPrint asks for files: those that were given by name, and no others."""

    # WeasyPrint reads it: a file that is refused stops the document, it is never left out.
    _fail_on_errors = True

    def __init__(self, given: Mapping[str, bytes]) -> None:
        self.given = given

    def __call__(self, url: str) -> URLFetcherResponse:
        name = url.removeprefix(HOME)
        if name == url or not _NAME.fullmatch(name) or name not in self.given:
            raise ForeignAddress(url)
        kind = _TYPES[PurePosixPath(name).suffix]
        return URLFetcherResponse(url, self.given[name], {"Content-Type": kind})


class Engine:
    """Style and fonts are read once; after that each page is a function of what is given."""

    def __init__(self, style: str, fonts: Mapping[str, bytes]) -> None:
        self.fonts = FontConfiguration()
        self.style = CSS(
            string=style,
            base_url=f"{HOME}css/",
            url_fetcher=OwnFiles(fonts),
            font_config=self.fonts,
        )

    def render(
        self,
        html: str,
        at: datetime,
        made: Mapping[str, bytes],
        attached: Sequence[tuple[str, str, bytes]],
    ) -> bytes:
        """The same bytes for the same input. Raises ForeignAddress.

        `attached`: name, description and content of each file within the document.
        """
        page = HTML(string=html, base_url=HOME, url_fetcher=OwnFiles(made))
        pdf: bytes = page.write_pdf(
            stylesheets=[self.style],
            font_config=self.fonts,
            finisher=finish,
            pdf_variant="pdf/a-3a",
            pdf_tags=True,
            attachments=[_attachment(*one, at) for one in attached],
        )
        return pdf

    def render_form(
        self,
        html: str,
        _at: datetime,
        made: Mapping[str, bytes],
        _attached: Sequence[tuple[str, str, bytes]],
    ) -> bytes:
        """A document whose inputs can be filled in; the same bytes for the same input."""
        page = HTML(string=html, base_url=HOME, url_fetcher=OwnFiles(made))
        pdf: bytes = page.write_pdf(
            stylesheets=[self.style],
            font_config=self.fonts,
            finisher=finish_form,
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            pdf_forms=True,
        )
        return pdf


def _attachment(name: str, description: str, data: bytes, at: datetime) -> Any:
    return Attachment(
        string=data,
        name=name,
        description=description,
        created=at,
        modified=at,
        relationship="Data",
    )
