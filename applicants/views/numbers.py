"""Pages of the office about registration numbers: who entered them, and whose they are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.seen import LOOK_AGAIN, ChangedMeanwhile, mark_of
from accounts.sign_in.signed_in import user_of
from applicants.actions.prove_organisation import prove_organisation
from applicants.forms import ProofForm
from applicants.models import Organisation
from applicants.permissions import may_prove, may_see_claims
from applicants.selectors import claimants_of, claims_among, unproved_organisations

MOST_SHOWN = 100


def _require_office(request: HttpRequest) -> None:
    if not may_see_claims(user_of(request)):
        raise PermissionDenied


@login_required
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    _require_office(request)
    rows = unproved_organisations()
    context = {"rows": rows[:MOST_SHOWN], "count": rows.count(), "most": MOST_SHOWN}
    return render(request, "applicants/desk/numbers.html", context)


def _is_decided_so(organisation: Organisation, given: dict[str, str]) -> bool:
    """By the same words, such as when the button was pressed twice."""
    said = {"evidence": organisation.evidence, "reason": organisation.proof_reason}
    return organisation.is_proved and said == given


@login_required
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    _require_office(request)
    organisation = get_object_or_404(Organisation, pk=pk)
    claimants = list(claimants_of(organisation))
    form = ProofForm(request.POST or None)
    is_own = not may_prove(user_of(request), claimants)
    if request.method == "POST" and is_own:
        raise PermissionDenied
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        given, actor = form.cleaned_data, user_of(request)
        try:
            prove_organisation(organisation=organisation, actor=actor, seen=seen, **given)
        except ChangedMeanwhile:
            organisation = get_object_or_404(Organisation, pk=pk)
            claimants, seen = list(claimants_of(organisation)), ""
            if not _is_decided_so(organisation, given):
                form.add_error(None, LOOK_AGAIN)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("The number is proved."))
        return redirect("applicants:numbers")
    context = {
        "organisation": organisation,
        "others": [one for one in claimants if one.pk != pk],
        "officers": list(organisation.officers.all()),
        "form": form,
        "is_own": is_own,
        "seen": seen or mark_of(claims_among(claimants)),
    }
    status = 422 if form.errors else 200
    return render(request, "applicants/desk/prove.html", context, status=status)
