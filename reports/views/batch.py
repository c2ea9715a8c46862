"""The page of decisions on the desk: prepared, issued by a job, published in the end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in, told_on_top
from awards.actions.name_signatory import name_signatory
from awards.forms import SignatoryOfCallForm
from grants.actions.begin_act import begin_act
from grants.core.workflow import CallWork
from grants.models import Call
from grants.permissions import read_whole_call, run_call
from jobs.registry import JobKind
from jobs.selectors import describe_job
from reports.actions.start_issuing import start_issuing
from reports.selectors.decisions import batch_of, read_decision_choice
from reports.selectors.unwritten_letters import unwritten_letters
from reports.tasks import PREPARATION, RESULTS
from reports.words.decisions import counters, failures, filters, search

MOST_WORDS = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, code: str) -> HttpResponse:
    """The decisions; sent to it is who signs them, where several could."""
    call, user = _call(request, code), user_of(request)
    form = SignatoryOfCallForm(request.POST or None, call=call, day=timezone.localdate())
    if request.method == "POST":
        run_call.require(user, call)
        if form.is_valid():
            with told_in(form):
                name_signatory(call=call, user_id=form.cleaned_data["signatory"], actor=user)
                messages.success(request, _("The signatory of this call is named."))
                return redirect("reports:batch", code=code)
    return render(request, "reports/batch.html", _shown(request, call, form), status=_status(form))


def _status(form: SignatoryOfCallForm) -> int:
    return 422 if form.errors else 200


def _shown(request: HttpRequest, call: Call, form: SignatoryOfCallForm) -> dict[str, Any]:
    choice = read_decision_choice(
        *(request.GET.get(name, "")[:MOST_WORDS] for name in ("q", "shown"))
    )
    found = batch_of(call, user_of(request), _page(request), choice)
    return {
        "call": found.call,
        "batch": found,
        "form": form,
        "page": found.page,
        "filters": filters(choice),
        "search": search(choice),
        "counters": counters(found),
        "failures": failures(found),
        "unwritten": [] if found.is_running else unwritten_letters(found.call),
        "progress": describe_job(found.job) if found.job else None,
    }


@login_required
@require_POST
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    said = _("The decisions are prepared; none is issued.")
    return _act(request, code, PREPARATION, CallWork.PREPARE_DECISIONS, said)


@login_required
@require_POST
def issue(request: HttpRequest, code: str) -> HttpResponse:
    call, user = _call(request, code), user_of(request)
    with told_on_top(request):
        start_issuing(call=call, actor=user)
        messages.success(request, _("The decisions are being issued."))
    return redirect("reports:batch", code=code)


@login_required
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    said = _("The results are published.")
    return _act(request, code, RESULTS, CallWork.PUBLISH_RESULTS, said)


def _act(request: HttpRequest, code: str, kind: JobKind, step: CallWork, said: str) -> HttpResponse:
    """Do it and say so, or show the job that does it."""
    call, user = _call(request, code), user_of(request)
    with told_on_top(request):
        job = begin_act(kind=kind.code, call=call, step=step, actor=user)
        if job is not None:
            return redirect(job)
        messages.success(request, said)
    return redirect("reports:batch", code=code)


def _call(request: HttpRequest, code: str) -> Call:
    calls = read_whole_call.queryset(user_of(request)).select_related("funder")
    return get_object_or_404(calls, code=code)


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
