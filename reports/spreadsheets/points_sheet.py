"""The list of a lot: who, total, place, money and decision first, then the points by criterion.

What a council member looks for stands on the first page; the criteria follow to its right.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from reports.selectors.summary import Summary, SummaryLot, SummaryRow
from reports.spreadsheets import cells
from reports.spreadsheets.book import WorkbookSheet
from reports.spreadsheets.cells import Cell, Line, Look
from reports.spreadsheets.words import head_line, in_all, outcome_in_all, texts_in_all

HEAD_ROW = 4
_COLUMNS = (
    (_("No."), 5),
    (_("Number"), 14),
    (_("Applicant"), 30),
    (_("Title"), 26),
    (_("Total"), 9),
    (_("Place"), 8),
    (_("Requested, €"), 14),
    (_("At most, €"), 14),
    (_("Awarded, €"), 14),
    (_("Decision"), 38),
)
_MONEY_COLUMNS = (7, 8, 9)
_CRITERION_WIDTH = 12
_DECISION = Look(wrap=True, indented=True)


def points_sheet(summary: Summary, lot: SummaryLot) -> WorkbookSheet:
    languages = summary.languages
    criteria = [one for one in lot.criteria if not one["group"] or not one["depth"]]
    head = [in_all(languages, words) for words, _width in _COLUMNS]
    head += [_heading(languages, lot, one) for one in criteria]
    widths = [*(width for _words, width in _COLUMNS), *[_CRITERION_WIDTH] * len(criteria)]
    return WorkbookSheet(
        title=f"{lot.code} {in_all(languages, _('Points'), ' – ')}",
        lines=_lines(summary, lot, head, [str(one["code"]) for one in criteria]),
        widths=widths,
        head=HEAD_ROW,
        kept=3,
    )


def _heading(languages: list[str], lot: SummaryLot, row: dict[str, Any]) -> str:
    code = row["code"]
    most = f" (≤ {row['maximum']})" if row["maximum"] else ""
    return f"{code}{most}\n{texts_in_all(languages, lot.titles[code], chr(10))}"


def _lines(
    summary: Summary, lot: SummaryLot, head: list[str], criteria: list[str]
) -> Iterator[Line]:
    languages = summary.languages
    yield [cells.text(texts_in_all(languages, summary.call.title), cells.BOLD)]
    yield [cells.text(f"{lot.code}: {texts_in_all(languages, lot.title)}")]
    yield []
    yield head_line(head)
    shown = Look(cells.points_format(lot.decimals))
    bold = Look(shown.number, bold=True)
    for place, row in enumerate(lot.rows, start=1):
        yield [
            *_who(place, row),
            _points(row.total, bold),
            None if row.rank is None else cells.number(row.rank, cells.COUNT),
            cells.money(row.requested),
            cells.money(row.cap),
            cells.money(row.amount),
            cells.text(outcome_in_all(tuple(languages), row.kind, row.outcome), _DECISION),
            *[_points(row.points.get(code), shown) for code in criteria],
        ]
    yield _sums(in_all(languages, _("Sum"), " – "), HEAD_ROW + place if lot.rows else HEAD_ROW)


def _points(value: Fraction | None, look: Look) -> Cell | None:
    return None if value is None else cells.exact(value, look)


def _who(place: int, row: SummaryRow) -> Line:
    return [
        cells.number(place, cells.COUNT),
        cells.text(row.number, cells.ASIDE),
        cells.text(row.applicant, cells.WRAPPED),
        cells.text(row.title, cells.WRAPPED),
    ]


def _sums(words: str, last: int) -> Line:
    line: Line = [None] * len(_COLUMNS)
    line[2] = cells.text(words, Look(bold=True, sum_line=True))
    for column in _MONEY_COLUMNS:
        line[column - 1] = _sum_of(column, last)
    return line


def _sum_of(column: int, last: int) -> Cell:
    letter = get_column_letter(column)
    rows = f"SUM({letter}{HEAD_ROW + 1}:{letter}{last})" if last > HEAD_ROW else "0"
    return cells.formula(rows, cells.SUM)
