"""A workbook written row by row: however long a table is, only one row of it is in memory.

openpyxl makes everything around the rows (styles, page set-up, names, parts of the package); the
rows are put in as text.
"""

import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.spreadsheets.cells import Line, Look, lines_of

_INK, _SEA, _STONE = "13232E", "E4EFF4", "C3CDD3"
_LINE = Border(bottom=Side(style="thin", color=_STONE))
_SUM_LINE = Border(top=Side(style="thin", color=_INK))
_NO_ROWS = re.compile(rb"<sheetData(?: ?/>|></sheetData>)")
_NO_SIZE = re.compile(rb"<dimension ref=\"[^\"]*\" ?/>")
# Characters that a landscape A4 page holds in a size that can still be read.
_PAGE_WIDTH = 200
_MARGIN = 0.4
_LINE_HEIGHT, _MOST_HEIGHT = 15, 409
_BUFFER = 256 * 1024


@dataclass(frozen=True)
class Sheet:
    """A table with its head, and how it is shown and printed.

    `head` is the row that is repeated on every page; above it stand the lines of an introduction.
    `kept` columns stay on the left, on the screen and on paper.
    """

    title: str
    lines: Iterable[Line]
    widths: list[int]
    head: int
    kept: int


def write_book(sheets: Iterable[Sheet], *, title: str, at: datetime) -> bytes:
    """The bytes of the file, which says that it was made `at`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = title, "Merila"
    book.properties.created = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.calculation.fullCalcOnLoad = True
    looks = _Looks(book)
    with ExitStack() as open_files:
        rows = []
        for sheet in sheets:
            page = _page(book, sheet)
            held: IO[bytes] = open_files.enter_context(tempfile.TemporaryFile(buffering=_BUFFER))
            page.print_area = size = _write_rows(held, sheet, looks)
            rows.append((held, size))
        return _packed(book, rows)


class _Looks(dict[Look, int]):
    """The number of each look in the styles of the book, given when it is first used."""

    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, look: Look) -> int:
        cell: Any = WriteOnlyCell(self._book.worksheets[0])
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
        self[look] = number = int(cell.style_id)
        return number


def _page(book: Workbook, sheet: Sheet) -> Worksheet:
    page: Worksheet = book.create_sheet(sheet.title[:31])
    for place, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = f"{get_column_letter(sheet.kept + 1)}{sheet.head + 1}"
    page.print_title_rows = f"{sheet.head}:{sheet.head}"
    pages = _pages_wide(sheet)
    if pages > 1 and sheet.kept:
        page.print_title_cols = f"A:{get_column_letter(sheet.kept)}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = pages, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = _MARGIN
    page.page_margins.top = page.page_margins.bottom = 2 * _MARGIN
    footer: Any = page.oddFooter
    footer.left.text, footer.right.text = "&A", "&P / &N"
    return page


def _pages_wide(sheet: Sheet) -> int:
    """On how many pages side by side a table stays readable; the kept columns stand on each."""
    kept = sum(sheet.widths[: sheet.kept])
    return max(1, -(-(sum(sheet.widths) - kept) // (_PAGE_WIDTH - kept)))


def _write_rows(held: IO[bytes], sheet: Sheet, looks: _Looks) -> str:
    """Write the rows as XML; the cells that they fill, as `A1:J20`."""
    letters = [get_column_letter(place) for place in range(1, len(sheet.widths) + 1)]
    at = 0
    for at, line in enumerate(sheet.lines, start=1):
        tall = _height(line, sheet.widths)
        row = f'<row r="{at}"{tall}>{"".join(_cells(letters, at, line, looks))}</row>'
        held.write(row.encode())
    return f"A1:{letters[-1]}{max(at, 1)}"


def _height(line: Line, widths: list[int]) -> str:
    """A program does not ask by itself how high a row with wrapped texts has to be."""
    wrapped = ((cell, width) for cell, width in zip(line, widths, strict=False) if cell)
    lines = max((lines_of(cell.words, width) for cell, width in wrapped if cell.words), default=1)
    if lines < 2:
        return ""
    return f' ht="{min(_LINE_HEIGHT * lines + 3, _MOST_HEIGHT)}" customHeight="1"'


def _cells(letters: list[str], at: int, line: Line, looks: _Looks) -> Iterator[str]:
    for letter, cell in zip(letters, line, strict=False):
        if cell is not None:
            kind = f' t="{cell.type}"' if cell.type else ""
            yield f'<c r="{letter}{at}" s="{looks[cell.look]}"{kind}>{cell.inside}</c>'


def _packed(book: Workbook, rows: list[tuple[IO[bytes], str]]) -> bytes:
    """The package with the rows in their sheets."""
    around, out = io.BytesIO(), io.BytesIO()
    book.save(around)
    parts = {f"xl/worksheets/sheet{place}.xml": one for place, one in enumerate(rows, start=1)}
    with ZipFile(around) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            with target.open(part.filename, "w") as written:
                if part.filename in parts:
                    _fill(written, source.read(part), *parts[part.filename])
                else:
                    written.write(source.read(part))
    return out.getvalue()


def _fill(written: IO[bytes], empty: bytes, held: IO[bytes], size: str) -> None:
    before, after = _NO_ROWS.split(_NO_SIZE.sub(f'<dimension ref="{size}"/>'.encode(), empty))
    written.write(before + b"<sheetData>")
    held.seek(0)
    shutil.copyfileobj(held, written, _BUFFER)
    written.write(b"</sheetData>" + after)
