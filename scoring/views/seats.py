"""A member of the committee leaves; somebody else takes the seat."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.core.workflow import CallWork
from grants.models import Call
from grants.selectors.may import may, way_of
from scoring.actions.committee.excuse_member import excuse_member
from scoring.actions.committee.give_seat import give_seat
from scoring.actions.committee.release_member import release_member
from scoring.forms.seats import GivingForm, LeavingForm
from scoring.models import CommitteeMember, LeftWhy
from scoring.permissions import view_committee
from scoring.selectors.committee.changes import locked_sheets, may_step_in


@login_required
def leave(request: HttpRequest, code: str, seat: int) -> HttpResponse:
    user = user_of(request)
    member = _seat(user, code, seat, CallWork.EXCUSE_MEMBER)
    call = member.committee.call
    choices = _choices(call, user)
    today = timezone.localdate()
    form = LeavingForm(choices, request.POST or None, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            _end(member, form, user)
            messages.success(request, _("%(name)s has left the committee.") % {"name": member.user})
            return redirect("scoring:committee", code=code)
    context = {
        "call": call,
        "seat": member,
        "form": form,
        "may_leave": may(CallWork.EXCUSE_MEMBER, call, user, timezone.now())
        and member.left_at is None,
        "locked": locked_sheets(call)[member.pk],
    }
    return _page(request, "scoring/seat_leave.html", context, form)


def _choices(call: Call, user: User) -> list[LeftWhy]:
    """The chair excuses; to dismiss and to replace is the officer's."""
    releases = way_of(CallWork.RELEASE_MEMBER).who.allows(user, call)
    return list(LeftWhy) if releases else [LeftWhy.EXCUSED]


def _end(member: CommitteeMember, form: LeavingForm, user: User) -> None:
    why, reason = LeftWhy(form.cleaned_data["why"]), form.cleaned_data["reason"]
    decision = form.decided()
    if why == LeftWhy.EXCUSED:
        excuse_member(member=member, decision=decision, reason=reason, actor=user)
    else:
        release_member(member=member, why=why, decision=decision, reason=reason, actor=user)


@login_required
def give(request: HttpRequest, code: str, seat: int) -> HttpResponse:
    user = user_of(request)
    left = _seat(user, code, seat, CallWork.GIVE_SEAT)
    call = left.committee.call
    members = left.committee.members.select_related("user").order_by("pk")
    known = [one for one in members if may_step_in(one, left)]
    form = GivingForm(known, request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            taken = give_seat(left=left, taker=form.taker(), decision=form.decided(), actor=user)
            words = _("%(name)s now sits in the committee.") % {"name": taken.user}
            messages.success(request, words)
            return redirect("scoring:committee", code=code)
    is_empty = left.left_at is not None and all(one.in_place_of_id != left.pk for one in members)
    context = {
        "call": call,
        "seat": left,
        "form": form,
        "may_give": is_empty and may(CallWork.GIVE_SEAT, call, user, timezone.now()),
    }
    return _page(request, "scoring/seat_give.html", context, form)


def _seat(user: User, code: str, pk: int, step: CallWork) -> CommitteeMember:
    """404 for whoever has nothing to see in this committee; 403 without the right to change it."""
    calls = view_committee.queryset(user).filter(code=code)
    seats = CommitteeMember.objects.select_related("committee__call__funder", "user")
    found = get_object_or_404(seats, pk=pk, committee__call__in=calls)
    if not way_of(step).who.allows(user, found.committee.call):
        raise PermissionDenied
    return found


def _page(request: HttpRequest, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    return render(request, template, context, status=422 if form.errors else 200)
