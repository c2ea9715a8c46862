"""The applicant's own page: the next thing to do, applications, deadlines."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.alphabet import in_alphabet
from accounts.sign_in.signed_in import user_of
from grants.selectors.own_applications import (
    calls_taking_applications,
    own_applications,
    own_organisations,
)
from grants.words.home import deadlines, next_task, own_rows


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    now, user = timezone.now(), user_of(request)
    found = list(own_applications(user))
    context: dict[str, Any] = {
        "section": "account",
        "organisations": in_alphabet(own_organisations(user)),
        "open_calls": calls_taking_applications(now).count(),
        "next": next_task(found, user, now),
        "rows": own_rows(found, now),
        "deadlines": deadlines(found, now),
    }
    funders = {application.call.funder for application in found}
    if len(funders) == 1:
        context["funder"] = funders.pop()
    return render(request, "grants/apply/applications.html", context)
