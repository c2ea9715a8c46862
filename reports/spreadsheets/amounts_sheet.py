"""The sheet of a pot: every amount computed again by formulas, and the difference, which is 0.

All six methods. What the computation decided application by application (who was refused below
the minimum, who was raised to it) stands as numbers and says so; everything else is a formula.
"""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from reports.selectors.summary import Summary, SummaryLot, SummaryRow
from reports.spreadsheets import cells
from reports.spreadsheets.book import Sheet
from reports.spreadsheets.cells import Cell, Line, Look
from reports.spreadsheets.division import (
    EXACT,
    division_columns,
    division_figures,
    in_rounds,
    round_formulas,
)
from reports.spreadsheets.rank_order import rank_columns
from reports.spreadsheets.table import Column, Figure, Table
from reports.spreadsheets.words import head_height, head_line, in_all, texts_in_all
from scoring.core.allocation_rule import Method, Rule

_TO_UNITS = "INT(ROUND({%s}/{unit},6))"


def amounts_sheet(summary: Summary, lot: SummaryLot, rule: Rule) -> Sheet:
    return _Funds(summary, lot, rule).sheet()


class _Funds:
    """Lines in the order of the page: figures, bands, rounds, the table, the checks."""

    def __init__(self, summary: Summary, lot: SummaryLot, rule: Rule) -> None:
        self._languages, self._lot, self._rule = summary.languages, lot, rule
        by_rank = rule.method == Method.RANKED or rule.over == "ranked"
        self._in_rounds = not by_rank and in_rounds(rule)
        middle = rank_columns(rule) if by_rank else division_columns(rule)
        self._table = Table(list(self._columns(list(middle))), lot.ranked, 0)
        self._figures = [*self._openings(), *([] if by_rank else division_figures(lot, rule))]
        self._place()

    def sheet(self) -> Sheet:
        head = [in_all(self._languages, column.words) for column in self._table.columns]
        widths = [column.width for column in self._table.columns]
        return Sheet(
            title=f"{self._lot.code} {in_all(self._languages, _('Funds'), ' – ')}",
            lines=self._lines(head),
            widths=widths,
            head=self._table.head,
            kept=1,
            heights={self._table.head: head_height(head, widths)},
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

    def _columns(self, middle: list[Column]) -> Iterator[Column]:
        """The columns that every method has, around those of this one."""
        shown = Look(cells.points_format(self._lot.decimals))

        def points(row: SummaryRow) -> Cell:
            return cells.exact(row.total or Fraction(0), shown)

        def rank(row: SummaryRow) -> Cell:
            return cells.number(row.rank or 0, cells.COUNT)

        def awarded(row: SummaryRow) -> Cell:
            return cells.money(row.amount, cells.BOLD_MONEY)

        difference = "ROUND({awarded}-{computed},2)"
        yield Column("number", _("Number"), lambda row: cells.text(row.number), width=16)
        yield Column("rank", _("Place"), rank, width=8)
        yield Column("points", _("Points"), points, width=10)
        yield Column("cap", _("At most, €"), lambda row: cells.money(row.cap), width=14)
        yield Column("units", _("At most, in units"), _TO_UNITS % "cap", width=13)
        yield from middle
        yield Column("awarded", _("Awarded, €"), awarded, width=14)
        yield Column("difference", _("Difference"), difference, cells.MONEY, 11)

    def _place(self) -> None:
        """Give every figure its cell, then the table its head below all of them."""
        at = 5
        for place, figure in enumerate(self._figures, start=at):
            self._table.names[figure.name] = f"$A${place}"
        at += len(self._figures)
        if self._rule.bands:
            first, at = at + 2, at + 2 + len(self._rule.bands)
            self._table.names["froms"] = f"$A${first}:$A${at - 1}"
            self._table.names["shares"] = f"$B${first}:$B${at - 1}"
        self._first_round = at + 2
        if self._in_rounds:
            at = self._first_round + self._lot.rounds
            last = at - 1
            names = {"left": f"$B${last}", "weights": f"$C${last}", "value_of_weight": f"$D${last}"}
            self._table.names |= names
        self._table.head = at + 1

    def _lines(self, head: list[str]) -> Iterator[Line]:
        languages, table = self._languages, self._table
        title = f"{self._lot.code}: {texts_in_all(languages, self._lot.title)}"
        yield [cells.text(title, cells.BOLD)]
        yield [cells.text(texts_in_all(languages, self._lot.rule_text))]
        yield [cells.text(in_all(languages, _NOTE, " – "))]
        yield []
        for figure in self._figures:
            cell = figure.cell
            if isinstance(cell, str):
                cell = table.formula(cell, figure.look)
            yield [cell, cells.text(in_all(languages, figure.words, " – "))]
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

    def _bands(self) -> Iterator[Line]:
        heads = (_("From points"), _("Share of the highest possible amount"))
        yield []
        yield head_line(in_all(self._languages, words) for words in heads)
        for band in self._rule.bands:
            shown = Look(cells.points_format(self._lot.decimals))
            lower = cells.exact(band.lower or Fraction(0), shown)
            yield [lower, cells.exact(band.share, Look("0.####%"))]

    def _rounds(self) -> Iterator[Line]:
        heads = (
            _("Round of the division"),
            _("To be divided, in units"),
            _("Sum of the weights"),
            _("Units per weight"),
        )
        yield []
        yield head_line(in_all(self._languages, words) for words in heads)
        for turn in range(self._lot.rounds):
            at = self._first_round + turn
            left, weights = round_formulas(f"$D${at - 1}" if turn else "")
            yield [
                cells.number(turn + 1, cells.COUNT),
                self._table.formula(left, cells.WHOLE),
                self._table.formula(weights, cells.WHOLE),
                cells.formula(f"IF(C{at}=0,0,B{at}/C{at})", EXACT),
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
                cells.text(in_all(self._languages, words, " – "), cells.BOLD),
            ]


_NOTE = _(
    "Amounts are counted in whole rounding units. What is marked as from the computation is "
    "entered as a number; all the rest are formulas."
)
