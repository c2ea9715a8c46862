"""What can be verified, with which files and commands, and what it does not prove."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.selectors import latest_checkpoint, verifier_key_of_ledger
from reports.selectors.call_results import published_results

RECENT = 10


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    context = {
        "section": "verify",
        "calls": published_results()[:RECENT],
        "checkpoint": latest_checkpoint(),
        "key": verifier_key_of_ledger(),
    }
    return render(request, "reports/public/verify.html", context)
