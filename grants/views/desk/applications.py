"""The applications of a call, and one of them, for those who work on the call."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.signed_in import user_of
from grants.core.workflow import ApplicationState
from grants.models import Application, Call
from grants.permissions import check_application, enter_call, run_call, view_opened_application
from grants.selectors.desk_applications import (
    neighbours,
    opened_applications,
    opened_attachments,
    progress_of,
    sent_at,
    states_in_use,
)
from grants.state_words import state_of
from grants.views.desk.application_in_words import applicant_rows, history_of, parts_of

PER_PAGE, MOST_WORDS = 50, 100


@login_required
@require_safe
def applications(request: HttpRequest, code: str) -> HttpResponse:
    user = user_of(request)
    call = get_object_or_404(enter_call.queryset(user).select_related("funder"), code=code)
    words = " ".join(request.GET.get("q", "")[:MOST_WORDS].split())
    filters, rows = _chosen(request, call, opened_applications(user, call, words))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "page": page,
        "rows": [(row, *state_of(row.state)) for row in page],
        "sum": rows.aggregate(cents=Sum("requested_cents"))["cents"] or 0,
        "progress": progress_of(call),
        "filters": filters,
        "search": {"name": "q", "label": _("Number, applicant or title"), "value": words},
        "sealed": call.applications.filter(state=ApplicationState.SUBMITTED).count(),
        "may_check": run_call.allows(user, call),
    }
    return render(request, "grants/desk/applications.html", context)


@login_required
@require_safe
def application(request: HttpRequest, number: str) -> HttpResponse:
    user = user_of(request)
    rows = view_opened_application.queryset(user).select_related("call__funder", "lot")
    found = get_object_or_404(rows, number=number)
    shape, words = state_of(found.state)
    before, after = neighbours(found)
    context = {
        "call": found.call,
        "application": found,
        "sent_at": sent_at(found),
        "shape": shape,
        "state": words,
        "parts": parts_of(found, opened_attachments(found)),
        "applicant": applicant_rows(found),
        "history": history_of(found),
        "before": before,
        "after": after,
        "may_check": check_application.allows(user, found),
    }
    return render(request, "grants/desk/application.html", context)


def _chosen(
    request: HttpRequest, call: Call, rows: QuerySet[Application]
) -> tuple[list[dict[str, Any]], QuerySet[Application]]:
    """The two filters with what is chosen in them; a value that does not exist chooses nothing."""
    states = {state: f"{state_of(state)[1]} ({count})" for state, count in states_in_use(call)}
    lots = {lot.code: lot.code for lot in call.lots.filter(is_leaf=True)}
    state, lot = request.GET.get("state", ""), request.GET.get("lot", "")
    if state in states:
        rows = rows.filter(state=state)
    if lot in lots:
        rows = rows.filter(lot__code=lot)
    filters = [
        _filter("state", _("State"), _("All states"), states, state),
        _filter("lot", _("Lot"), _("All lots"), lots, lot),
    ]
    return filters, rows


def _filter(
    name: str, label: str, everything: str, words: dict[str, str], chosen: str
) -> dict[str, Any]:
    options = [{"value": "", "words": everything, "selected": chosen not in words}]
    options += [
        {"value": value, "words": text, "selected": value == chosen}
        for value, text in words.items()
    ]
    return {"name": name, "label": label, "options": options}
