"""The sheet of a pot: every amount computed again by formulas, and the difference, which is 0."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.selectors.summary import Summary, SummaryLot, SummaryRow
from reports.spreadsheets import cells
from reports.spreadsheets.words import in_all, texts_in_all
from scoring.core.allocation_rule import Method

HEAD_ROW = 9
_POT, _UNIT, _TOP, _BOTTOM = "$C$3", "$C$4", "$C$5", "$C$6"
# Wider than what a spreadsheet loses in a product, narrower than the smallest remainder of a pot.
_TOUCH = "0.0000000001"
_COMMON = (_("Number"), _("Points"), _("At most, €"))
_BY_VALUE = (_("Points × value"), _("Rounded down"), _("Left-over unit"), _("Computed, €"))
_BY_RANK = (_("In the pot before, €"), _("In the pot after, €"))
_END = (_("Awarded, €"), _("Difference"))


def add_amounts_sheet(book: Workbook, summary: Summary, lot: SummaryLot) -> None:
    sheet = book.create_sheet(f"{lot.code} {in_all(summary.languages, _('Funds'), ' – ')}"[:31])
    languages = summary.languages
    title = f"{lot.code}: {texts_in_all(languages, lot.title)}"
    cells.write_text(sheet, 1, 1, title).font = cells.BOLD
    _write_pot(sheet, summary, lot)
    rows = [row for row in lot.rows if row.rank is not None]
    by_value = lot.method == Method.POINT_VALUE and lot.factor is not None
    by_rank = lot.method == Method.RANKED
    middle = _BY_VALUE if by_value else _BY_RANK if by_rank else ()
    ending = _END if by_value else _END[:1]
    head = (*_COMMON, *middle, *ending)
    cells.write_head(sheet, HEAD_ROW, [in_all(languages, words) for words in head])
    for place, row in enumerate(rows, start=HEAD_ROW + 1):
        _write_common(sheet, lot, row, place)
        if by_value:
            _write_by_value(sheet, row, place)
        elif by_rank:
            _write_by_rank(sheet, row, place)
        else:
            cells.write_money(sheet, place, 4, row.amount)
    column = "H" if by_value else "F" if by_rank else "D"
    _write_checks(sheet, summary, len(rows), column, "I" if by_value else "")
    cells.set_up(sheet, [40, 14, 18, 18, 18, 18, 18, 18, 14], HEAD_ROW, f"B{HEAD_ROW + 1}")


def _write_pot(sheet: Worksheet, summary: Summary, lot: SummaryLot) -> None:
    lines = [
        (_("Funds of the lot, with what was received, €"), Decimal(lot.pot) / 100, cells.MONEY),
        (_("Rounding unit, €"), Decimal(lot.unit) / 100, cells.MONEY),
    ]
    if lot.factor is not None:
        lines.append((_("Value: numerator"), Decimal(lot.factor.numerator), "0"))
        lines.append((_("Value: denominator"), Decimal(lot.factor.denominator), "0"))
    for place, (words, number, shown) in enumerate(lines, start=3):
        cells.write_text(sheet, place, 1, in_all(summary.languages, words, " – "))
        cells.write_number(sheet, place, 3, number, shown)
    if lot.factor is not None:
        cells.write_text(sheet, 7, 1, in_all(summary.languages, _("Value, shown"), " – "))
        cells.write_number(sheet, 7, 3, f"={_TOP}/{_BOTTOM}", "0.0000")


def _write_common(sheet: Worksheet, lot: SummaryLot, row: SummaryRow, at: int) -> None:
    cells.write_text(sheet, at, 1, row.number)
    cells.write_points(sheet, at, 2, row.total, lot.decimals)
    cells.write_money(sheet, at, 3, row.cap)


def _write_by_value(sheet: Worksheet, row: SummaryRow, at: int) -> None:
    """Points × value, rounded down to the unit, a left-over unit, at least and at most."""
    cells.write_number(sheet, at, 4, f"=B{at}*{_TOP}/{_BOTTOM}", "#,##0.000000")
    down = f"=ROUNDDOWN(D{at}/{_UNIT}+{_TOUCH},0)*{_UNIT}"
    cells.write_number(sheet, at, 5, down, cells.MONEY)
    cells.write_number(sheet, at, 6, f"={row.leftover}*{_UNIT}", cells.MONEY)
    least = Decimal(row.least) / 100
    found = "0" if row.is_out else f"MAX({least},MIN(C{at},E{at}+F{at}))"
    cells.write_number(sheet, at, 7, f"={found}", cells.MONEY)
    cells.write_money(sheet, at, 8, row.amount).font = cells.BOLD
    cells.write_number(sheet, at, 9, f"=ROUND(H{at}-G{at},2)", cells.MONEY)


def _write_by_rank(sheet: Worksheet, row: SummaryRow, at: int) -> None:
    before = _POT if at == HEAD_ROW + 1 else f"E{at - 1}"
    cells.write_number(sheet, at, 4, f"={before}", cells.MONEY)
    cells.write_number(sheet, at, 5, f"=D{at}-F{at}", cells.MONEY)
    cells.write_money(sheet, at, 6, row.amount).font = cells.BOLD


def _write_checks(
    sheet: Worksheet, summary: Summary, rows: int, column: str, difference: str
) -> None:
    first, last = HEAD_ROW + 1, HEAD_ROW + rows
    at = last + 1
    checks = [
        (_("Sum of the amounts, €"), f"SUM({column}{first}:{column}{last})" if rows else "0"),
        (_("Left in the pot, €"), f"ROUND({_POT}-C{at},2)"),
    ]
    if difference:
        checks.append((_("Sum of all differences"), f"SUM({difference}{first}:{difference}{last})"))
    for place, (words, formula) in enumerate(checks, start=at):
        name = cells.write_text(sheet, place, 1, in_all(summary.languages, words, " – "))
        cell = cells.write_number(sheet, place, 3, f"={formula}", cells.MONEY)
        name.font = cell.font = cells.BOLD
        if place == at:
            name.border = cell.border = cells.SUM_LINE
