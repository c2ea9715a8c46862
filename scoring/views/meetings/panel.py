"""What the pages of the committee show of its meetings."""

from typing import Any

from accounts.models import User
from grants.models import Application, Call
from scoring.models import CommitteeMember, MeetingVote
from scoring.selectors.committee.recusals import recused_from
from scoring.selectors.meetings.adopted import adopted_vote, meetings_to_sign
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
        "votes": votes_in_words(votes[:RECENT], hidden_from(call, user)),
        "adopted": adopted_vote(call),
        **meetings_list(call, user),
    }


def meetings_list(call: Call, user: User) -> dict[str, Any]:
    meetings = list(call.meetings.defer("minutes"))
    return {"meetings": meetings_in_words(meetings, meetings_to_sign(call, user))}


def kept_out_names(application: Application) -> list[str]:
    """Of the committee, who neither scores this application nor votes on it."""
    seats = CommitteeMember.objects.filter(pk__in=recused_from(application))
    return list(seats.order_by("pk").values_list("user__name", flat=True))
