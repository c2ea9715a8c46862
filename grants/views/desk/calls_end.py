"""Publish a call, cancel a call: each with a page of its own that says what follows."""

from enum import StrEnum
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.sign_in.signed_in import user_of
from accounts.slots import filled
from accounts.telling import told_in
from grants.actions.calls.cancel_call import cancel_call
from grants.actions.calls.publish_call import publish_call
from grants.actions.second_person.ask_second_person import ask_second_person
from grants.core.workflow import CallStep
from grants.forms.call_end import CancelForm, PublishForm
from grants.models import Call
from grants.selectors.calls.call_set_up import set_up_of
from grants.selectors.calls.case_numbers import next_file_number
from grants.selectors.calls.pending_steps import needs_second_person, pending_step, second_persons
from grants.selectors.may import takes
from grants.views.desk.calls_set_up import call_to_run
from grants.words.call.rules import who_scores_in_words


@login_required
def publish(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    found = set_up_of(call)
    if not found.may_be_published:
        return redirect("grants:call_setup", code=code)
    for_two = needs_second_person(call, CallStep.PUBLISH)
    if for_two and pending_step(call, CallStep.PUBLISH) is not None:
        return redirect("grants:second_person", code=code)
    form = PublishForm(request.POST or None, initial={"sha256": found.sha256})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            sha256 = form.cleaned_data["sha256"]
            if for_two:
                return handed_over(request, call, CallStep.PUBLISH, {"sha256": sha256})
            publish_call(call=call, actor=user_of(request), sha256=sha256)
            messages.success(request, _("The call is published and frozen."))
            return redirect(filled("workspace", code) or "grants:call_setup", code=code)
    context = {"call": call, "set_up": found, "form": form, "for_two": for_two}
    context["who_scores"] = who_scores_in_words(call.file) if found.is_faultless else []
    day = timezone.localdate(max(filter(None, (found.publication, timezone.now()))))
    context["file_number"] = next_file_number(call.funder, day.year)
    context["others"] = second_persons(call, user_of(request)) if for_two else []
    return render(
        request, "grants/desk/call_publish.html", context, status=422 if form.errors else 200
    )


@login_required
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    for_two = needs_second_person(call, CallStep.CANCEL)
    if for_two and pending_step(call, CallStep.CANCEL) is not None:
        return redirect("grants:second_person", code=code)
    form = CancelForm(call, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            if for_two:
                return handed_over(request, call, CallStep.CANCEL, {"reason": form.reason()})
            cancel_call(call=call, reason=form.reason(), actor=user_of(request))
            messages.success(request, _("The call is cancelled. The applicants are told."))
            return redirect("grants:call_setup", code=code)
    context = {
        "call": call,
        "form": form,
        "may_cancel": takes(CallStep.CANCEL, call, user_of(request)),
        "for_two": for_two,
        "others": second_persons(call, user_of(request)) if for_two else [],
    }
    return render(
        request, "grants/desk/call_cancel.html", context, status=422 if form.errors else 200
    )


def handed_over(
    request: HttpRequest, call: Call, step: StrEnum, about: dict[str, Any]
) -> HttpResponse:
    """Raises Refused."""
    ask_second_person(call=call, step=step, about=about, actor=user_of(request))
    messages.success(request, _("Handed over. A second person gets a letter and confirms it."))
    return redirect("grants:second_person", code=call.code)
