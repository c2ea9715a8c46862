"""Before the signature: the officer proposes, the approver reads, signs or returns."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import ConfirmAgainForm
from accounts.models import Role
from accounts.permissions import has_role
from accounts.signed_in import user_of
from accounts.telling import told_in, told_on_top
from awards.actions.approve_proposal import approve_proposal
from awards.actions.propose_allocation import propose_allocation
from awards.actions.return_proposal import return_proposal
from awards.forms import ReturnForm
from awards.models import Proposal
from awards.permissions import sign_proposal, view_proposal
from awards.views.approval_page import approval_context, propose_context, signatures_context
from grants.permissions import read_whole_call, run_call


@login_required
@require_safe
def signatures(request: HttpRequest) -> HttpResponse:
    """Where an approver begins: what waits, and what was signed or returned last."""
    user = user_of(request)
    if not has_role(user, Role.APPROVER):
        raise PermissionDenied
    return render(request, "awards/signatures.html", signatures_context(user))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    user = user_of(request)
    call = get_object_or_404(read_whole_call.queryset(user).select_related("funder"), code=code)
    run_call.require(user, call)
    context = propose_context(call)
    if request.method != "POST" or context["allocation"] is None:
        return render(request, "awards/propose.html", context)
    with told_on_top(request):
        made = propose_allocation(
            allocation=context["allocation"],
            sha256=request.POST.get("sha256", ""),
            actor=user,
        )
        return redirect("awards:approval", code=call.code, number=made.number)
    return redirect("awards:propose", code=call.code)


@login_required
@require_safe
def approval(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return _page(request, _proposal(request, code, number))


@login_required
@require_POST
def sign(request: HttpRequest, code: str, number: int) -> HttpResponse:
    proposal, user = _proposal(request, code, number), user_of(request)
    sign_proposal.require(user, proposal)
    form = ConfirmAgainForm(request.POST, user=user)
    return _act(request, proposal, form, lambda: approve_proposal(proposal=proposal, actor=user))


@login_required
@require_POST
def give_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    proposal, user = _proposal(request, code, number), user_of(request)
    sign_proposal.require(user, proposal)
    form = ReturnForm(request.POST)
    reason = request.POST.get("reason", "")
    return _act(
        request,
        proposal,
        form,
        lambda: return_proposal(proposal=proposal, reason=reason, actor=user),
    )


def _act(
    request: HttpRequest, proposal: Proposal, form: Form, act: Callable[[], object]
) -> HttpResponse:
    """Do it and show the proposal as it is now; or show what stands in the way, nothing lost."""
    if form.is_valid():
        with told_in(form):
            act()
            return redirect("awards:approval", code=proposal.call.code, number=proposal.number)
    return _page(request, proposal, form)


def _page(request: HttpRequest, proposal: Proposal, form: Form | None = None) -> HttpResponse:
    context: dict[str, Any] = approval_context(proposal, user_of(request), form)
    return render(request, "awards/approval.html", context, status=422 if form else 200)


def _proposal(request: HttpRequest, code: str, number: int) -> Proposal:
    rows = view_proposal.queryset(user_of(request)).select_related(
        "call__funder", "proposed_by", "closed_by", "allocation__ranking"
    )
    return get_object_or_404(rows, call__code=code, number=number)
