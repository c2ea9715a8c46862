"""Scoring: a member's applications, one sheet, its files; the officer's view of the progress."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_on_top
from grants.models import Attachment
from grants.views.desk.attachments import send_attachment, show_attachment
from scoring.actions.drafts.keep_phrase import keep_phrase
from scoring.actions.start_scoring import start_scoring
from scoring.models import CommitteeMember
from scoring.permissions import lead_committee, sit_in_committee
from scoring.selectors.committee.blind import files_for_scoring, scores_blindly
from scoring.selectors.committee.seats import seat_of
from scoring.selectors.draw_lines import draw_in_short
from scoring.selectors.due_sheets import due_sheets
from scoring.selectors.given_points import given_points
from scoring.selectors.runs.lot_rules import rules_of_lots
from scoring.selectors.sheets import MemberSheets, SheetState, sheet_progress
from scoring.views.committee_desk import (
    call_for,
    committee_page,
    desk_context,
    readable_application,
)
from scoring.views.meetings.panel import meetings_list, work_done
from scoring.views.own.shown import saved_context, sheet_context
from scoring.views.sheet_page import SheetPage
from scoring.words.given_points import given_in_lots
from scoring.words.progress import officer_context, progress_list

ON_A_PAGE = 50


@login_required
@require_safe
def scoring(request: HttpRequest, code: str) -> HttpResponse:
    """Members see their applications; those who run or watch the call see the progress only."""
    user = user_of(request)
    call = call_for(user, code)
    member = seat_of(call, user) if sit_in_committee.allows(user, call) else None
    if member is None:
        context = officer_context(call, user) | meetings_list(call, user)
        return render(request, "scoring/progress.html", context)
    due = due_sheets([call])
    sheets = MemberSheets(member, due)
    places = range(sheets.counts.total())
    rules = rules_of_lots(call)
    page = Paginator(places, ON_A_PAGE).get_page(request.GET.get("page"))
    part = slice(max(page.start_index() - 1, 0), page.end_index())
    context = desk_context(member) | {
        "page": page,
        "rows": progress_list(member, sheets.rows(part)),
        "counts": {state.value: sheets.counts[state] for state in SheetState},
        "progress": sheet_progress(call, due),
        "assessor_draw": draw_in_short(call, user),
        "given": given_in_lots(rules, given_points(member, rules)),
        "may_reveal": lead_committee.allows(user, call),
        **work_done(call),
        **meetings_list(call, user),
    }
    return render(request, "scoring/sheets.html", context)


@login_required
@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    call = call_for(user_of(request), code)
    try:
        start_scoring(call=call, actor=user_of(request))
    except Refused as refused:
        user = user_of(request)
        context: dict[str, Any] = officer_context(call, user) | meetings_list(call, user)
        faults = [{"id": "", "text": str(refused.message)}]
        return render(request, "scoring/progress.html", context | {"errors": faults}, status=409)
    messages.success(request, _("The scoring has begun."))
    return redirect("scoring:sheets", code=code)


@committee_page
def sheet(request: HttpRequest, member: CommitteeMember, number: str) -> HttpResponse:
    """Left the application, right the own sheet; posted one criterion at a time."""
    application = readable_application(member, number)
    page = SheetPage(member, application, request.GET.get("criterion", ""))
    if request.method != "POST":
        return render(request, "scoring/sheet.html", sheet_context(page))
    saved = page.post(request.POST, user_of(request))
    if request.headers.get("X-Autosave"):
        return render(request, "scoring/_saved.html", saved_context(page), status=page.status)
    if not saved:
        return render(request, "scoring/sheet.html", sheet_context(page), status=page.status)
    if request.POST.get("do") == "keep" and page.form is not None:
        with told_on_top(request):
            keep_phrase(text=page.form.cleaned_data["reason"], actor=user_of(request))
            messages.success(request, _("The phrase is kept."))
    return redirect(page.after(request.POST.get("do", "")))


@committee_page
@require_safe
def attachment(request: HttpRequest, member: CommitteeMember, number: str, pk: str) -> FileResponse:
    return send_attachment(_file(member, number, pk))


@committee_page
@require_safe
def shown(request: HttpRequest, member: CommitteeMember, number: str, pk: str) -> FileResponse:
    """The same beside the sheet."""
    return show_attachment(_file(member, number, pk))


def _file(member: CommitteeMember, number: str, pk: str) -> Attachment:
    application = readable_application(member, number)
    found = get_object_or_404(application.attachments.exclude(sha256=""), pk=pk)
    if scores_blindly(member):
        name = files_for_scoring(application).get(str(found.pk))
        if name is None:
            raise Http404
        kind = found.name.rpartition(".")[2]
        found.name = f"{application.number}-{name}.{kind}"
    return found
