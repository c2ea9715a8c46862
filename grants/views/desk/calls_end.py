"""Publish a call, cancel a call: each with a page of its own that says what follows."""

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
from grants.core.workflow import CallStep
from grants.forms.call_end import CancelForm, PublishForm
from grants.selectors.calls.call_set_up import set_up_of
from grants.selectors.may import takes
from grants.views.desk.calls_set_up import call_to_run


@login_required
def publish(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    found = set_up_of(call)
    if not found.may_be_published:
        return redirect("grants:call_setup", code=code)
    form = PublishForm(request.POST or None, initial={"sha256": found.sha256})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            publish_call(call=call, actor=user_of(request), sha256=form.cleaned_data["sha256"])
            messages.success(request, _("The call is published and frozen."))
            return redirect(filled("workspace", code) or "grants:call_setup", code=code)
    context = {"call": call, "set_up": found, "form": form, "now": timezone.now()}
    return render(
        request, "grants/desk/call_publish.html", context, status=422 if form.errors else 200
    )


@login_required
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    form = CancelForm(call, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            cancel_call(call=call, reason=form.reason(), actor=user_of(request))
            messages.success(request, _("The call is cancelled. The applicants are told."))
            return redirect("grants:call_setup", code=code)
    context = {
        "call": call,
        "form": form,
        "may_cancel": takes(CallStep.CANCEL, call, user_of(request)),
    }
    return render(
        request, "grants/desk/call_cancel.html", context, status=422 if form.errors else 200
    )
