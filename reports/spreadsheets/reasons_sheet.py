"""The reasons of a call: application, criterion, and the text in every official language."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from reports.selectors.summary import Summary
from reports.spreadsheets import cells
from reports.spreadsheets.book import WorkbookSheet
from reports.spreadsheets.cells import Line
from reports.spreadsheets.words import head_line, in_all


def reasons_sheet(summary: Summary) -> WorkbookSheet:
    languages = summary.languages
    head = [in_all(languages, words) for words in (_("Number"), _("Criterion"))]
    head += [in_all([language], _("Reason")) for language in languages]
    widths = [14, 12, *[150 // len(languages)] * len(languages)]
    return WorkbookSheet(
        title=in_all(languages, _("Reasons"), " – "),
        lines=_lines(summary, head),
        widths=widths,
        head=1,
        kept=2,
    )


def _lines(summary: Summary, head: list[str]) -> Iterator[Line]:
    yield head_line(head)
    for lot in summary.lots:
        for row in lot.rows:
            for code, texts in sorted(row.reasons.items()):
                said = [row.number, code, *(texts.get(each, "") for each in summary.languages)]
                yield [cells.text(text, cells.WRAPPED) for text in said]
