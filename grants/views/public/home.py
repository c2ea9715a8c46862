"""The first page: what is open, what is coming, what was decided."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from grants.forms.call_filter import CallFilter
from grants.selectors.calls.public_calls import RECENT, CallsByStage, by_stage, public_calls
from grants.words.call.cards import calendar_rows, open_cards, progress_rows


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    chosen = CallFilter(request.GET or None, queryset=public_calls())
    filtered = any(request.GET.get(name) for name in chosen.filters)
    now = timezone.now()
    calls = by_stage(chosen.qs, now)
    context = {"section": "calls", "form": chosen.form, "filtered": filtered, "calls": calls}
    context |= _parts(calls, now) | {"has_calls": bool(calls) or _any_call(filtered)}
    return render(request, "grants/public/home.html", context, status=_status(chosen))


def _parts(calls: CallsByStage, now: datetime) -> dict[str, Any]:
    return {
        "open_cards": open_cards(calls.open),
        "announced": progress_rows(calls.announced, now),
        "evaluated": progress_rows(calls.evaluated, now),
        "decided": progress_rows(calls.decided, now),
        "calendar": calendar_rows(calls, now)[: 2 * RECENT],
        "today": timezone.localdate(),
    }


def _any_call(filtered: bool) -> bool:
    return filtered and public_calls().exists()


def _status(chosen: CallFilter) -> int:
    return 400 if chosen.is_bound and not chosen.form.is_valid() else 200
