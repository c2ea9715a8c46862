"""An applicant objects to a member; chair or officer decide, or exclude a member by themselves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import Permission
from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.stored_files import read_stored
from accounts.telling import told_in
from grants.core.workflow import ApplicationWork
from grants.models import Application, Call
from grants.models.attachment import PDF
from grants.permissions import check_application, run_call, submit_own_application
from grants.selectors.may import is_state_for, require_state, takes
from grants.views.apply.fetching import own_page, page_context
from grants.views.desk.attachments import saved_file
from scoring.actions.committee.decide_objection import decide_objection
from scoring.actions.committee.exclude_member import exclude_member
from scoring.actions.committee.object_to_member import object_to_member
from scoring.actions.committee.record_objection import record_objection
from scoring.forms.objections import (
    ExclusionForm,
    ObjectionDecisionForm,
    ObjectionForm,
    PaperObjectionForm,
)
from scoring.models import MemberObjection, ObjectionOutcome, PaperObjection
from scoring.permissions import (
    SCORING_ROLES,
    decide_on_objection,
    exclude_from_application,
    exclude_in_call,
    view_objections,
)
from scoring.selectors.committee.blind import applicant_name, is_blind_for
from scoring.selectors.committee.objections import (
    challengeable,
    is_decider,
    may_judge,
    ruling_on,
    shown_exclusions,
    shown_objections,
    sitting_members,
)

# The button that records what came on paper; without it a member is excluded.
_RECORD = "record"


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def raise_objection(request: HttpRequest, application: Application) -> HttpResponse:
    """For the applicant: who judges, what was objected, and a new objection while it may be."""
    user = user_of(request)
    if request.method == "POST":
        submit_own_application.require(user, application)
    closed = _why_closed(application)
    said = list(
        application.member_objections.select_related("member__user", "ruling").order_by("pk")
    )
    members = [] if closed else list(sitting_members(application.call))
    taken = {one.member_id for one in said}
    named = [] if closed else challengeable(application)
    left = [one for one in named if one.pk not in taken]
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
    """All of a call, the exclusion of a member without an objection, and one that came on paper."""
    user, call = user_of(request), _call(request, code)
    if request.method == "POST":
        (run_call if _RECORD in request.POST else exclude_in_call).require(user, call)
    is_blind = is_blind_for(call, user)
    excludable = _open_for(ApplicationWork.EXCLUDE_MEMBER, exclude_from_application, call, user)
    recordable = _open_for(ApplicationWork.RECORD_OBJECTION, check_application, call, user)
    members = list(sitting_members(call))
    is_sent, is_paper = request.method == "POST", _RECORD in request.POST
    form = ExclusionForm(
        {one: applicant_name(one, is_blind) for one in excludable},
        members,
        request.POST if is_sent and not is_paper else None,
    )
    paper = PaperObjectionForm(
        {one: applicant_name(one, is_blind) for one in recordable},
        [one for one in members if one.role in SCORING_ROLES],
        request.POST if is_paper else None,
        request.FILES if is_paper else None,
        prefix="paper",
    )
    if (is_paper and _recorded(request, paper)) or (not is_paper and _excluded(request, form)):
        return redirect("scoring:objections", code=code)
    found = list(shown_objections(call, user))
    context = {
        "call": call,
        "waiting": [one for one in found if one.outcome == ObjectionOutcome.OPEN],
        "decided": [one for one in found if one.outcome != ObjectionOutcome.OPEN],
        "exclusions": [(one, ruling_on(one)) for one in shown_exclusions(call, user)],
        # That with faults stands on top of the page too.
        "form": paper if is_paper else form,
        "exclusion": form,
        "paper": paper,
        "is_blind": is_blind,
        "may_exclude": bool(excludable),
        "may_record": bool(recordable),
    }
    status = 422 if form.errors or paper.errors else 200
    return render(request, "scoring/objections.html", context, status=status)


def _excluded(request: HttpRequest, form: ExclusionForm) -> bool:
    if not form.is_valid():
        return False
    application, member = form.chosen()
    with told_in(form):
        exclude_member(
            application=application,
            member=member,
            reason=form.cleaned_data["reason"],
            actor=user_of(request),
        )
        words = _("%(name)s is excluded from %(number)s.")
        said = {"name": member.user.name, "number": application.number}
        messages.success(request, words % said)
    return not form.errors


def _recorded(request: HttpRequest, form: PaperObjectionForm) -> bool:
    if not form.is_valid():
        return False
    application, member = form.chosen()
    with told_in(form):
        record_objection(
            application=application,
            member=member,
            reason=form.cleaned_data["reason"],
            paper=form.letter(),
            actor=user_of(request),
        )
        words = _("%(number)s: the objection is recorded.")
        messages.success(request, words % {"number": application.number})
    return not form.errors


def _open_for(
    step: ApplicationWork, who: Permission[Application], call: Call, user: User
) -> list[Application]:
    """Applications of which the person may take the step now."""
    rows = who.queryset(user).filter(call=call).select_related("call").order_by("number")
    return [one for one in rows if is_state_for(step, one)]


@login_required
def objection(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """One objection with its reason, and the decision on it; `?scan` what came on paper."""
    user, call = user_of(request), _call(request, code)
    found = get_object_or_404(shown_objections(call, user), pk=pk)
    paper = PaperObjection.objects.filter(objection=found).first()
    if paper is not None and request.method != "POST" and "scan" in request.GET:
        return _scan(paper)
    if request.method == "POST":
        decide_on_objection.require(user, found.application)
    form = ObjectionDecisionForm(
        request.POST if request.method == "POST" else None,
        is_judge=may_judge(found.application, found.member),
    )
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
        "paper": paper,
        "is_blind": is_blind_for(call, user),
        "form": form,
        "may_decide": _may_decide(found, user),
    }
    return render(request, "scoring/objection.html", context, status=422 if form.errors else 200)


def _scan(paper: PaperObjection) -> FileResponse:
    return saved_file(read_stored(paper.scan, paper.scan_sha256), paper.scan_name, PDF)


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
