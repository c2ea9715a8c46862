"""The sheet of a lot: points by criterion, place, requested, highest possible, granted."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.selectors.summary import Summary, SummaryLot, SummaryRow
from reports.spreadsheets import cells
from reports.spreadsheets.words import in_all, kind_in_all, texts_in_all

HEAD_ROW = 4
_BEFORE = (_("No."), _("Number"), _("Applicant"), _("Title"))
_AFTER = (
    _("Total"),
    _("Place"),
    _("Requested, €"),
    _("At most, €"),
    _("Awarded, €"),
    _("Decision"),
)


def add_points_sheet(book: Workbook, summary: Summary, lot: SummaryLot) -> str:
    """The title of the sheet, to which the sheet of amounts refers."""
    sheet = book.create_sheet(_title(summary, lot))
    languages = summary.languages
    head = cells.write_text(sheet, 1, 1, texts_in_all(languages, summary.call.title))
    head.font = cells.BOLD
    cells.write_text(sheet, 2, 1, f"{lot.code}: {texts_in_all(languages, lot.title)}")
    criteria = [one for one in lot.criteria if not one["group"] or not one["depth"]]
    cells.write_head(sheet, HEAD_ROW, _head(summary, lot, criteria))
    for place, row in enumerate(lot.rows, start=1):
        _write_row(sheet, summary, lot, criteria, place, row)
    _write_sums(sheet, summary, lot, len(criteria))
    widths = [6, 14, 32, 30, *[11] * len(criteria), 11, 8, 15, 15, 15, 26]
    cells.set_up(sheet, widths, HEAD_ROW, f"D{HEAD_ROW + 1}")
    return str(sheet.title)


def _title(summary: Summary, lot: SummaryLot) -> str:
    return f"{lot.code} {in_all(summary.languages, _('Points'), ' – ')}"[:31]


def _head(summary: Summary, lot: SummaryLot, criteria: list[dict[str, Any]]) -> list[str]:
    languages = summary.languages
    middle = [
        f"{one['code']} {texts_in_all(languages, lot.titles[one['code']], chr(10))}"
        for one in criteria
    ]
    before = [in_all(languages, words) for words in _BEFORE]
    return [*before, *middle, *(in_all(languages, words) for words in _AFTER)]


def _write_row(
    sheet: Worksheet,
    summary: Summary,
    lot: SummaryLot,
    criteria: list[dict[str, Any]],
    place: int,
    row: SummaryRow,
) -> None:
    at = HEAD_ROW + place
    cells.write_number(sheet, at, 1, place, "0")
    for column, text in enumerate((row.number, row.applicant, row.title), start=2):
        cells.write_text(sheet, at, column, text)
    for offset, one in enumerate(criteria):
        points = row.points.get(one["code"])
        cells.write_points(sheet, at, 5 + offset, points, lot.decimals)
    after = 5 + len(criteria)
    cells.write_points(sheet, at, after, row.total, lot.decimals).font = cells.BOLD
    if row.rank is not None:
        cells.write_number(sheet, at, after + 1, row.rank, "0")
    for offset, cents in enumerate((row.requested, row.cap, row.amount), start=2):
        cells.write_money(sheet, at, after + offset, cents)
    cells.write_text(sheet, at, after + 5, kind_in_all(summary.languages, row.kind))


def _write_sums(sheet: Worksheet, summary: Summary, lot: SummaryLot, criteria: int) -> None:
    first, last = HEAD_ROW + 1, HEAD_ROW + len(lot.rows)
    at = last + 1
    words = cells.write_text(sheet, at, 3, in_all(summary.languages, _("Sum"), " – "))
    words.font, words.border = cells.BOLD, cells.SUM_LINE
    for column in range(5 + criteria + 2, 5 + criteria + 5):
        letter = get_column_letter(column)
        formula = f"=SUM({letter}{first}:{letter}{last})" if lot.rows else "=0"
        cell = cells.write_number(sheet, at, column, formula, cells.MONEY)
        cell.font, cell.border = cells.BOLD, cells.SUM_LINE
