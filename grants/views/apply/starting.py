"""Begin an application from the page of its call."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.languages import reader_language
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.actions.applying.start_application import start_application
from grants.core import call_stages
from grants.forms.starting import StartForm
from grants.models import Call
from grants.selectors.own_applications import (
    is_taking_applications,
    organisations_to_apply_with,
)


@login_required
def start(request: HttpRequest, code: str) -> HttpResponse:
    calls = Call.objects.filter(state__in=call_stages.SEALED).select_related("funder")
    call = get_object_or_404(calls, code=code)
    organisations = organisations_to_apply_with(user_of(request))
    given = {"lot": request.GET.get("lot")}
    form = StartForm(request.POST or None, call=call, organisations=organisations, initial=given)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            application = start_application(
                **form.cleaned_data, language=reader_language(), actor=user_of(request)
            )
            return redirect("grants:apply_tasks", number=application.number)
    is_open = is_taking_applications(call, timezone.now())
    context = {"call": call, "funder": call.funder, "form": form, "is_open": is_open}
    context |= {"organisations": organisations, "section": "calls"}
    return render(request, "grants/apply/start.html", context, status=422 if form.errors else 200)
