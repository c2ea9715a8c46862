"""The sheet of a pot: every amount computed again by formulas, and the difference, which is 0.

All six methods. What the computation decided application by application (who was refused below
the minimum, who was raised to it) stands as numbers and says so; everything else is a formula.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from callfile.allocation.methods import Method
from callfile.allocation.rule import AllocationRule
from grants.formats import text_in
from reports.selectors.summary import Summary, SummaryLot, SummaryRow
from reports.spreadsheets import cells
from reports.spreadsheets.book import WorkbookSheet
from reports.spreadsheets.cells import Cell, Line, Look
from reports.spreadsheets.division import (
    EXACT,
    division_columns,
    division_figures,
    in_rounds,
    round_formulas,
)
from reports.spreadsheets.rank_order import rank_columns
from reports.spreadsheets.table import Figure, SheetColumn, SheetTable, Words
from reports.spreadsheets.words import head_line, in_all, texts_in_all

_TO_UNITS = "INT(ROUND({%s}/{unit},6))"


def amounts_sheet(summary: Summary, lot: SummaryLot, rule: AllocationRule) -> WorkbookSheet:
    return _Funds(summary, lot, rule).sheet()


class _Funds:
    """Lines in the order of the page: figures, bands, rounds, the table, the checks."""

    def __init__(self, summary: Summary, lot: SummaryLot, rule: AllocationRule) -> None:
        self._languages, self._lot, self._rule = summary.languages, lot, rule
        by_rank = rule.method == Method.RANKED or rule.over == "ranked"
        self._in_rounds = not by_rank and in_rounds(rule)
        middle = rank_columns(rule) if by_rank else division_columns(rule)
        self._table = SheetTable(list(self._columns(list(middle))), lot.ranked, 0)
        self._figures = [*self._openings(), *([] if by_rank else division_figures(lot, rule))]
        self._place()

    def sheet(self) -> WorkbookSheet:
        head = [in_all(self._languages, column.words) for column in self._table.columns]
        widths = [column.width for column in self._table.columns]
        return WorkbookSheet(
            title=f"{self._lot.code} {in_all(self._languages, _('Funds'), ' – ')}",
            lines=self._lines(head),
            widths=widths,
            head=self._table.head,
            kept=1,
        )

    def _openings(self) -> list[Figure]:
        """What every method begins with."""
        lot, rule = self._lot, self._rule
        least = "MAX(1,ROUNDUP(ROUND({minimum}/{unit},6),0))"
        return [
            Figure("funds", _("Funds of the lot, with what was received, €"), cells.money(lot.pot)),
            Figure("unit", _("Rounding unit, €"), cells.money(rule.unit)),
            Figure("minimum", _("Minimum of a grant, €"), cells.money(lot.minimum)),
            Figure("pot", _("Funds in whole units"), _TO_UNITS % "funds"),
            Figure("least", _("The least that is paid, in units"), least),
        ]

    def _columns(self, middle: list[SheetColumn]) -> Iterator[SheetColumn]:
        """The columns that every method has, around those of this one."""
        shown = Look(cells.points_format(self._lot.decimals))

        def points(row: SummaryRow) -> Cell:
            return cells.exact(row.total or Fraction(0), shown)

        def rank(row: SummaryRow) -> Cell:
            return cells.number(row.rank or 0, cells.COUNT)

        def awarded(row: SummaryRow) -> Cell:
            return cells.money(row.amount, cells.BOLD_MONEY)

        difference = "ROUND({awarded}-{computed},2)"
        yield SheetColumn("number", _("Number"), lambda row: cells.text(row.number), width=16)
        yield SheetColumn("rank", _("Place"), rank, width=8)
        yield SheetColumn("points", _("Points"), points, width=10)
        yield SheetColumn("cap", _("At most, €"), lambda row: cells.money(row.cap), width=14)
        yield SheetColumn("units", _("At most, in units"), _TO_UNITS % "cap", width=13)
        yield from middle
        yield SheetColumn("awarded", _("Awarded, €"), awarded, width=14)
        yield SheetColumn("difference", _("Difference"), difference, cells.MONEY, 11)

    def _place(self) -> None:
        """Give every figure its cell, then the table its head below all of them."""
        at = 3 + 2 * len(self._languages)
        for place, figure in enumerate(self._figures, start=at):
            self._table.names[figure.name] = f"$A${place}"
        at += len(self._figures)
        if self._rule.bands:
            first, at = at + 2, at + 2 + len(self._rule.bands)
            self._table.names["froms"] = f"$A${first}:$A${at - 1}"
            self._table.names["shares"] = f"$D${first}:$D${at - 1}"
        self._first_round = at + 2
        if self._in_rounds:
            at = self._first_round + self._lot.rounds
            last = at - 1
            names = {"left": f"$D${last}", "weights": f"$E${last}", "value_of_weight": f"$F${last}"}
            self._table.names |= names
        self._table.head = at + 1

    def _lines(self, head: list[str]) -> Iterator[Line]:
        languages, table = self._languages, self._table
        yield from self._introduction()
        for figure in self._figures:
            cell = figure.cell
            if isinstance(cell, str):
                cell = table.formula(cell, figure.look)
            yield [cell, cells.text(in_all(languages, figure.words, " – "), cells.ASIDE)]
        if self._rule.bands:
            yield from self._bands()
        if self._in_rounds:
            yield from self._rounds()
        yield []
        yield head_line(head)
        for at, row in enumerate(table.rows, start=table.first):
            yield table.line(row, at)
        if not table.rows:
            yield []
        yield from self._checks()

    def _introduction(self) -> Iterator[Line]:
        """A line of its own for each language: sentences are not cut at the edge of the page."""
        title = f"{self._lot.code}: {texts_in_all(self._languages, self._lot.title)}"
        yield [cells.text(title, cells.BOLD)]
        for language in self._languages:
            yield [cells.text(text_in(self._lot.rule_text, language))]
            yield [cells.text(in_all([language], _NOTE))]
        yield []

    def _bands(self) -> Iterator[Line]:
        heads = (_("From points"), _("Share of the highest possible amount"))
        yield []
        yield self._small_head(heads)
        for band in self._rule.bands:
            shown = Look(cells.points_format(self._lot.decimals))
            lower = cells.exact(band.start or Fraction(0), shown)
            yield [lower, None, None, cells.exact(band.share.part, Look("0.####%"))]

    def _small_head(self, words: Sequence[Words]) -> Line:
        """The first column, then those from the fourth on, which are wide enough for amounts."""
        first, *others = head_line(in_all(self._languages, each) for each in words)
        return [first, None, None, *others]

    def _rounds(self) -> Iterator[Line]:
        heads = (
            _("Round of the division"),
            _("To be divided, in units"),
            _("Sum of the weights"),
            _("Units per weight"),
        )
        yield []
        yield self._small_head(heads)
        for turn in range(self._lot.rounds):
            at = self._first_round + turn
            left, weights = round_formulas(f"$F${at - 1}" if turn else "")
            yield [
                cells.number(turn + 1, cells.COUNT),
                None,
                None,
                self._table.formula(left, cells.WHOLE),
                self._table.formula(weights, cells.WHOLE),
                cells.formula(f"IF(E{at}=0,0,D{at}/E{at})", EXACT),
            ]

    def _checks(self) -> Iterator[Line]:
        names = [column.name for column in self._table.columns]
        computed, awarded = (
            f"{letter}{self._table.first}:{letter}{self._table.last}"
            for letter in (get_column_letter(names.index(n) + 1) for n in ("computed", "awarded"))
        )
        checks = (
            (_("Sum of what is computed, €"), f"SUM({computed})"),
            (_("Sum of the amounts, €"), f"SUM({awarded})"),
            (_("Left in the pot, €"), f"ROUND({{funds}}-SUM({awarded}),2)"),
            (_("Sum of all differences"), "SUMPRODUCT(ABS({all_difference}))"),
        )
        for place, (words, formula) in enumerate(checks):
            look = cells.SUM if not place else cells.BOLD_MONEY
            yield [
                self._table.formula(formula, look),
                cells.text(in_all(self._languages, words, " – "), cells.BOLD_ASIDE),
            ]


_NOTE = _(
    "Amounts are counted in whole rounding units. What is marked as from the computation is "
    "entered as a number; all the rest are formulas."
)
