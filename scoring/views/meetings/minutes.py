"""The minutes of a meeting: as they write themselves, to be ended and signed off."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.core.workflow import CallWork
from grants.selectors.may import takes
from scoring.actions.meetings.end_meeting import end_meeting
from scoring.actions.meetings.sign_minutes import note_unsigned, sign_minutes
from scoring.forms.meetings import EndMeetingForm, SignMinutesForm, UnsignedForm
from scoring.models import CommitteeMeeting
from scoring.permissions import lead_committee, lead_meeting, sit_in_committee, view_minutes
from scoring.selectors.meetings.adopted import (
    meetings_to_sign,
    newest_vote,
    proposal_standing,
    unsigned_in,
)
from scoring.selectors.meetings.minutes import meeting_minutes
from scoring.selectors.meetings.ranked import hidden_from
from scoring.selectors.meetings.running import running_meeting
from scoring.selectors.meetings.shown import minutes_shown
from scoring.views.committee_desk import call_for
from scoring.views.meetings.panel import may_attend
from scoring.words.meetings import meeting_kicker, signatures_in_words


@login_required
@require_safe
def minutes(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Everybody of the committee and the staff of the call, without what is closed to them."""
    return _page(request, _meeting(request, code, number))


@login_required
@require_POST
def end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    meeting, user = _meeting(request, code, number), user_of(request)
    lead_meeting.require(user, meeting.call)
    form = EndMeetingForm(request.POST)
    running = running_meeting(meeting.call)
    if running is not None and running.pk != meeting.pk:
        form.add_error(None, _("The meeting has ended."))
    if form.is_valid():
        with told_in(form):
            end_meeting(call=meeting.call, remarks=form.cleaned_data["remarks"], actor=user)
            messages.success(
                request, _("The meeting has ended. Those who were there sign the minutes off.")
            )
            return redirect("scoring:meeting_minutes", code=code, number=number)
    return _page(request, meeting, end_form=form)


@login_required
@require_POST
def sign(request: HttpRequest, code: str, number: int) -> HttpResponse:
    meeting, user = _meeting(request, code, number), user_of(request)
    sit_in_committee.require(user, meeting.call)
    form = SignMinutesForm(request.POST)
    if form.is_valid():
        with told_in(form):
            sign_minutes(
                meeting=meeting,
                actor=user,
                words=form.cleaned_data["words"],
                refuses=request.POST.get("do") == "refuse",
                sha256=request.POST.get("sha256", "")[:64],
            )
            return redirect("scoring:meeting_minutes", code=code, number=number)
    return _page(request, meeting, sign_form=form)


@login_required
@require_POST
def unsigned(request: HttpRequest, code: str, number: int) -> HttpResponse:
    meeting, user = _meeting(request, code, number), user_of(request)
    lead_committee.require(user, meeting.call)
    form = UnsignedForm(request.POST, unsigned=_others(meeting, user))
    if form.is_valid():
        with told_in(form):
            note_unsigned(
                meeting=meeting,
                member=get_object_or_404(User, pk=form.cleaned_data["member"]),
                words=form.cleaned_data["reason"],
                actor=user,
            )
            return redirect("scoring:meeting_minutes", code=code, number=number)
    return _page(request, meeting, unsigned_form=form)


def _meeting(request: HttpRequest, code: str, number: int) -> CommitteeMeeting:
    call = call_for(user_of(request), code)
    rows = CommitteeMeeting.objects.select_related("ended_by").defer("minutes")
    meeting = get_object_or_404(rows, call=call, number=number)
    meeting.call = call
    return meeting


def _others(meeting: CommitteeMeeting, user: User) -> list[Any]:
    if meeting.ended_at is None:
        return []
    return [line for line in unsigned_in(meeting) if line["user"] != user.pk]


def _again(meeting: CommitteeMeeting) -> str | Promise | None:
    """Why what was voted in it does not hold; of a meeting before it nothing is said any more."""
    if not meeting.call.is_in_scoring or meeting.ended_at is None:
        return None
    vote = newest_vote(meeting.call)
    if vote is None or vote.meeting_id != meeting.pk:
        return None
    standing = proposal_standing(meeting.call)
    return standing.words if standing.is_again else None


def _page(
    request: HttpRequest,
    meeting: CommitteeMeeting,
    *,
    end_form: Form | None = None,
    sign_form: Form | None = None,
    unsigned_form: Form | None = None,
) -> HttpResponse:
    call, user = meeting.call, user_of(request)
    hidden = hidden_from(call, user)
    every = meeting_minutes(meeting) if meeting.ended_at is None else meeting.minutes
    parts = [minutes_shown(one, hidden) for one in every.values()]
    # In every official language; the reader's first.
    parts.sort(key=lambda one: one["language"] != get_language())
    is_mine = meeting in meetings_to_sign(call, user)
    others = _others(meeting, user)
    refused = end_form or sign_form or unsigned_form
    context = {
        "call": call,
        # What stands in the way is told on top, whichever form it is.
        "form": refused,
        "meeting": meeting,
        "kicker": meeting_kicker(meeting),
        "parts": parts,
        "is_kept_out": bool(hidden),
        "signatures": signatures_in_words(meeting, meeting.signatures.all()),
        "again": _again(meeting),
        "may_begin": takes(CallWork.BEGIN_MEETING, call, user),
        "may_attend": meeting.ended_at is None and may_attend(meeting, user),
        "may_end": meeting.ended_at is None and lead_meeting.allows(user, call),
        "may_sign": is_mine and takes(CallWork.SIGN_MINUTES, call, user),
        "may_note": bool(others) and takes(CallWork.NOTE_UNSIGNED, call, user),
        "end_form": end_form or EndMeetingForm(),
        "sign_form": sign_form or SignMinutesForm(),
        "unsigned_form": unsigned_form or UnsignedForm(unsigned=others),
        "sits": sit_in_committee.allows(user, call),
        "has_document": view_minutes.allows(user, call),
    }
    status = 422 if refused is not None and refused.errors else 200
    return render(request, "scoring/meeting_minutes.html", context, status=status)
