"""An applicant objects to a member; chair or officer decide, or exclude a member by themselves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.core.workflow import ApplicationWork
from grants.models import Application, Call
from grants.permissions import submit_own_application
from grants.selectors.may import is_state_for, require_state, takes
from grants.views.apply.fetching import own_page, page_context
from scoring.actions.committee.decide_objection import decide_objection
from scoring.actions.committee.exclude_member import exclude_member
from scoring.actions.committee.object_to_member import object_to_member
from scoring.forms.objections import ExclusionForm, ObjectionDecisionForm, ObjectionForm
from scoring.models import MemberObjection, ObjectionOutcome
from scoring.permissions import (
    decide_on_objection,
    exclude_from_application,
    exclude_in_call,
    view_objections,
)
from scoring.selectors.committee.blind import applicant_name, is_blind_for
from scoring.selectors.committee.objections import (
    is_decider,
    shown_exclusions,
    shown_objections,
    sitting_members,
)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def raise_objection(request: HttpRequest, application: Application) -> HttpResponse:
    """For the applicant: who judges, what was objected, and a new objection while it may be."""
    user = user_of(request)
    if request.method == "POST":
        submit_own_application.require(user, application)
    closed = _why_closed(application)
    said = list(application.member_objections.select_related("member__user").order_by("pk"))
    members = [] if closed else list(sitting_members(application.call))
    taken = {one.member_id for one in said}
    left = [one for one in members if one.pk not in taken]
    form = ObjectionForm(left, request.POST if request.method == "POST" else None)
    if request.method == "POST" and not closed and form.is_valid():
        with told_in(form):
            object_to_member(
                application=application,
                member=form.chosen(),
                reason=form.cleaned_data["reason"],
                actor=user,
            )
            messages.success(request, _("Your objection is sent. It is decided in writing."))
            return redirect("scoring:object", number=application.number)
    refused = closed if request.method == "POST" else ""
    context = page_context(application) | {
        "members": members,
        "said": said,
        "form": form,
        "may_object": bool(left) and takes(ApplicationWork.OBJECT_TO_MEMBER, application, user),
        "closed": closed,
        "refused": refused,
    }
    status = 422 if refused or form.errors else 200
    return render(request, "scoring/object.html", context, status=status)


def _why_closed(application: Application) -> str:
    """The table itself says it; empty while an objection may be raised."""
    try:
        require_state(ApplicationWork.OBJECT_TO_MEMBER, application)
    except Refused as refused:
        return str(refused)
    return "" if sitting_members(application.call).exists() else _("No committee yet")


@login_required
def objections(request: HttpRequest, code: str) -> HttpResponse:
    """All of a call, and the exclusion of a member without an objection."""
    user, call = user_of(request), _call(request, code)
    if request.method == "POST":
        exclude_in_call.require(user, call)
    open_now = _excludable(call, user)
    is_blind = is_blind_for(call, user)
    form = ExclusionForm(
        {one: applicant_name(one, is_blind) for one in open_now},
        list(sitting_members(call)),
        request.POST if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        application, member = form.chosen()
        with told_in(form):
            exclude_member(
                application=application,
                member=member,
                reason=form.cleaned_data["reason"],
                actor=user,
            )
            words = _("%(name)s is excluded from %(number)s.")
            said = {"name": member.user.name, "number": application.number}
            messages.success(request, words % said)
            return redirect("scoring:objections", code=code)
    found = list(shown_objections(call, user))
    context = {
        "call": call,
        "waiting": [one for one in found if one.outcome == ObjectionOutcome.OPEN],
        "decided": [one for one in found if one.outcome != ObjectionOutcome.OPEN],
        "exclusions": shown_exclusions(call, user),
        "form": form,
        "is_blind": is_blind,
        "may_exclude": bool(open_now),
    }
    return render(request, "scoring/objections.html", context, status=422 if form.errors else 200)


def _excludable(call: Call, user: User) -> list[Application]:
    rows = exclude_from_application.queryset(user).filter(call=call).select_related("call")
    step = ApplicationWork.EXCLUDE_MEMBER
    return [one for one in rows.order_by("number") if is_state_for(step, one)]


@login_required
def objection(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One objection with its reason, and the decision on it."""
    user, call = user_of(request), _call(request, code)
    found = get_object_or_404(shown_objections(call, user), pk=pk)
    if request.method == "POST":
        decide_on_objection.require(user, found.application)
    form = ObjectionDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            decide_objection(
                objection=found,
                upheld=form.is_upheld,
                reason=form.cleaned_data["reason"],
                actor=user,
            )
            messages.success(request, _("The decision is recorded; letters are on their way."))
            return redirect("scoring:objections", code=code)
    context: dict[str, Any] = {
        "call": call,
        "objection": found,
        "is_blind": is_blind_for(call, user),
        "form": form,
        "may_decide": _may_decide(found, user),
    }
    return render(request, "scoring/objection.html", context, status=422 if form.errors else 200)


def _may_decide(objection: MemberObjection, user: User) -> bool:
    is_open = objection.outcome == ObjectionOutcome.OPEN
    return (
        is_open
        and is_state_for(ApplicationWork.DECIDE_OBJECTION, objection.application)
        and is_decider(user, objection.application, objection.member)
    )


def _call(request: HttpRequest, code: str) -> Call:
    calls = view_objections.queryset(user_of(request)).select_related("funder")
    return get_object_or_404(calls, code=code)
