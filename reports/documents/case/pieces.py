"""The pieces of the file of an application, in the order in which they came about.

What was a document is taken as it is; what stands in rows is written as a record, in the language
of the reader. Each reads what its page would show: an applicant no sheets before the decision.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from accounts.stored_files import FileLost, read_stored
from awards.models import Decision, Mailing
from awards.selectors.mailings import issued_decisions
from grants.models import Application, Attachment, CompletenessCheck, Request, RequestOutcome
from grants.selectors.desk_applications import opened_attachments
from grants.selectors.funders import letterhead_of
from grants.selectors.requests.legal_time import delivered_on
from reports.documents.meeting_minutes import meeting_pdf
from reports.documents.member_ruling import ruling_pdf
from reports.documents.minutes import is_to_draw, minutes_pdf
from reports.documents.paper import PaperColumn, arms_on, drawings_of, paper_names_of
from reports.documents.pdf import Paper, write_pdf
from reports.documents.receipt import receipt_pdf
from reports.selectors.documents import decision_document
from reports.selectors.outcome import scored_in
from reports.words import case_file as words
from scoring.models import (
    Committee,
    CommitteeMeeting,
    MemberRuling,
    OpeningSession,
    ScoreSheet,
)


@dataclass(frozen=True, slots=True)
class CasePiece:
    """`data` are its pages; of what cannot be laid in there is the `note` alone."""

    day: date
    title: str
    data: bytes = b""
    note: str = ""


def pieces_of(
    application: Application, *, for_desk: bool, unread: Collection[int] = ()
) -> list[CasePiece]:
    """`for_desk` is for those who work on the call; otherwise for the applicant. `unread` are the
    numbers of rulings that are left out, with how they were sent.
    """
    decisions = issued_decisions(application)
    is_decided = bool(decisions)
    return [
        *_call(application),
        *_application(application),
        *_files(application),
        *_minutes(application, for_desk=for_desk),
        *_requests(application, for_desk=for_desk),
        *_check(application, for_desk=for_desk, is_decided=is_decided),
        *_rulings(application, for_desk=for_desk, unread=unread),
        *_sheets(application, for_desk=for_desk, is_decided=is_decided),
        *(_meetings(application) if for_desk else ()),
        *_decided(decisions),
        *_delivery(application, for_desk=for_desk, unread=unread),
    ]


def record_pdf(
    application: Application, title: str, sections: Sequence[words.RecordSection]
) -> bytes:
    """Rows as a document with the heading of the funder."""
    language, at = active_language(), midnight()
    letterhead = letterhead_of(application.call.funder)
    context = {
        "columns": [PaperColumn(language, paper_names_of(letterhead, language))],
        "main": language,
        "arms": arms_on(letterhead),
        "made_at": at.isoformat(),
        "application": application,
        "title": title,
        "sections": sections,
    }
    html = render_to_string("reports/documents/record.html", context)
    return write_pdf(Paper(html=html, at=at, made=drawings_of(letterhead)))


def _record(
    application: Application, day: date, title: str, sections: Sequence[words.RecordSection]
) -> CasePiece:
    return CasePiece(day, title, record_pdf(application, title, sections))


def _call(application: Application) -> Iterator[CasePiece]:
    call = application.call
    day = timezone.localdate(call.published_at or application.created_at)
    yield _record(application, day, _("Call"), words.call_sections(application))


def _application(application: Application) -> Iterator[CasePiece]:
    submissions = application.submissions.select_related("entry", "submitted_by")
    submission = submissions.select_related("application__call__funder").latest("sequence")
    day = timezone.localdate(submission.submitted_at)
    yield _record(application, day, _("Application"), words.application_sections(application))
    yield CasePiece(day, pgettext("title of a document", "Receipt"), receipt_pdf(submission))


def _files(application: Application) -> Iterator[CasePiece]:
    for file in opened_attachments(application):
        day = timezone.localdate(file.added_at)
        title = _("Attachment: %(name)s") % {"name": file.name}
        note = f"SHA-256 {file.sha256}"
        yield CasePiece(day, title, _pages_of(file), note)


def _pages_of(file: Attachment) -> bytes:
    """Those of a PDF; nothing of other kinds, and of a file that is lost."""
    if file.content_type != "application/pdf":
        return b""
    try:
        return read_stored(file.file, file.sha256)
    except FileLost:
        return b""


def _minutes(application: Application, *, for_desk: bool) -> Iterator[CasePiece]:
    """To the applicant as the public reads them, with the results."""
    call = application.call
    sessions = OpeningSession.objects.select_related("call__funder", "entry")
    session = sessions.filter(call=call, closed_at__isnull=False).first()
    if session is None or session.closed_at is None or not is_to_draw(session):
        return
    if not for_desk and call.results_published_at is None:
        return
    named = None if for_desk else scored_in(call)
    day = timezone.localdate(session.closed_at)
    yield CasePiece(day, _("Minutes of the opening"), minutes_pdf(session, named))


def _requests(application: Application, *, for_desk: bool) -> Iterator[CasePiece]:
    """To the applicant once they are delivered."""
    now = timezone.now()
    rows = Request.objects.filter(application=application).select_related("asked_by", "on_paper")
    for asked in rows.exclude(outcome=RequestOutcome.TAKEN_BACK).order_by("number"):
        asked.application = application
        if not for_desk and delivered_on(asked, now) is None:
            continue
        day = timezone.localdate(asked.asked_at)
        title = words.request_title(asked)
        yield _record(application, day, title, words.request_sections(asked))
        yield from _mailings(asked.mailings.all(), title)
        for late in asked.late_answers.all():
            name = _("%(what)s: late answer") % {"what": title}
            note = f"SHA-256 {late.scan_sha256}"
            data = read_stored(late.scan, late.scan_sha256)
            yield CasePiece(late.filed_on, name, data, note)


def _mailings(rows: QuerySet[Mailing], title: str) -> Iterator[CasePiece]:
    for row in rows.select_related("printed").order_by("number"):
        if row.printed is not None:
            name = _("%(what)s: the letter as it was sent") % {"what": title}
            data = read_stored(row.printed.letter, row.printed.sha256)
            yield CasePiece(row.posted_on, name, data)
        if row.slip and row.slip_on is not None:
            name = _("%(what)s: return slip") % {"what": title}
            yield CasePiece(row.slip_on, name, read_stored(row.slip, row.slip_sha256))


def _check(application: Application, *, for_desk: bool, is_decided: bool) -> Iterator[CasePiece]:
    """The verdict belongs to the office until it is told in the decision."""
    verdict = CompletenessCheck.objects.filter(application=application).first()
    if verdict is None or not (for_desk or is_decided):
        return
    day = timezone.localdate(verdict.decided_at)
    sections = words.check_sections(application, verdict)
    yield _record(application, day, _("Completeness check"), sections)


def _rulings(
    application: Application, *, for_desk: bool, unread: Collection[int]
) -> Iterator[CasePiece]:
    """To the applicant those on its own objections."""
    rows = MemberRuling.objects.filter(application=application).order_by("number")
    rows = rows.exclude(number__in=unread)
    for row in rows if for_desk else rows.filter(objection__isnull=False):
        row.application = application
        day = timezone.localdate(row.made_at)
        title = words.ruling_title(row)
        yield CasePiece(day, title, ruling_pdf(row), f"SHA-256 {row.sha256}")
        yield from _mailings(Mailing.objects.filter(printed__ruling=row), title)


def _sheets(application: Application, *, for_desk: bool, is_decided: bool) -> Iterator[CasePiece]:
    """Once they are revealed; to the applicant with the decision, without names."""
    committee = Committee.objects.filter(call=application.call).first()
    if committee is None or committee.revealed_at is None or not (for_desk or is_decided):
        return
    rows = ScoreSheet.objects.filter(application=application, locked_at__isnull=False)
    for number, sheet in enumerate(rows.select_related("member__user").order_by("member"), 1):
        day = timezone.localdate(sheet.locked_at)
        who = str(sheet.member.user) if for_desk else f"{number}"
        title = _("Score sheet: %(who)s") % {"who": who}
        yield _record(application, day, title, words.sheet_sections(application, sheet))


def _meetings(application: Application) -> Iterator[CasePiece]:
    """Of the minutes only what is about this application or about none. Not to the applicant: how a
    collegiate body has consulted and voted is not for the parties (ZUP, article 82).
    """
    meetings = CommitteeMeeting.objects.filter(call=application.call, ended_at__isnull=False)
    for meeting in meetings.select_related("call__funder").order_by("number"):
        title = _("Minutes of meeting %(number)d, what is about this application")
        yield CasePiece(
            timezone.localdate(meeting.ended_at),
            title % {"number": meeting.number},
            meeting_pdf(meeting, str(application.number)),
            f"SHA-256 {meeting.minutes_sha256}",
        )


def _decided(decisions: Sequence[Decision]) -> Iterator[CasePiece]:
    for decision in decisions:
        stored = decision_document(decision)
        data = read_stored(stored.file, stored.sha256) if stored is not None else b""
        title = _("Decision %(number)s") % {"number": decision.number}
        day = timezone.localdate(decision.issued_at)
        yield CasePiece(day, title, data, f"SHA-256 {decision.document_sha256}")
        yield from _mailings(decision.mailings.all(), title)


def _delivery(
    application: Application, *, for_desk: bool, unread: Collection[int]
) -> Iterator[CasePiece]:
    sections = words.delivery_sections(application, for_desk=for_desk, unread=unread)
    if sections:
        yield _record(application, timezone.localdate(), _("Delivery"), sections)


def midnight() -> datetime:
    """The moment in the metadata: a document of the same day has the same bytes."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def active_language() -> str:
    return get_language() or "sl"
