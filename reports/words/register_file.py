"""The register as a file for other programs: one line an award."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from grants.formats import decimal_mark, local_day, text_in
from grants.models import Lot
from reports.lists.csv_files import Cell, csv_money
from reports.selectors.register import award_rows


def award_lines(awards: QuerySet[Any]) -> Iterator[list[Cell]]:
    """The register as a table for other programs."""
    yield [
        *(_("Date"), _("Call"), _("Lot"), _("Kind"), _("Number"), _("Recipient")),
        *(_("Registration number"), _("Title"), _("Requested, EUR"), _("Granted, EUR")),
        _("Ledger entry"),
    ]
    mark = decimal_mark()
    of_lots: dict[int, list[Cell]] = {}
    for award in award_rows(awards):
        lot = award.lot
        if lot.pk not in of_lots:
            of_lots[lot.pk] = _of_lot(lot)
        yield [
            *of_lots[lot.pk],
            award.number,
            award.recipient,
            award.registration_number,
            award.title,
            csv_money(award.requested, mark),
            csv_money(award.amount, mark),
            award.entry,
        ]


def _of_lot(lot: Lot) -> list[Cell]:
    """What all awards of a lot have in common: day, call, lot and kind."""
    published = lot.call.results_published_at
    day = local_day(published).strftime("%Y-%m-%d") if published else ""
    return [day, lot.call.code, f"{lot.code} {text_in(lot.title)}", lot.kind]
