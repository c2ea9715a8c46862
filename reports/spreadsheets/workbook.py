"""The summary of a call as a workbook: points and funds of every lot, and the reasons."""

import io
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.styles import Alignment

from grants.answers_in_words import text_in
from reports.selectors.summary import Summary
from reports.spreadsheets import cells
from reports.spreadsheets.amounts_sheet import add_amounts_sheet
from reports.spreadsheets.points_sheet import add_points_sheet
from reports.spreadsheets.words import in_all

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def summary_workbook(summary: Summary) -> bytes:
    """Sheets of every lot in the order of the call, then the reasons."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = text_in(summary.call.title, summary.languages[0])
    book.properties.creator = "Merila"
    moment = summary.call.results_published_at or summary.call.updated_at
    book.properties.created = book.properties.modified = _plain(moment)
    for lot in summary.lots:
        add_points_sheet(book, summary, lot)
        if lot.method:
            add_amounts_sheet(book, summary, lot)
    _add_reasons(book, summary)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _add_reasons(book: Workbook, summary: Summary) -> None:
    languages = summary.languages
    sheet = book.create_sheet(in_all(languages, _("Reasons"), " – ")[:31])
    head = [in_all(languages, words) for words in (_("Number"), _("Criterion"))]
    head += [in_all([language], _("Reason")) for language in languages]
    cells.write_head(sheet, 1, head)
    at = 1
    for lot in summary.lots:
        for row in lot.rows:
            for code, texts in sorted(row.reasons.items()):
                at += 1
                said = [row.number, code, *(texts.get(language, "") for language in languages)]
                for column, text in enumerate(said, start=1):
                    cell = cells.write_text(sheet, at, column, text)
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cells.set_up(sheet, [14, 12, *[60] * len(languages)], 1, "C2")
