"""What the pages of results say, from the selectors."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.words.outcome import outcome_words
from callfile.call import Call as CallFile
from grants.formats import decimal_mark, text_in, write_day, write_money
from grants.models import Call
from grants.words.call.criteria import most_points
from grants.words.call.names import exact_number
from reports.lists.csv_files import Cell, csv_money
from reports.selectors.call_results import (
    PER_PAGE,
    LotResult,
    dismissed_in,
    file_of,
    has_minutes,
    ledger_entries,
    lot_result,
    public_documents,
    result_lines,
    signed_run,
    superseding_in,
)
from reports.selectors.documents import PUBLIC_KINDS
from scoring.models import AllocationRun
from scoring.selectors.draw_lines import draw_of
from scoring.selectors.runs.ranking import Bar
from scoring.selectors.runs.results import refused_beyond, result_part, summary_in
from scoring.words.trace import sentences_of_pot

Json = Mapping[str, Any]

_REMEMBERED = 1_000


def result_rows(calls: Iterable[Call]) -> list[dict[str, Any]]:
    """For components/rows.html."""
    return [
        {
            "url": reverse("reports:call_results", args=[call.code]),
            "title": call.title,
            "num": write_money(getattr(call, "granted_cents", 0) or 0),
            "note": _note(call),
        }
        for call in calls
    ]


def _note(call: Call) -> str:
    decided, recipients = getattr(call, "decided", 0), getattr(call, "recipients", 0)
    parts = [
        ngettext("%(count)s application", "%(count)s applications", decided) % {"count": decided},
        ngettext("%(count)s recipient", "%(count)s recipients", recipients) % {"count": recipients},
    ]
    if call.results_published_at is not None:
        day = write_day(call.results_published_at, genitive=True)
        parts.append(_("published on %(day)s") % {"day": day})
    return ", ".join(parts) + "."


def lot_page(call: Call, lot: str, page_number: str | None) -> dict[str, Any] | None:
    """The context of one lot; None where the call has no such lot."""
    run = signed_run(call)
    file = file_of(run)
    codes = [one.code for one in file.leaves]
    chosen = lot or codes[0]
    if chosen not in codes:
        return None
    count = summary_in(run, chosen).get("entries", 0)
    page = Paginator(range(1, count + 1), PER_PAGE).get_page(page_number)
    found = lot_result(run, file, chosen, page.start_index(), page.end_index())
    return {
        "call": call,
        "funder": call.funder,
        "section": "results",
        "run": run,
        "found": found,
        "page": page,
        "superseding": superseding_in(call),
        "tabs": _tabs(call, file, chosen),
        "sums": _sums(found),
        "most": most_points(found.lot),
        "decimals": found.lot.aggregation.decimals,
        "columns": len(found.table.columns) + 5,
        "threshold": exact_number(found.lot.threshold.total if found.lot.threshold else 0),
        "pot_steps": sentences_of_pot(found.lot, result_part(run, chosen, [])),
        "refused_more": refused_beyond(run, chosen),
        "bar_note": _bar_note(found.table.bar),
        "dismissed": dismissed_in(call),
        "documents": _documents(call),
        "has_draw": draw_of(call) is not None,
        "has_minutes": has_minutes(call),
        "entries": ledger_entries(call),
    }


def _tabs(call: Call, file: CallFile, chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("reports:call_lot_results", args=[call.code, pot.code]),
            "words": _("Lot %(code)s: %(title)s")
            % {"code": pot.code, "title": text_in(pot.lot.title)},
            "note": write_money(pot.budget),
            "current": pot.code == chosen,
        }
        for pot in file.pots
    ]


def _sums(found: LotResult) -> list[dict[str, str]]:
    table = found.table
    part = _("one of them the remainder") if table.bar.part >= 0 else ""
    return [
        {"term": _("Funds on offer"), "value": write_money(found.budget)},
        {"term": _("Funds granted"), "value": write_money(table.spent or 0)},
        {"term": _("Scored applications"), "value": str(table.count)},
        {"term": _("Granted applications"), "value": str(table.recipients), "note": part},
    ]


def _bar_note(bar: Bar) -> str:
    """What a block of the drawing is; in a large lot several recipients share one."""
    if bar.each > 1:
        words = _("Each block is %(each)s applications that follow each other in order of points.")
        return words % {"each": bar.each}
    if bar.part < 0:
        return _("Each block is one application in order of points.")
    return _(
        "Each block is one application in order of points. The block in brick red was granted "
        "what was left of the money."
    )


def _documents(call: Call) -> list[dict[str, Any]]:
    """The report for people, then the files to recompute from, the call first."""
    report = {
        "url": reverse("reports:outcome", args=[call.code]),
        "name": f"{call.code}-report.pdf",
        "words": _("report on the outcome"),
    }
    found: list[dict[str, Any]] = [
        {
            "url": reverse("reports:published_file", args=[call.code, PUBLIC_KINDS[one.kind]]),
            "name": one.name,
            "words": one.get_kind_display(),
            "size": one.size,
        }
        for one in public_documents(call)
    ]
    return [report, *sorted(found, key=lambda one: len(one["name"]))]


def csv_rows(run: AllocationRun, file: CallFile) -> Iterator[list[Cell]]:
    """Every application of every lot; points as exact text."""
    head = [_("Lot"), _("Number"), _("Place"), _("Applicant"), _("Title"), _("Points")]
    yield [*head, _("Requested, EUR"), _("Granted, EUR"), _("Outcome")]
    mark = decimal_mark()
    # Many have the same.
    points, became = lru_cache(_REMEMBERED)(exact_number), lru_cache(outcome_words)
    for row in result_lines(run, file):
        yield [
            row.lot,
            row.number,
            row.place,
            row.applicant,
            row.title,
            points(row.total) if row.total else "",
            csv_money(row.requested, mark),
            csv_money(row.amount, mark),
            became(row.kind, row.outcome),
        ]
