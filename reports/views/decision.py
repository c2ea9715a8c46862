"""A decision: the applicant's page, the document, and the public page that it points to."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.languages import reader_language
from accounts.sign_in.signed_in import user_of
from awards.models import Decision
from grants.permissions import enter_call
from reports.documents.decision import decision_rows, seal_on
from reports.files import stored_response
from reports.selectors.documents import decision_document, decision_for, marked_decision


@login_required
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    decision = _readable(request, number)
    works_on_it = enter_call.allows(user_of(request), decision.call)
    frame = "reports/_decision_on_desk.html" if works_on_it else "base_public.html"
    return render(request, "reports/decision.html", _in_one_language(decision) | {"frame": frame})


@login_required
@require_safe
def document(request: HttpRequest, number: str) -> HttpResponse:
    stored = decision_document(_readable(request, number))
    if stored is None:
        raise Http404("The decision has no document yet.")
    return stored_response(stored)


@never_cache
@require_safe
def check(request: HttpRequest, number: str, mark: str) -> HttpResponse:
    """What anybody who holds the paper may compare with the ledger."""
    decision = marked_decision(number, mark)
    if decision is None:
        raise Http404("No issued decision carries this mark.")
    context = {"decision": decision, "content": decision.content, "call": decision.call}
    context |= {"seal": seal_on(decision), "is_demo": settings.DEMO}
    return render(request, "reports/decision_check.html", context)


def _readable(request: HttpRequest, number: str) -> Decision:
    decision = decision_for(user_of(request), number)
    if decision is None:
        raise Http404("No decision on this application is for this person.")
    return decision


def _in_one_language(decision: Decision) -> dict[str, Any]:
    """The reader's language, or the first official one."""
    content = decision.content
    wanted = reader_language()
    language = wanted if wanted in content["texts"] else content["languages"][0]
    rows = decision_rows(content)
    return {
        "decision": decision,
        "content": content,
        "language": language,
        "text": content["texts"][language],
        "rows": [{**row, "said": row["words"][language]} for row in rows],
        "application": decision.application,
        "call": decision.call,
        "funder": decision.call.funder,
        "section": "account",
        "seal": seal_on(decision),
        "is_demo": settings.DEMO,
    }
