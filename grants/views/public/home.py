"""The first page: what is open, what is coming, what was decided."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from grants.forms.call_filter import CallFilter
from grants.models import Funder
from grants.selectors.calls.public_calls import RECENT, CallsByStage, by_stage, public_calls
from grants.selectors.funders import arms_of, publishing_funders
from grants.words.call.cards import calendar_rows, open_cards, progress_rows


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Of the installation; it names its funders where several publish here."""
    funders = list(publishing_funders())
    return _front(request, None, funders if len(funders) > 1 else [])


@require_safe
def funder_home(request: HttpRequest, funder: str) -> HttpResponse:
    """Of one funder: its calls and nobody else’s."""
    return _front(request, get_object_or_404(Funder, code=funder), [])


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def arms(request: HttpRequest, funder: str, mark: str) -> HttpResponse:
    """The address says what the picture is, so it may be kept for good."""
    picture = arms_of(funder, mark)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png")


def _front(request: HttpRequest, funder: Funder | None, funders: list[Funder]) -> HttpResponse:
    everything = public_calls() if funder is None else public_calls().filter(funder=funder)
    chosen = CallFilter(request.GET or None, queryset=everything)
    filtered = any(request.GET.get(name) for name in chosen.filters)
    now = timezone.now()
    calls = by_stage(chosen.qs, now)
    context = {"section": "calls", "form": chosen.form, "filtered": filtered, "calls": calls}
    context |= _parts(calls, now)
    context |= {"has_calls": bool(calls) or (filtered and everything.exists()), "funders": funders}
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


def _status(chosen: CallFilter) -> int:
    return 400 if chosen.is_bound and not chosen.form.is_valid() else 200
