"""A meeting begins, somebody comes or leaves, it ends."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.seen import ChangedMeanwhile
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.models import Call
from scoring.actions.meetings.begin_meeting import begin_meeting
from scoring.actions.meetings.change_attendance import change_attendance, seen_attendance
from scoring.forms.meetings import BeginMeetingForm, MeetingAttendanceForm
from scoring.models import CommitteeMember
from scoring.permissions import keep_attendance, lead_committee, sit_in_committee
from scoring.selectors.meetings.attended import people_of_meeting
from scoring.selectors.meetings.running import running_meeting
from scoring.views.committee_desk import call_for, committee_page


@committee_page
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, member: CommitteeMember) -> HttpResponse:
    call, user = member.committee.call, user_of(request)
    lead_committee.require(user, call)
    posted = request.POST if request.method == "POST" else None
    if posted is None and running_meeting(call) is not None:
        return redirect("scoring:meeting", code=call.code)
    form = BeginMeetingForm(posted, attended=people_of_meeting(call))
    return _page(
        request,
        call,
        form,
        lambda: begin_meeting(
            call=call,
            place=form.cleaned_data["place"],
            attendance=form.attendance(),
            presides=form.cleaned_data["presides"],
            actor=user,
        ),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """Of whoever is there, and of the officer, who may be asked when nobody else is left to."""
    user = user_of(request)
    call = call_for(user, code)
    keep_attendance.require(user, call)
    meeting = running_meeting(call)
    posted = request.POST if request.method == "POST" else None
    if posted is None and meeting is None:
        return redirect(_after(call, user))
    seen = "" if meeting is None else seen_attendance(meeting)
    people = people_of_meeting(call)
    form = MeetingAttendanceForm(posted, attended=people, initial={"seen": seen})
    return _page(
        request,
        call,
        form,
        lambda: change_attendance(
            call=call,
            attendance=form.attendance(),
            presides=form.cleaned_data["presides"],
            actor=user,
            seen=form.cleaned_data["seen"],
        ),
    )


def _after(call: Call, user: User) -> str:
    """The meeting itself is for those who sit in the committee."""
    page = "scoring:meeting" if sit_in_committee.allows(user, call) else "scoring:sheets"
    return reverse(page, args=[call.code])


def _page(request: HttpRequest, call: Call, form: Form, act: Callable[[], object]) -> HttpResponse:
    """Do it and go back to the meeting; or show what stands in the way, nothing lost."""
    after = _after(call, user_of(request))
    if form.is_valid():
        try:
            with told_in(form):
                act()
                return redirect(after)
        except ChangedMeanwhile as changed:
            form.add_error(None, str(changed.message))
    meeting = running_meeting(call)
    context = {
        "call": call,
        "form": form,
        "meeting": meeting,
        "after": after,
        "sits": sit_in_committee.allows(user_of(request), call),
        "is_begin": isinstance(form, BeginMeetingForm),
    }
    status = 422 if form.errors else 200
    return render(request, "scoring/meeting_attendance.html", context, status=status)
