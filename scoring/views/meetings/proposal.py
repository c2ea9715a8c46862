"""The newest computation before the committee: all read it, whoever leads records the vote."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.core.workflow import CallWork
from grants.selectors.may import takes
from scoring.actions.meetings.adopt_proposal import adopt_proposal
from scoring.forms.meetings import BallotsForm
from scoring.models import CommitteeMember
from scoring.permissions import lead_meeting
from scoring.selectors.assessed import owed_by
from scoring.selectors.meetings.adopted import newest_vote
from scoring.selectors.meetings.ranked import committee_ranking
from scoring.selectors.meetings.running import quorum_in, running_meeting, voters_of
from scoring.selectors.readiness import is_out_of_date
from scoring.views.committee_desk import committee_page, desk_context
from scoring.views.meetings.panel import work_done
from scoring.words.meetings import ranked_in_words


@committee_page
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, member: CommitteeMember) -> HttpResponse:
    call, user = member.committee.call, user_of(request)
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        lead_meeting.require(user, call)
    meeting = running_meeting(call)
    form = BallotsForm(posted, voters=voters_of(meeting) if meeting is not None else [])
    if form.is_valid():
        with told_in(form):
            vote = adopt_proposal(
                call=call,
                ballots=form.ballots(),
                actor=user,
                sha256=request.POST.get("sha256", "")[:64],
            )
            messages.success(request, _said(is_adopted=vote.is_adopted))
            return redirect("scoring:meeting", code=call.code)
    context = desk_context(member) | _context(request, member, form)
    return render(request, "scoring/meeting_proposal.html", context, status=_status(form))


def _said(*, is_adopted: bool) -> str:
    if is_adopted:
        return _("The committee has adopted the proposal. End the meeting, then sign the minutes.")
    return _("The committee has not adopted the proposal; the vote stands in the minutes.")


def _status(form: BallotsForm) -> int:
    return 422 if form.errors else 200


def _context(request: HttpRequest, member: CommitteeMember, form: BallotsForm) -> dict[str, Any]:
    call, user = member.committee.call, user_of(request)
    meeting, found = running_meeting(call), committee_ranking(call, user, request.GET.get("page"))
    owed = owed_by(call)
    ready = found is not None and not is_out_of_date(found.allocation.ranking)
    return {
        "form": form,
        "found": found,
        "page": found.page if found is not None else None,
        "rows": ranked_in_words(found) if found is not None else [],
        "meeting": meeting,
        "voted": newest_vote(call),
        "again": work_done(call)["again"],
        "is_current": ready,
        "is_settled": not owed.reasons_missing and not owed.to_agree,
        "has_quorum": meeting is not None and quorum_in(meeting).is_met,
        "may_vote": takes(CallWork.ADOPT_PROPOSAL, call, user),
    }
