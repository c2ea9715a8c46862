"""Applications on paper: those that were recorded, and one to record."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from applicants.forms import NumberForm
from applicants.selectors import known_sender
from grants.actions.applying.record_paper import record_paper
from grants.core.workflow import CallWork
from grants.forms.paper.recording import PaperForm
from grants.models import Application, Call
from grants.selectors.calls.paper_applications import paper_filings
from grants.selectors.may import takes
from grants.views.desk.calls_set_up import call_to_run
from grants.words.paper import paper_standing


@login_required
@require_safe
def paper_applications(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    context = {
        "call": call,
        "rows": [(one, *paper_standing(one)) for one in paper_filings(call)],
        "may_record": takes(CallWork.RECORD_PAPER, call, user_of(request)),
    }
    return render(request, "grants/desk/paper.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, code: str) -> HttpResponse:
    """First the number of the sender, then the rest: who is known is not asked who it is."""
    call = call_to_run(request, code)
    given = request.POST if request.method == "POST" else request.GET
    is_asked = request.method == "POST" or "registration_number" in given
    asked = NumberForm(given if is_asked else None)
    if not asked.is_valid():
        return _number_page(request, call, asked)
    number = asked.cleaned_data["registration_number"]
    known = known_sender(number)
    if request.method != "POST":
        return _page(
            request,
            call,
            PaperForm(call=call, known=known, initial={"registration_number": number}),
        )
    form = PaperForm(request.POST, request.FILES, call=call, known=known)
    if form.is_valid():
        lot = get_object_or_404(call.lots, code=form.cleaned_data["lot"])
        with told_in(form):
            found = record_paper(
                lot=lot,
                sender=form.sender(),
                received=form.received(),
                scan=form.read_scan(),
                actor=user_of(request),
            )
            messages.success(request, _said(found))
            return redirect("grants:paper_applications", code=code)
    return _page(request, call, form)


def _said(application: Application) -> str:
    words = (
        _("%(number)s is recorded. It came too late: keep its envelope closed.")
        if application.paper.is_late
        else _("%(number)s is recorded.")
    )
    return words % {"number": application.number}


def _number_page(request: HttpRequest, call: Call, form: NumberForm) -> HttpResponse:
    context = {
        "call": call,
        "form": form,
        "may_record": takes(CallWork.RECORD_PAPER, call, user_of(request)),
    }
    status = 422 if form.errors else 200
    return render(request, "grants/desk/paper_number.html", context, status=status)


def _page(request: HttpRequest, call: Call, form: PaperForm) -> HttpResponse:
    context = {
        "call": call,
        "form": form,
        "known": form.known,
        "may_record": takes(CallWork.RECORD_PAPER, call, user_of(request)),
    }
    status = 422 if form.errors else 200
    return render(request, "grants/desk/paper_new.html", context, status=status)
