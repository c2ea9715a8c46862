"""The two documents that anybody may take once the results are published: minutes and report.

Each is drawn once and kept. A short one is drawn for its first reader; a long one takes minutes and
much memory, so it is drawn by a job, and until then its address says that it is being prepared.
"""

from django.conf import settings

from grants.models import Call
from reports.documents.kept_file import KeptFile
from reports.documents.minutes import minutes_pdf
from reports.documents.outcome import outcome_of_call, outcome_pdf
from reports.selectors.outcome import scored_in
from scoring.models import OpeningSession

MINUTES, REPORT = "minutes", "report"
# With so many decisions both take about a second and a half of the processor.
MOST_AT_ONCE = 100


class PublicPaper(KeptFile):
    """`name`: `minutes`, `report-it`."""

    __slots__ = ()

    @property
    def key(self) -> str:
        published = self.call.results_published_at
        moment = "" if published is None else f"{published.timestamp():.0f}"
        return f"public-paper-{self.call.pk}-{moment}-{self.name}"

    @property
    def is_long(self) -> bool:
        return self.call.decisions.newest().count() > MOST_AT_ONCE

    def made(self, patiently: bool = False) -> bytes:
        if self.name != MINUTES:
            language = self.name.removeprefix(f"{REPORT}-")
            return outcome_pdf(outcome_of_call(self.call), language, patiently=patiently)
        sessions = OpeningSession.objects.select_related("call__funder", "entry")
        session = sessions.get(call=self.call, closed_at__isnull=False)
        return minutes_pdf(session, scored_in(self.call), patiently=patiently)


def report_name(language: str) -> str:
    return f"{REPORT}-{language}"


def paper_names(call: Call) -> list[str]:
    """Of all that a call gives out."""
    has_session = OpeningSession.objects.filter(call=call, closed_at__isnull=False).exists()
    reports = [report_name(code) for code, _name in settings.LANGUAGES]
    return [*([MINUTES] if has_session else []), *reports]
