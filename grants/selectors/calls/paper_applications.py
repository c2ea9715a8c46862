"""What came on paper: in time, and sealed as all are; or late, and kept in its closed envelope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from applicants.models import Organisation
from applicants.selectors import is_without_people
from grants.core import application_stages
from grants.models import (
    Application,
    Attachment,
    Call,
    Channel,
    PaperFiling,
    Submission,
    Transcription,
)


def sealed_in_time(call: Call) -> QuerySet[Application]:
    """Sent in time and not opened, online or on paper, in order of the numbers."""
    rows = call.applications.filter(state__in=application_stages.SEALED)
    return rows.exclude(paper__is_late=True).order_by("pk")


def paper_filings(call: Call) -> QuerySet[PaperFiling]:
    """All of the call in order of their numbers, each with the time of its filing as `filed_at`."""
    sent = Submission.objects.filter(application=OuterRef("application"))
    rows = PaperFiling.objects.filter(application__call=call)
    rows = rows.select_related("application__organisation", "application__lot")
    return rows.annotate(filed_at=Subquery(sent.values("submitted_at")[:1])).order_by(
        "application_id"
    )


def late_filings(call: Call, until: datetime | None = None) -> QuerySet[PaperFiling]:
    """Those that came too late, as far as they were recorded `until` then."""
    rows = paper_filings(call).filter(is_late=True)
    return rows if until is None else rows.filter(application__submissions__entry__t__lte=until)


def is_closed_envelope(application: Application) -> bool:
    """It came too late, on paper: nobody has seen what it asks for."""
    return application.channel == Channel.PAPER and application.paper.is_late


def is_to_type(application: Application) -> bool:
    """It came on paper in time, its scan was read, and what stands on it is not typed yet."""
    if application.channel != Channel.PAPER or application.paper.is_late or application.is_unread:
        return False
    try:
        return application.transcription is None
    except Transcription.DoesNotExist:
        return True


@dataclass(frozen=True, slots=True)
class OnPaper:
    """How an opened application came on paper, and what was made of it."""

    filing: PaperFiling
    scan: Attachment | None
    transcription: Transcription | None
    # Nobody acts for its organisation here.
    is_nobodys: bool

    @property
    def is_to_type(self) -> bool:
        return is_to_type(self.filing.application)


def paper_of(application: Application, files: Sequence[Attachment]) -> OnPaper | None:
    """None for what was sent online."""
    if application.channel != Channel.PAPER:
        return None
    typed = Transcription.objects.filter(application=application).select_related("typed_by")
    organisation = Organisation.objects.get(pk=application.organisation_id)
    nobody = is_without_people(organisation)
    return OnPaper(application.paper, scan_among(files), typed.first(), nobody)


def files_of_field(
    field: str, answers: Mapping[str, Any], files: Sequence[Attachment]
) -> tuple[Attachment, ...]:
    """The files sent in a field; of a paper application the scan, where it holds what is asked."""
    named = answers.get(field)
    in_scan = {str(one) for one in named} if isinstance(named, list) else set()
    return tuple(
        one for one in files if one.field == field or (not one.field and str(one.pk) in in_scan)
    )


def scan_among(files: Sequence[Attachment]) -> Attachment | None:
    """The paper itself: it answers no field."""
    return next((one for one in files if not one.field), None)
