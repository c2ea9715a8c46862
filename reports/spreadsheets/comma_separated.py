"""The summary as a table for other programs: one line per application, in the reader's writing."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from awards.words.outcome import outcome_words
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
    for lot in summary.lots:
        for row in lot.rows:
            yield _line(lot, row)


def _line(lot: SummaryLot, row: SummaryRow) -> list[Cell]:
    return [
        lot.code,
        row.number,
        row.applicant,
        row.title,
        "" if row.total is None else csv_exact(row.total),
        row.rank,
        csv_money(row.requested),
        csv_money(row.cap),
        csv_money(row.amount),
        outcome_words(row.kind, row.outcome),
    ]
