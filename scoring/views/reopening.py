"""One application: what the chair may open again, and what was opened."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.core.workflow import ApplicationWork
from grants.models import Application
from grants.selectors.may import require_state
from scoring.actions.reopen_case import reopen_case
from scoring.forms.reopening import ReopenForm
from scoring.models import CommitteeMember
from scoring.permissions import reopen_application
from scoring.selectors.committee.blind import applicant_name, scores_blindly
from scoring.selectors.reopening import openable, reopenings_of
from scoring.views.committee_desk import committee_page, desk_context, readable_application
from scoring.words.reopening import choices_of, reopenings_in_words


@committee_page
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, member: CommitteeMember, number: str) -> HttpResponse:
    """Everybody of the committee reads what was opened once the scores are revealed, until then the
    own sheets; the chair opens, and does not see before what stands on them.
    """
    application, user = readable_application(member, number), user_of(request)
    may = reopen_application.allows(user, application)
    if request.method == "POST" and not may:
        raise PermissionDenied
    closed = _closed(application) if may else ""
    found = openable(application) if may and not closed else []
    form = ReopenForm(choices_of(found), request.POST if request.method == "POST" else None)
    if request.method == "POST" and closed:
        form.add_error(None, closed)
    if form.is_valid():
        with told_in(form):
            given = form.cleaned_data
            reopen_case(
                application=application, parts=given["parts"], reason=given["reason"], actor=user
            )
            messages.success(request, _("It is open again."))
            return redirect("scoring:reopen", code=application.call.code, number=number)
    rows = reopenings_of(application)
    hidden = [] if member.committee.revealed_at else [one for one in rows if one.member != member]
    shown = [row for row in rows if may or row not in hidden]
    context = desk_context(member) | {
        "application": application,
        "applicant": applicant_name(application, scores_blindly(member)),
        "form": form,
        "may_reopen": bool(found),
        "closed": closed,
        "reopenings": reopenings_in_words(application, rows, shown, hidden),
    }
    status = 422 if form.errors else 200
    return render(request, "scoring/reopen.html", context, status=status)


def _closed(application: Application) -> str:
    """Why nothing of it is opened now; empty where the chair may."""
    try:
        require_state(ApplicationWork.REOPEN_CASE, application)
    except Refused as refused:
        return str(refused.message)
    return ""
