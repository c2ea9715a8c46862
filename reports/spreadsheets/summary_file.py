"""The summary of a call as the files that people take: a workbook, and a CSV in each language."""

from typing import Final

from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import override

from awards.selectors.signed import deciding_proposal
from grants.actions.begin_act import MOST_AT_ONCE
from reports.documents.kept_file import KeptFile
from reports.lists.csv_files import csv_lines
from reports.selectors.summary import LARGE, call_summary
from reports.spreadsheets.comma_separated import summary_lines
from reports.spreadsheets.workbook import summary_workbook

WORKBOOK: Final = "xlsx"
_CSV: Final = "csv"


class SummaryFile(KeptFile):
    """`name`: `xlsx`, `csv-it`. A workbook speaks all languages of the funder at once."""

    __slots__ = ()

    @property
    def key(self) -> str:
        """The run that it shows, the decisions that were made of it, and its time."""
        proposal = deciding_proposal(self.call, *LARGE)
        made = proposal.decisions.aggregate(count=Count("pk"), newest=Max("pk"))
        moment = self.call.results_published_at or self.call.updated_at
        parts = (
            proposal.allocation_id,
            made["count"],
            made["newest"],
            f"{moment.timestamp():.0f}",
            self.name,
        )
        return "-".join(map(str, ("summary", *parts)))

    @property
    def is_long(self) -> bool:
        return self.call.applications.count() > MOST_AT_ONCE

    def made(self, patiently: bool = False) -> bytes:
        summary = call_summary(self.call)
        if self.name == WORKBOOK:
            return summary_workbook(summary)
        with override(self.name.removeprefix(f"{_CSV}-")):
            return "".join(csv_lines(summary_lines(summary))).encode()


def csv_name(language: str) -> str:
    return f"{_CSV}-{language}"


def summary_names() -> list[str]:
    """Of all files of a summary."""
    return [WORKBOOK, *(csv_name(code) for code, _name in settings.LANGUAGES)]
