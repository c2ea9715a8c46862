"""The ranking and the allocation on the desk, the trace of a number, and the two computations."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_on_top
from grants.actions.begin_act import begin_act
from grants.core.workflow import CallWork
from grants.models import Application, Call
from jobs.registry import JobKind
from scoring.permissions import view_ranking
from scoring.selectors.runs.ranking import runs_of
from scoring.selectors.runs.ranking_choice import read_ranking_choice
from scoring.tasks import ALLOCATION, RANKING
from scoring.views.ranking_page import (
    ShownRanking,
    before_context,
    ranking_context,
    trace_context,
)

MOST_WORDS = 100


@login_required
@require_safe
def ranking(request: HttpRequest, code: str) -> HttpResponse:
    call, user = _call(request, code), user_of(request)
    context = ranking_context(
        call,
        user,
        lot_code=request.GET.get("lot", ""),
        number=_number(request, "run"),
        shown=_shown(request),
    )
    if context is None:
        return render(request, "scoring/ranking_before.html", before_context(call, user))
    return render(request, "scoring/ranking.html", context)


@login_required
@require_safe
def trace(request: HttpRequest, code: str, number: str) -> HttpResponse:
    call = _call(request, code)
    rows = Application.objects.filter(call=call).select_related("lot")
    application = get_object_or_404(rows, number=number)
    context = trace_context(call, application, _number(request, "run"))
    return render(request, "scoring/trace.html", context)


@login_required
@require_POST
def compute(request: HttpRequest, code: str) -> HttpResponse:
    return _act(request, _call(request, code), RANKING, CallWork.COMPUTE_RANKING, {})


@login_required
@require_POST
def allocate(request: HttpRequest, code: str) -> HttpResponse:
    call = _call(request, code)
    newest = runs_of(call).newest
    if newest is None:
        raise Http404
    about = {"ranking": newest.pk}
    return _act(request, call, ALLOCATION, CallWork.COMPUTE_ALLOCATION, about)


def _act(
    request: HttpRequest, call: Call, kind: JobKind, step: CallWork, about: dict[str, int]
) -> HttpResponse:
    """To the ranking, or to the job that computes it; a fault of the core is a sentence on top."""
    user = user_of(request)
    job = None
    with told_on_top(request):
        job = begin_act(kind=kind.code, call=call, step=step, actor=user, parameters=about)
    return redirect(job or reverse("scoring:ranking", args=[call.code]))


def _call(request: HttpRequest, code: str) -> Call:
    rows = view_ranking.queryset(user_of(request)).select_related("funder")
    return get_object_or_404(rows, code=code)


def _shown(request: HttpRequest) -> ShownRanking:
    # PostgreSQL takes no text with NUL in it; no number and no name has one.
    words, outcome, order, opened = (
        request.GET.get(name, "").replace("\0", "") for name in ("q", "outcome", "order", "trace")
    )
    choice = read_ranking_choice(words[:MOST_WORDS], outcome, order)
    return ShownRanking(choice, _number(request, "page") or 0, opened)


def _number(request: HttpRequest, name: str) -> int | None:
    """A small number of the address, None where there is none; 404 for anything else."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise Http404
    return int(text)
