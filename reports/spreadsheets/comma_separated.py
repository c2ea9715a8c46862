"""The summary as CSV: one line per application, numbers with a point, headings in all languages."""

import csv
import io
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from grants.core.exact import exact_text
from grants.core.money import money_text
from reports.csv_files import defused
from reports.selectors.summary import Summary, SummaryLot, SummaryRow
from reports.spreadsheets.words import in_all, kinds_in_all

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


def summary_csv_bytes(summary: Summary) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read the letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([in_all(summary.languages, words, " – ") for words in _HEAD])
    kinds = kinds_in_all(summary.languages)
    for lot in summary.lots:
        for row in lot.rows:
            writer.writerow(_line(lot, row, kinds))
    return out.getvalue().encode("utf-8-sig")


def _line(lot: SummaryLot, row: SummaryRow, kinds: Mapping[str, str]) -> list[str]:
    return [
        lot.code,
        row.number,
        defused(row.applicant),
        defused(row.title),
        "" if row.total is None else exact_text(row.total),
        "" if row.rank is None else str(row.rank),
        money_text(row.requested),
        money_text(row.cap),
        money_text(row.amount),
        kinds[row.kind],
    ]
