"""The summary as a table for other programs: one line per application, in the reader's writing."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from awards.words.outcome import outcome_words
from grants.formats import decimal_mark
from reports.lists.csv_files import Cell, csv_exact, csv_money
from reports.selectors.summary import Summary, SummaryLot, SummaryRow

_HEAD = (
    _("Lot"),
    _("Number"),
    _("Applicant"),
    _("Title"),
    _("Total"),
    _("Place"),
    _("Requested, €"),
    _("At most, €"),
    _("Awarded, €"),
    _("Decision"),
)


def summary_lines(summary: Summary) -> Iterator[list[Cell]]:
    """For `csv_response`; the first line is the head."""
    yield [str(words) for words in _HEAD]
    mark = decimal_mark()
    for lot in summary.lots:
        for row in lot.rows:
            yield _line(lot, row, mark)


def _line(lot: SummaryLot, row: SummaryRow, mark: str) -> list[Cell]:
    return [
        lot.code,
        row.number,
        row.applicant,
        row.title,
        "" if row.total is None else csv_exact(row.total, mark),
        row.rank,
        csv_money(row.requested, mark),
        csv_money(row.cap, mark),
        csv_money(row.amount, mark),
        outcome_words(row.kind, row.outcome),
    ]
