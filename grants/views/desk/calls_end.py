"""Publish a call, cancel a call: each with a page of its own that says what follows."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.refusal import Refused
from accounts.signed_in import user_of
from grants.actions.cancel_call import cancel_call
from grants.actions.publish_call import publish_call
from grants.forms.call_end import CancelForm, PublishForm
from grants.selectors.call_set_up import may_be_cancelled, set_up_of
from grants.templatetags.merila_urls import page_url
from grants.views.desk.calls_set_up import call_to_run


@login_required
def publish(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    found = set_up_of(call)
    if not found.is_draft or found.faults:
        return redirect("grants:call_setup", code=code)
    form = PublishForm(request.POST or None, initial={"sha256": found.sha256})
    if request.method == "POST" and form.is_valid():
        try:
            publish_call(call=call, actor=user_of(request), sha256=form.cleaned_data["sha256"])
            messages.success(request, _("The call is published and frozen."))
            return redirect(page_url("reports:workspace", code) or "grants:call_setup", code=code)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"call": call, "set_up": found, "form": form, "now": timezone.now()}
    return render(
        request, "grants/desk/call_publish.html", context, status=422 if form.errors else 200
    )


@login_required
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    form = CancelForm(call, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_call(call=call, reason=form.reason(), actor=user_of(request))
            messages.success(request, _("The call is cancelled. The applicants are told."))
            return redirect("grants:call_setup", code=code)
        except Refused as refused:
            place = refused.field if refused.field in form.fields else None
            form.add_error(place, str(refused))
    context = {"call": call, "form": form, "may_cancel": may_be_cancelled(call)}
    return render(
        request, "grants/desk/call_cancel.html", context, status=422 if form.errors else 200
    )
