"""Cells as they must be: text stays text, money and points are numbers, never floats of ours."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.csv_files import DANGEROUS

AnyCell = Cell | MergedCell
MONEY = "#,##0.00"
_INK, _SEA, _STONE = "13232E", "E4EFF4", "C3CDD3"
BOLD = Font(name="Calibri", bold=True, color=_INK)
HEAD = PatternFill("solid", fgColor=_SEA)
LINE = Border(bottom=Side(style="thin", color=_STONE))
SUM_LINE = Border(top=Side(style="thin", color=_INK))


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> AnyCell:
    """Text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = "".join(letter for letter in text if letter >= " " or letter == "\n")
    cell.data_type = "s"
    if text.startswith(DANGEROUS):
        cell.quotePrefix = True
    return cell


def write_money(sheet: Worksheet, row: int, column: int, cents: int) -> AnyCell:
    return write_number(sheet, row, column, Decimal(cents) / 100, MONEY)


def write_points(
    sheet: Worksheet, row: int, column: int, points: Fraction | None, decimals: int | None
) -> AnyCell:
    if points is None:
        return sheet.cell(row, column)
    number = Decimal(points.numerator) / Decimal(points.denominator)
    return write_number(sheet, row, column, number, points_format(decimals))


def points_format(decimals: int | None) -> str:
    if decimals is None:
        return "0.####"
    return f"0.{'0' * decimals}" if decimals else "0"


def write_number(
    sheet: Worksheet, row: int, column: int, number: Decimal | int | str, shown: str
) -> AnyCell:
    """A number, or a formula of ours when it is text."""
    cell = sheet.cell(row, column, number)
    cell.number_format = shown
    return cell


def write_head(sheet: Worksheet, row: int, words: Iterable[str]) -> None:
    """The head of a table: wrapped, filled, repeated on every printed page."""
    for column, text in enumerate(words, start=1):
        cell = write_text(sheet, row, column, text)
        cell.font, cell.fill, cell.border = BOLD, HEAD, LINE
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.print_title_rows = f"{row}:{row}"


def set_up(sheet: Worksheet, widths: list[int], head: int, frozen: str) -> None:
    """Widths of the columns, the head that stays, and a printed page that fits in width."""
    texts = [str(cell.value or "") for cell in sheet[head]]
    lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=False))
    sheet.row_dimensions[head].height = 15 * lines + 3
    for place, width in enumerate(widths):
        sheet.column_dimensions[get_column_letter(place + 1)].width = width
    sheet.freeze_panes = frozen
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter
    footer.left.text, footer.right.text = "&A", "&P / &N"


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; a spreadsheet program does not ask."""
    return sum(1 + len(part) // max(width - 1, 1) for part in text.split("\n"))
