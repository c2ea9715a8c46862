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
from grants.actions.second_person.ask_second_person import ask_second_person
from grants.core.workflow import CallWork
from grants.models import Call
from grants.permissions import enter_call
from grants.selectors.calls.pending_steps import needs_second_person, second_persons
from grants.selectors.may import may, way_of
from scoring.actions.committee._leaving import about_leaving
from scoring.actions.committee.excuse_member import excuse_member
from scoring.actions.committee.give_seat import about_giving, give_seat
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
    for_two = any(needs_second_person(call, _step_of(one)) for one in choices)
    form = LeavingForm(choices, request.POST or None, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            why = LeftWhy(form.cleaned_data["why"])
            if needs_second_person(call, _step_of(why)):
                reason = form.cleaned_data["reason"]
                about = about_leaving(member, why, form.decided(), reason)
                return _handed_over(request, call, _step_of(why), about)
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
        "for_two": for_two,
        "others": second_persons(call, user) if for_two else [],
    }
    return _page(request, "scoring/seat_leave.html", context, form)


def _handed_over(
    request: HttpRequest, call: Call, step: CallWork, about: dict[str, Any]
) -> HttpResponse:
    """Raises Refused. The chair has no page of steps that wait."""
    user = user_of(request)
    ask_second_person(call=call, step=step, about=about, actor=user)
    messages.success(request, _("Handed over. A second person gets a letter and confirms it."))
    is_staff = enter_call.allows(user, call)
    return redirect("grants:second_person" if is_staff else "scoring:committee", code=call.code)


def _choices(call: Call, user: User) -> list[LeftWhy]:
    """The chair excuses; to dismiss and to replace is the officer's."""
    releases = way_of(CallWork.RELEASE_MEMBER).who.allows(user, call)
    return list(LeftWhy) if releases else [LeftWhy.EXCUSED]


def _step_of(why: LeftWhy) -> CallWork:
    return CallWork.EXCUSE_MEMBER if why == LeftWhy.EXCUSED else CallWork.RELEASE_MEMBER


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
    for_two = needs_second_person(call, CallWork.GIVE_SEAT)
    form = GivingForm(known, request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            if for_two:
                about = about_giving(left, form.taker(), form.decided())
                return _handed_over(request, call, CallWork.GIVE_SEAT, about)
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
        "for_two": for_two,
        "others": second_persons(call, user) if for_two else [],
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
