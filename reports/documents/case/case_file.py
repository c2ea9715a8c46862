"""The whole of a procedure as a judge reads it: one document of an application, with its index.

Index, then the pieces in order, a bookmark for each, and the number of the page on every page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.selectors import newest_entry
from grants.models import Application
from grants.selectors.funders import letterhead_of
from reports.documents.case.binder import bind, page_counts
from reports.documents.case.pieces import CasePiece, active_language, midnight, pieces_of
from reports.documents.paper import PaperColumn, arms_on, drawings_of, paper_names_of
from reports.documents.pdf import Paper, write_pdf

# More takes longer than anybody waits; then a job makes it.
MOST_BYTES_AT_ONCE = 3 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class IndexRow:
    """`page` is 0 where the piece is listed alone."""

    number: int
    piece: CasePiece
    page: int


@dataclass(frozen=True, slots=True)
class CaseFile:
    application: Application
    language: str
    for_desk: bool
    # Numbers of rulings that are about the reader.
    unread: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """It says everything that the file is made of: what is entered since makes it anew."""
        call = self.application.call
        seq, head = newest_entry(call.code_in_ledger), letterhead_of(call.funder).pk
        reader = "-".join(["desk" if self.for_desk else "own", *map(str, self.unread)])
        return f"case-file-{self.application.pk}-{seq}-{head}-{reader}-{self.language}"

    @property
    def is_long(self) -> bool:
        sizes = self.application.attachments.exclude(file="").values_list("size", flat=True)
        return sum(one or 0 for one in sizes) > MOST_BYTES_AT_ONCE

    def kept(self) -> bytes | None:
        data: bytes | None = caches["shared"].get(self.key)
        return data

    def make(self) -> bytes:
        """Kept from then on. Raises what `write_pdf` raises, ChildFailed."""
        key = self.key
        with override(self.language):
            pieces = pieces_of(self.application, for_desk=self.for_desk, unread=self.unread)
            data = _made(self.application, pieces)
        caches["shared"].set(key, data, None)
        return data


def _made(application: Application, pieces: Sequence[CasePiece]) -> bytes:
    counted = page_counts([one.data for one in pieces])
    index = _index(application, pieces, counted, 1)
    (length,) = page_counts([index])
    if length != 1:
        index = _index(application, pieces, counted, length)
    shown = [one for one, pages in zip(pieces, counted, strict=True) if pages]
    titles = [_("Index"), *(one.title for one in shown)]
    return bind(titles, [index, *(one.data for one in shown)])


def _index(
    application: Application, pieces: Sequence[CasePiece], counted: Sequence[int], length: int
) -> bytes:
    """A table: number, day, document, page; it takes `length` pages itself."""
    rows, page = [], length + 1
    for number, (piece, pages) in enumerate(zip(pieces, counted, strict=True), 1):
        rows.append(IndexRow(number, piece, page if pages else 0))
        page += pages
    letterhead, at = letterhead_of(application.call.funder), midnight()
    language = active_language()
    context = {
        "columns": [PaperColumn(language, paper_names_of(letterhead, language))],
        "main": language,
        "arms": arms_on(letterhead),
        "made_at": at.isoformat(),
        "application": application,
        "call": application.call,
        "rows": rows,
        "pages": page - 1,
    }
    html = render_to_string("reports/documents/case_index.html", context)
    return write_pdf(Paper(html=html, at=at, made=drawings_of(letterhead)))
