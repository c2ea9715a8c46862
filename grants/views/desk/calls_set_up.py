"""The set-up of a call: its check, its parts, its file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile
from accounts.sign_in.signed_in import user_of
from callfile.as_written import Written
from callfile.file import canonical
from grants.actions.calls.replace_call_content import replace_call_content
from grants.call_files.check import SentCall
from grants.call_files.reading import write_yaml
from grants.core.workflow import CallStep, CallWork
from grants.forms.call_file import ReplaceForm
from grants.forms.call_lots import MoneyForm, ScoringForm
from grants.forms.call_parts import BasicsForm, DatesForm, PartForm, RemedyForm
from grants.models import Call
from grants.permissions import enter_call, run_call
from grants.selectors.calls.call_set_up import is_draft, set_up_of
from grants.selectors.calls.pending_steps import pending_step
from grants.selectors.may import is_state_for
from grants.views.desk.call_faults import fault_rows, sent_faults
from grants.words.call.rules import who_scores_in_words

PARTS: dict[str, type[PartForm]] = {
    "basics": BasicsForm,
    "dates": DatesForm,
    "money": MoneyForm,
    "remedy": RemedyForm,
    "scoring": ScoringForm,
}


def call_of_desk(request: HttpRequest, code: str) -> Call:
    """404 for strangers; whoever reads on this desk may look at the set-up."""
    calls = enter_call.queryset(user_of(request)).select_related("funder")
    return get_object_or_404(calls, code=code)


def call_to_run(request: HttpRequest, code: str) -> Call:
    """The same for who runs the call; 403 for everybody else on this desk."""
    call = call_of_desk(request, code)
    if not run_call.allows(user_of(request), call):
        raise PermissionDenied
    return call


@login_required
@require_safe
def set_up(request: HttpRequest, code: str) -> HttpResponse:
    call = call_of_desk(request, code)
    found = set_up_of(call)
    context = {
        "call": call,
        "set_up": found,
        "faults": fault_rows(found.faults, call.content),
        "dated": fault_rows(found.dated, call.content),
        "warnings": fault_rows(found.warnings, call.content),
        "parts": [(name, form.title) for name, form in PARTS.items()],
        "who_scores": who_scores_in_words(call.file) if found.is_faultless else [],
        "version": call.versions.first(),
        "may_run": run_call.allows(user_of(request), call),
        "may_amend": is_state_for(CallWork.AMEND, call),
        "waits_for_second": pending_step(call, CallStep.PUBLISH) is not None,
        "may_cancel": is_state_for(CallStep.CANCEL, call),
    }
    return render(request, "grants/desk/call_setup.html", context)


@login_required
def part(request: HttpRequest, code: str, part: str) -> HttpResponse:
    call = call_to_run(request, code)
    if part not in PARTS:
        raise Http404
    if not is_draft(call):
        return redirect("grants:call_setup", code=code)
    first: dict[str, Any] = {
        "content_version": call.content_version,
        "file_number": call.file_number,
    }
    form = PARTS[part](request.POST or None, content=call.content, initial=first)
    if request.method == "POST" and form.is_valid() and _replaced(request, call, form):
        return redirect("grants:call_setup", code=code)
    context = {"call": call, "form": form, "heading": form.title}
    return render(
        request, "grants/desk/call_part.html", context, status=422 if form.errors else 200
    )


@login_required
def replace(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    first = {"content_version": call.content_version}
    form = ReplaceForm(request.POST or None, request.FILES or None, initial=first)
    read: SentCall | None = None
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data["file"]
        if isinstance(read.call, dict) and _replaced(request, call, form, read.call):
            return redirect("grants:call_setup", code=code)
        if not form.errors:
            form.add_error("file", _("Nothing could be kept of this file; the faults stand below."))
    context = {"call": call, "form": form, "is_draft": is_draft(call), **sent_faults(read)}
    return render(
        request, "grants/desk/call_replace.html", context, status=422 if form.errors else 200
    )


def _replaced(request: HttpRequest, call: Call, form: Any, content: Written | None = None) -> bool:
    """Whether the call has its new content; otherwise the form says why not."""
    given = form.cleaned_data
    try:
        replace_call_content(
            call=call,
            content=form.applied_to(call.content) if content is None else content,
            content_version=given["content_version"],
            file_number=given.get("file_number"),
            actor=user_of(request),
        )
    except ChangedMeanwhile as refused:
        call.refresh_from_db()
        if content is None and isinstance(form, PartForm):
            form.show_stored(call.content, call.content_version)
        else:
            form.add_error("file", str(refused))
            form.data = {**form.data, "content_version": str(call.content_version)}
        return False
    except Refused as refused:
        form.add_error("file" if "file" in form.fields else None, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True


@login_required
@require_safe
def as_yaml(request: HttpRequest, code: str) -> HttpResponse:
    call = call_of_desk(request, code)
    return _download(write_yaml(call.content).encode(), f"{call.code}.yaml", "application/yaml")


@login_required
@require_safe
def as_json(request: HttpRequest, code: str) -> HttpResponse:
    call = call_of_desk(request, code)
    return _download(canonical(call.content), f"{call.code}.json", "application/json")


def _download(data: bytes, name: str, content_type: str) -> HttpResponse:
    """The code of a call has letters, digits and hyphens only, so the name is safe."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=f"{content_type}; charset=utf-8", headers=headers)
