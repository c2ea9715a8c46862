"""A decision: the applicant's page, the document, and the public page that it points to."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.languages import reader_language
from accounts.sign_in.signed_in import user_of
from awards.models import Decision, Proposal
from awards.selectors.findings import findings_of
from awards.selectors.listed import application_decided_by
from awards.selectors.mailings import delivery_of
from awards.selectors.signatories import signatories_for
from awards.selectors.signed import waiting_for_signature
from awards.words.decision_content import decision_on, said_by
from grants.permissions import enter_call, read_whole_call
from reports.documents.decision import decision_rows, seal_on
from reports.files import stored_response
from reports.selectors.documents import decision_document, decision_for, marked_decision
from reports.words.post import delivery_rows


@login_required
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    decision = _readable(request, number)
    works_on_it = enter_call.allows(user_of(request), decision.call)
    frame = "reports/_decision_on_desk.html" if works_on_it else "base_public.html"
    letter = delivery_of(decision) if decision.issued_at is not None else None
    context = {"frame": frame, "delivery": delivery_rows(letter) if letter is not None else []}
    return render(request, "reports/decision.html", _in_one_language(decision) | context)


@login_required
@require_safe
def preview(request: HttpRequest, code: str, number: int, application: str) -> HttpResponse:
    """The decision as it will be once the proposal is signed: for the staff of the call."""
    call = get_object_or_404(read_whole_call.queryset(user_of(request)), code=code)
    rows = waiting_for_signature(Proposal.objects.filter(call=call)).select_related(
        "call__funder", "allocation__ranking__version", "allocation__entry"
    )
    proposal = get_object_or_404(rows, number=number)
    row = application_decided_by(proposal, application)
    if row is None:
        raise Http404("The proposal decides nothing on such an application.")
    context = _in_one_language(decision_on(findings_of(proposal), row)) | {
        "frame": "reports/_decision_on_desk.html",
        "preview_of": proposal,
        "will_sign": signatories_for(call, timezone.localdate()),
    }
    return render(request, "reports/decision.html", context)


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
    context = {"decision": decision, "content": said_by(decision), "call": decision.call}
    context |= {"seal": seal_on(decision), "is_demo": settings.DEMO}
    return render(request, "reports/decision_check.html", context)


def _readable(request: HttpRequest, number: str) -> Decision:
    decision = decision_for(user_of(request), number)
    if decision is None:
        raise Http404("No decision on this application is for this person.")
    return decision


def _in_one_language(decision: Decision) -> dict[str, Any]:
    """The reader's language, or the first official one."""
    content = said_by(decision)
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
        "seal": seal_on(decision) if decision.pk else None,
        "is_demo": settings.DEMO,
    }
