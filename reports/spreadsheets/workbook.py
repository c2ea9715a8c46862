"""The summary of a call as a workbook: points and funds of every lot, and the reasons."""

from collections.abc import Iterator

from grants.formats import text_in
from reports.selectors.summary import Summary
from reports.spreadsheets.amounts_sheet import amounts_sheet
from reports.spreadsheets.book import WorkbookSheet, write_book
from reports.spreadsheets.points_sheet import points_sheet
from reports.spreadsheets.reasons_sheet import reasons_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def summary_workbook(summary: Summary) -> bytes:
    """Sheets of every lot in the order of the call, then the reasons."""
    moment = summary.call.results_published_at or summary.call.updated_at
    title = text_in(summary.call.title, summary.languages[0])
    return write_book(_sheets(summary), title=title, at=moment)


def _sheets(summary: Summary) -> Iterator[WorkbookSheet]:
    for lot in summary.lots:
        yield points_sheet(summary, lot)
        if lot.rule is not None:
            yield amounts_sheet(summary, lot, lot.rule)
    yield reasons_sheet(summary)
