"""What the pages of the committee show of its meetings."""

from typing import Any

from accounts.models import User
from grants.core.workflow import CallWork
from grants.models import Application, Call
from grants.selectors.may import takes
from scoring.models import CommitteeMeeting, CommitteeMember, MeetingVote
from scoring.permissions import lead_committee, sit_in_committee
from scoring.selectors.committee.recusals import recused_from
from scoring.selectors.meetings.adopted import (
    adopted_vote,
    meetings_to_sign,
    proposal_standing,
)
from scoring.selectors.meetings.attended import people_of_meeting
from scoring.selectors.meetings.ranked import hidden_from
from scoring.selectors.meetings.running import quorum_in, running_meeting
from scoring.selectors.opening.present import quorum_in_words
from scoring.words.meetings import (
    meeting_kicker,
    meetings_in_words,
    people_in_words,
    votes_in_words,
)

RECENT = 20


def meeting_context(call: Call, user: User) -> dict[str, Any]:
    """Who is there, what was voted, where the minutes stand."""
    meeting, people = running_meeting(call), people_of_meeting(call)
    quorum = quorum_in(meeting) if meeting is not None else None
    votes = MeetingVote.objects.filter(meeting__call=call)
    votes = votes.select_related("application", "allocation__ranking").order_by("-pk")
    return {
        "meeting": meeting,
        "meeting_kicker": meeting_kicker(meeting) if meeting is not None else "",
        "people": people_in_words(people),
        "quorum": quorum_in_words(quorum) if quorum is not None else "",
        "has_quorum": quorum is not None and quorum.is_met,
        "may_attend": meeting is not None and may_attend(meeting, user),
        "votes": votes_in_words(votes[:RECENT], hidden_from(call, user)),
        **work_done(call),
        **meetings_list(call, user),
    }


def work_done(call: Call) -> dict[str, Any]:
    """What became of the vote: `adopted`, or `again` why the committee votes once more."""
    standing = proposal_standing(call)
    again = standing.words if standing.is_again and call.is_in_scoring else ""
    return {"adopted": None if again else adopted_vote(call), "again": again}


def may_attend(meeting: CommitteeMeeting, user: User) -> bool:
    """Whether this person may note who comes and goes: leads, is there, or is the officer."""
    call = meeting.call
    if not takes(CallWork.CHANGE_ATTENDANCE, call, user):
        return False
    is_here = any(line["user"] == user.pk for line in meeting.present)
    sits = sit_in_committee.allows(user, call)
    return is_here or not sits or lead_committee.allows(user, call)


def meetings_list(call: Call, user: User) -> dict[str, Any]:
    meetings = list(call.meetings.defer("minutes"))
    return {"meetings": meetings_in_words(meetings, meetings_to_sign(call, user))}


def kept_out_names(application: Application) -> list[str]:
    """Of the committee, who neither scores this application nor votes on it."""
    seats = CommitteeMember.objects.filter(pk__in=recused_from(application))
    return list(seats.order_by("pk").values_list("user__name", flat=True))
