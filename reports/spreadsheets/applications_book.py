"""The officer's list of applications as a workbook, as it is chosen and ordered on the page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from grants.formats import text_in, to_fraction
from grants.models import Application, Call
from grants.words.hearing import waiting_notes
from grants.words.states import state_of
from reports.spreadsheets import cells
from reports.spreadsheets.book import WorkbookSheet, write_book
from reports.spreadsheets.cells import Cell, Line
from reports.spreadsheets.words import head_line
from scoring.models import RankedApplication

_WIDTHS = (14, 30, 13, 34, 7, 16, 8, 13, 8, 7, 20, 28)
_MONEY_AT, _KEPT = 8, 2
_POINTS = cells.Look("0.####")


def applications_workbook(
    call: Call,
    rows: Sequence[Application],
    standing: Mapping[int, RankedApplication],
    at: datetime,
) -> bytes:
    """One line for each of the `rows`, as listed; the words are the reader's, `at` the moment."""
    sheet = WorkbookSheet(
        title=_("Applications"),
        lines=_lines(call, rows, standing),
        widths=list(_WIDTHS),
        head=1,
        kept=_KEPT,
    )
    return write_book([sheet], title=text_in(call.title), at=at)


def _lines(
    call: Call, rows: Sequence[Application], standing: Mapping[int, RankedApplication]
) -> Iterator[Line]:
    yield head_line(_head())
    notes = waiting_notes(call, rows)
    for row in rows:
        yield _line(row, standing.get(row.pk), notes.get(row.pk, ""))
    together: Line = [None] * len(_WIDTHS)
    together[0] = cells.text(_("Together"), cells.BOLD)
    last = len(rows) + 1
    column = f"H2:H{last}"
    # In a list that is filtered in the spreadsheet too, only what is seen is added.
    together[_MONEY_AT - 1] = (
        cells.formula(f"SUBTOTAL(109,{column})", cells.SUM) if rows else cells.money(0, cells.SUM)
    )
    yield together


def _head() -> list[str]:
    return [
        _("Number"),
        _("Applicant"),
        _("Registration number"),
        _("Title"),
        _("Lot"),
        _("Received"),
        _("On paper"),
        _("Requested, €"),
        _("Points"),
        _("Place"),
        _("State"),
        _("Note"),
    ]


def _line(row: Application, ranked: RankedApplication | None, note: str) -> Line:
    applicant = row.applicant or {}
    sent: datetime | None = getattr(row, "sent_at", None)
    return [
        cells.text(row.number),
        cells.text(str(applicant.get("name") or ""), cells.WRAPPED),
        cells.text(str(applicant.get("registration_number") or "")),
        cells.text(row.title, cells.WRAPPED),
        cells.text(row.lot.code),
        cells.moment(sent) if sent else None,
        cells.text(_("yes")) if row.channel == "paper" else None,
        None if row.requested_cents is None else cells.money(row.requested_cents),
        _points(ranked),
        cells.number(ranked.place, cells.COUNT) if ranked and ranked.place else None,
        cells.text(str(state_of(row.state)[1])),
        cells.text(note, cells.WRAPPED),
    ]


def _points(ranked: RankedApplication | None) -> Cell | None:
    total = to_fraction(ranked.total) if ranked is not None and ranked.total else None
    return None if total is None else cells.exact(total, _POINTS)
