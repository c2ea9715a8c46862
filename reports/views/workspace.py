"""The workspace of one call, for everybody with a staff role for it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.sign_in.signed_in import user_of
from grants.permissions import enter_call, run_call
from reports.selectors.workspace import workspace_of
from reports.views.workspace_figures import counters
from reports.words import workspace as workspace_in_words
from reports.words.acts import next_in_words


@login_required
@require_safe
def workspace(request: HttpRequest, code: str) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    calls = enter_call.queryset(user).select_related("funder")
    work = workspace_of(get_object_or_404(calls, code=code), user, now)
    context = {
        "call": work.call,
        "work": work,
        "now": now,
        "may_run": run_call.allows(user, work.call),
        "next": next_in_words(work.next, work.call, user),
        "steps": workspace_in_words.steps(work, now),
        "counters": [] if work.is_kept_out else counters(work),
        "deadlines": workspace_in_words.workspace_deadlines(work, now),
        "alerts": workspace_in_words.alerts(work, now),
        "rows": workspace_in_words.rows(work.applications),
    }
    return render(request, "reports/workspace.html", context)
