"""Before the decisions: the officer proposes, the approver approves or returns, somebody signs."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import ConfirmAgainForm
from accounts.models import Role, User
from accounts.permissions import has_role
from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in, told_on_top
from awards.actions.approve_proposal import signing_step
from awards.actions.return_proposal import return_proposal
from awards.forms import ReturnForm
from awards.models import Proposal
from awards.permissions import sign_proposal, view_proposal
from awards.selectors.signatories import may_sign_today
from awards.selectors.signed import is_outdone
from awards.tasks import PROPOSAL, SIGNATURE
from awards.views.approval_page import approval_context, propose_context, signatures_context
from grants.actions.begin_act import begin_act
from grants.core.workflow import CallStep, CallWork
from grants.permissions import read_whole_call, run_call, sign_for_call
from jobs.models import Job

# The computation itself: megabytes that no page before the signature shows.
_LARGE = (
    "allocation__result",
    *("allocation__ranking__evaluation", "allocation__ranking__result"),
)


@login_required
@require_safe
def signatures(request: HttpRequest) -> HttpResponse:
    """Where approvers and signatories begin: what waits, and what was closed last."""
    user = user_of(request)
    if not has_role(user, Role.APPROVER, Role.SIGNATORY):
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
    allocation = context["allocation"]
    about = {"allocation": allocation.pk, "sha256": request.POST.get("sha256", "")[:64]}
    with told_on_top(request):
        job = begin_act(
            kind=PROPOSAL.code, call=call, step=CallStep.PROPOSE, actor=user, parameters=about
        )
        made = allocation.proposals.order_by("number").last()
        return redirect(job or reverse("awards:approval", args=[call.code, made.number]))
    return redirect("awards:propose", code=call.code)


@login_required
@require_safe
def approval(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return _page(request, _proposal(request, code, number))


@login_required
@require_POST
def sign(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The approval; and in the same press the signature of whoever signs the decisions too."""
    proposal, user = _proposal(request, code, number), user_of(request)
    sign_proposal.require(user, proposal)
    signs = may_sign_today(proposal.call, user)
    return _signed(request, proposal, signing_step(proposal), approves=True, signs=signs)


@login_required
@require_POST
def sign_decisions(request: HttpRequest, code: str, number: int) -> HttpResponse:
    proposal, user = _proposal(request, code, number), user_of(request)
    sign_for_call.require(user, proposal.call)
    return _signed(request, proposal, CallWork.SIGN_DECISIONS, approves=False, signs=True)


def _signed(request: HttpRequest, proposal: Proposal, step: StrEnum, **acts: bool) -> HttpResponse:
    user = user_of(request)
    about = {"proposal": proposal.pk, **acts}

    def begin() -> Job | None:
        if not acts["approves"] and is_outdone(proposal):
            raise Refused(
                _("These are not the decisions that wait: another proposal was approved.")
            )
        return begin_act(
            kind=SIGNATURE.code, call=proposal.call, step=step, actor=user, parameters=about
        )

    return _act(request, proposal, ConfirmAgainForm(request.POST, user=user), begin)


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
        lambda: _return(proposal, reason, form, user),
    )


def _return(proposal: Proposal, reason: str, form: ReturnForm, user: User) -> None:
    return_proposal(proposal=proposal, reason=reason, actor=user, named=form.numbers())


def _act(
    request: HttpRequest, proposal: Proposal, form: Form, act: Callable[[], Job | None]
) -> HttpResponse:
    """Do it and show the proposal as it is now, or the job; or show what stands in the way, nothing
    lost.
    """
    if form.is_valid():
        with told_in(form):
            here = reverse("awards:approval", args=[proposal.call.code, proposal.number])
            return redirect(act() or here)
    return _page(request, proposal, form)


def _page(request: HttpRequest, proposal: Proposal, form: Form | None = None) -> HttpResponse:
    page = request.GET.get("page")
    context: dict[str, Any] = approval_context(proposal, user_of(request), form, page)
    return render(request, "awards/approval.html", context, status=422 if form else 200)


def _proposal(request: HttpRequest, code: str, number: int) -> Proposal:
    rows = view_proposal.queryset(user_of(request)).select_related(
        "call__funder", "proposed_by", "closed_by", "allocation__ranking"
    )
    return get_object_or_404(rows.defer(*_LARGE), call__code=code, number=number)
