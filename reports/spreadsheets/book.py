"""A workbook written row by row: however long a table is, only one row of it is in memory."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from accounts.guarded.alive import lively
from reports.spreadsheets.cells import Line, Look, lines_of

_INK, _SEA, _STONE = "13232E", "E4EFF4", "C3CDD3"
_LINE = Border(bottom=Side(style="thin", color=_STONE))
_SUM_LINE = Border(top=Side(style="thin", color=_INK))
# Characters that a landscape A4 page holds in a size that can still be read.
_PAGE_WIDTH = 200
_MARGIN = 0.4
_LINE_HEIGHT, _MOST_HEIGHT = 15, 409


@dataclass(frozen=True)
class WorkbookSheet:
    """A table with its head, and how it is shown and printed.

    `head` is the row that is repeated on every page; above it stand the lines of an introduction.
    `kept` columns stay on the left, on the screen and on paper.
    """

    title: str
    lines: Iterable[Line]
    widths: list[int]
    head: int
    kept: int


def write_book(sheets: Iterable[WorkbookSheet], *, title: str, at: datetime) -> bytes:
    """The bytes of the file, which says that it was made `at`."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "Merila"
    book.properties.created = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.calculation.fullCalcOnLoad = True
    for sheet in sheets:
        page = _page(book, sheet)
        page.print_area = _write_rows(page, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Looks(dict[Look, Any]):
    """One cell for each look, filled anew for each place: a row is written cell by cell."""

    def __init__(self, page: Worksheet) -> None:
        super().__init__()
        self._page = page

    def __missing__(self, look: Look) -> Any:
        cell: Any = WriteOnlyCell(self._page)
        cell.number_format = look.number
        cell.alignment = Alignment(
            wrap_text=look.wrap or None,
            vertical="top",
            horizontal="left" if look.indented else None,
            indent=1 if look.indented else 0,
        )
        if look.bold:
            cell.font = Font(name="Calibri", bold=True, color=_INK)
        if look.head:
            cell.fill = PatternFill("solid", fgColor=_SEA)
        if look.head or look.sum_line:
            cell.border = _LINE if look.head else _SUM_LINE
        cell.quotePrefix = look.quoted
        self[look] = cell
        return cell


def _page(book: Workbook, sheet: WorkbookSheet) -> Worksheet:
    page: Worksheet = book.create_sheet(sheet.title[:31])
    for place, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = f"{get_column_letter(sheet.kept + 1)}{sheet.head + 1}"
    page.print_title_rows = f"{sheet.head}:{sheet.head}"
    pages = _pages_wide(sheet)
    if pages > 1 and sheet.kept:
        page.print_title_cols = f"A:{get_column_letter(sheet.kept)}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = pages, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = _MARGIN
    page.page_margins.top = page.page_margins.bottom = 2 * _MARGIN
    footer: Any = page.oddFooter
    footer.left.text, footer.right.text = "&A", "&P / &N"
    return page


def _pages_wide(sheet: WorkbookSheet) -> int:
    """On how many pages side by side a table stays readable; the kept columns stand on each."""
    kept = sum(sheet.widths[: sheet.kept])
    return max(1, -(-(sum(sheet.widths) - kept) // (_PAGE_WIDTH - kept)))


def _write_rows(page: Worksheet, sheet: WorkbookSheet) -> str:
    """Write the rows; the cells that they fill, as `A1:J20`."""
    looks, at = _Looks(page), 0
    for at, line in enumerate(lively(sheet.lines), start=1):
        height = _height(line, sheet.widths)
        if height is not None:
            page.row_dimensions[at].height = height
        # Each cell is written before the next one is asked for.
        cells: Any = _cells(line, looks)
        page.append(cells)
        page.row_dimensions.pop(at, None)
    return f"A1:{get_column_letter(len(sheet.widths))}{max(at, 1)}"


def _height(line: Line, widths: list[int]) -> int | None:
    """A program does not ask by itself how high a row with wrapped texts has to be."""
    wrapped = ((cell, width) for cell, width in zip(line, widths, strict=False) if cell)
    lines = max((lines_of(cell.words, width) for cell, width in wrapped if cell.words), default=1)
    return None if lines < 2 else min(_LINE_HEIGHT * lines + 3, _MOST_HEIGHT)


def _cells(line: Line, looks: _Looks) -> Iterator[Any]:
    for cell in line:
        if cell is None:
            yield None
            continue
        written = looks[cell.look]
        written.value = cell.written
        # After the value, from which openpyxl would guess it: a text may begin like a formula.
        written.data_type = cell.type.value
        yield written
