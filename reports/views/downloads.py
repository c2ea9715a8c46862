"""Files that a person takes away: minutes, receipts, summaries, what went public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.languages import reader_language
from accounts.sign_in.signed_in import user_of
from grants.core import call_stages
from grants.models import Application, Call
from grants.permissions import enter_call, kept_out_of_call, read_whole_call, view_call
from grants.views.apply.fetching import own_page
from grants.views.desk.lists.choice import choice_of
from jobs.permissions import view_job
from jobs.selectors import address_of_act
from reports.actions.prepare_files import PUBLIC_PAPERS, SUMMARY_FILES, prepare_files
from reports.documents.meeting_minutes import is_meeting_to_draw, meeting_pdf
from reports.documents.minutes import is_to_draw, minutes_pdf
from reports.documents.paper_form import FormOnPaper
from reports.documents.public_papers import MINUTES, PublicPaper, report_name
from reports.documents.receipt import receipt_pdf
from reports.files import file_response, stored_response
from reports.lists.csv_files import CSV
from reports.selectors.documents import published_document
from reports.spreadsheets.applications_book import applications_workbook
from reports.spreadsheets.summary_file import WORKBOOK, SummaryFile, csv_name
from reports.spreadsheets.workbook import XLSX
from scoring.models import CommitteeMeeting, OpeningSession
from scoring.permissions import view_minutes
from scoring.selectors.committee.blind import is_blind_for
from scoring.selectors.runs.ranking import standing_of

PDF = "application/pdf"
_COME_BACK_SECONDS = 120


@require_safe
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """Public with the results and not before; whose application was dismissed is not named."""
    calls = view_call.queryset(request.user).filter(results_published_at__isnull=False)
    call = get_object_or_404(calls, code=code)
    get_object_or_404(OpeningSession, call=call, closed_at__isnull=False)
    return _public_paper(request, PublicPaper(call, MINUTES), f"{call.code}-minutes.pdf")


@login_required
@require_safe
def minutes_to_sign(request: HttpRequest, code: str) -> HttpResponse:
    """All names, for those who work on the call, with a line to sign for each who was there."""
    calls = view_minutes.queryset(user_of(request)).select_related("funder")
    call = get_object_or_404(calls, code=code)
    if is_blind_for(call, user_of(request)):
        raise Http404
    sessions = OpeningSession.objects.select_related("call__funder", "entry")
    session = get_object_or_404(sessions, call=call, closed_at__isnull=False)
    if not is_to_draw(session):
        raise Http404("Too many applications for one document.")
    return file_response(minutes_pdf(session), name=f"{call.code}-minutes.pdf", content_type=PDF)


@login_required
@require_safe
def meeting_minutes(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """For those who work on the call and are kept out of nothing in it."""
    calls = view_minutes.queryset(user_of(request)).select_related("funder")
    call = get_object_or_404(calls, code=code)
    meetings = CommitteeMeeting.objects.select_related("call__funder")
    meeting = get_object_or_404(meetings, call=call, number=number, ended_at__isnull=False)
    if not is_meeting_to_draw(meeting):
        raise Http404("Too many applications for one document.")
    name = f"{call.code}-meeting-{number}.pdf"
    return file_response(meeting_pdf(meeting), name=name, content_type=PDF)


@require_safe
def paper_form(request: HttpRequest, code: str, lot: str) -> HttpResponse:
    """The form of a lot on paper, in the reader's language where the call is written in it."""
    calls = view_call.queryset(request.user).filter(published_at__isnull=False)
    call = get_object_or_404(calls.select_related("funder"), code=code)
    get_object_or_404(call.lots, code=lot, is_leaf=True)
    language = reader_language() if reader_language() in call.languages else call.languages[0]
    paper = FormOnPaper(call, f"{lot}-{language}")
    name = f"{call.code}-{lot}-{language}.pdf"
    return file_response(paper.kept() or paper.make(), name=name, content_type=PDF)


@require_safe
@own_page
def receipt(request: HttpRequest, application: Application) -> HttpResponse:
    submissions = application.submissions.select_related("entry", "submitted_by")
    submission = submissions.select_related("application__call__funder").first()
    if submission is None:
        raise Http404("Nothing was sent yet.")
    name = f"{application.number}-receipt.pdf"
    return file_response(receipt_pdf(submission), name=name, content_type=PDF)


@require_safe
def published(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    call = get_object_or_404(view_call.queryset(request.user), code=code)
    document = published_document(call, kind)
    if document is None:
        raise Http404("Not published.")
    return stored_response(document)


@require_safe
def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """The report on the outcome in the reader's language, from the files that went public."""
    calls = view_call.queryset(request.user).select_related("funder")
    call = get_object_or_404(calls, code=code, results_published_at__isnull=False)
    language = reader_language()
    return _public_paper(
        request, PublicPaper(call, report_name(language)), f"{call.code}-report.pdf"
    )


def _public_paper(request: HttpRequest, paper: PublicPaper, name: str) -> HttpResponse:
    """A long one that is not drawn yet is prepared by a job: no reader waits for it."""
    data = paper.kept()
    if data is None and paper.is_long:
        prepare_files(kind=PUBLIC_PAPERS, call=paper.call, actor=paper.call.created_by)
        page = render(
            request, "reports/public/being_prepared.html", {"call": paper.call}, status=202
        )
        page["Retry-After"] = str(_COME_BACK_SECONDS)
        return page
    return file_response(data or paper.make(), name=name, content_type=PDF)


@login_required
@require_safe
def summary_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    file = SummaryFile(_desk_call(request, code), WORKBOOK)
    return _summary(request, file, f"{file.call.code}-summary.xlsx", XLSX)


@login_required
@require_safe
def summary_csv(request: HttpRequest, code: str) -> HttpResponse:
    file = SummaryFile(_desk_call(request, code), csv_name(reader_language()))
    return _summary(request, file, f"{file.call.code}-summary.csv", CSV)


@login_required
@require_safe
def applications_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """The officer's list, with the filter and the order of its page."""
    user = user_of(request)
    call = get_object_or_404(enter_call.queryset(user).select_related("funder"), code=code)
    rows = list(choice_of(request.GET, user, call).listed)
    standing = {} if kept_out_of_call.allows(user, call) else standing_of(call, rows)
    data = applications_workbook(call, rows, standing, timezone.now())
    return file_response(data, name=f"{call.code}-applications.xlsx", content_type=XLSX)


def _summary(request: HttpRequest, file: SummaryFile, name: str, kind: str) -> HttpResponse:
    """A long one is made by a job; whoever started it is led to the file from its page."""
    data = file.kept() if file.is_long else file.made()
    if data is not None:
        return file_response(data, name=name, content_type=kind)
    actor = user_of(request)
    job = prepare_files(kind=SUMMARY_FILES, call=file.call, actor=actor)
    if not view_job.allows(actor, job):
        messages.info(request, _("The file is being made. Come back for it in a minute."))
    return redirect(address_of_act(job, actor, reverse("reports:batch", args=[file.call.code])))


def _desk_call(request: HttpRequest, code: str) -> Call:
    calls = read_whole_call.queryset(user_of(request)).select_related("funder")
    call = get_object_or_404(calls, code=code)
    # A call without any application is decided without a decision.
    if call.state not in call_stages.DECIDED and not call.decisions.exists():
        raise Http404("There are no decisions yet.")
    return call
