"""What can be verified, with which files and commands, and what it does not prove."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.selectors import latest_checkpoint, verifier_key_of_ledger
from grants.selectors.funders import funder_asked
from reports.selectors.call_results import published_results

RECENT = 10


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    funder = funder_asked(request.GET.getlist("funder"))
    found = published_results().filter(funder=funder) if funder else published_results()
    context = {
        "section": "verify",
        "calls": found[:RECENT],
        "checkpoint": latest_checkpoint(),
        "key": verifier_key_of_ledger(),
    }
    return render(request, "reports/public/verify.html", context)
