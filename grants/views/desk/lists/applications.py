"""The applications of a call, and one of them, for those who work on the call."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Role
from accounts.permissions import has_role
from accounts.sign_in.signed_in import user_of
from applicants.selectors import unproved_among
from grants.core import application_stages, call_stages
from grants.permissions import (
    check_application,
    enter_call,
    kept_out_of_call,
    view_opened_application,
)
from grants.selectors.calls.paper_applications import paper_of
from grants.selectors.desk_applications import (
    neighbours,
    opened_attachments,
    progress_of,
    sent_at,
)
from grants.views.desk.lists.choice import choice_of
from grants.words.desk_application import applicant_rows, history_of, parts_of
from grants.words.hearing import waiting_notes
from grants.words.states import state_of

PER_PAGE = 50


@login_required
@require_safe
def applications(request: HttpRequest, code: str) -> HttpResponse:
    user = user_of(request)
    call = get_object_or_404(enter_call.queryset(user).select_related("funder"), code=code)
    choice = choice_of(request.GET, user, call)
    together = choice.together
    pages = Paginator(choice.listed, PER_PAGE)
    pages.count = together.count  # it would ask for it again
    page = pages.get_page(request.GET.get("page"))
    notes = waiting_notes(call, list(page))
    may_check = has_role(user, Role.OFFICER, funder_id=call.funder_id, call_id=call.pk)
    context = {
        "call": call,
        "page": page,
        "rows": [(row, *state_of(row.state), notes.get(row.pk, "")) for row in page],
        "unproved": unproved_among([row.organisation_id for row in page]),
        "sum": together.cents,
        "progress": progress_of(choice.known, choice.tally),
        "filters": choice.filters,
        "query": choice.query,
        "chosen": list(choice.parts()),
        "search": {"name": "q", "label": _("Number, applicant or title"), "value": choice.words},
        "sealed": sum(choice.tally.of(one).count for one in application_stages.SEALED),
        "may_check": may_check,
        "may_act": may_check and call.state in call_stages.IN_CHECK,
        "is_kept_out": kept_out_of_call.allows(user, call),
    }
    return render(request, "grants/desk/applications.html", context)


@login_required
@require_safe
def application(request: HttpRequest, number: str) -> HttpResponse:
    user = user_of(request)
    rows = view_opened_application.queryset(user).select_related("call__funder", "lot")
    found = get_object_or_404(rows, number=number)
    shape, words = state_of(found.state)
    before, after = neighbours(found, user)
    files = opened_attachments(found)
    context = {
        "call": found.call,
        "application": found,
        "paper": paper_of(found, files),
        "sent_at": sent_at(found),
        "shape": shape,
        "state": words,
        "parts": parts_of(found, files),
        "applicant": applicant_rows(found),
        "history": history_of(found),
        "before": before,
        "after": after,
        "may_check": check_application.allows(user, found),
    }
    return render(request, "grants/desk/application.html", context)
