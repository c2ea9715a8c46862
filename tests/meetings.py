"""The committee meets in the tests: from the beginning to the minutes that all have signed off."""

from accounts.models import User
from grants.models import Application, Call
from scoring.actions.meetings._meeting import Ballot
from scoring.actions.meetings.adopt_proposal import adopt_proposal
from scoring.actions.meetings.begin_meeting import begin_meeting
from scoring.actions.meetings.end_meeting import end_meeting
from scoring.actions.meetings.sign_minutes import sign_minutes
from scoring.actions.set_agreed_score import set_agreed_score
from scoring.models import SITS, CommitteeMeeting, CommitteeRole, MeetingVote
from scoring.selectors.meetings.adopted import is_committee_needed, unsigned_in
from scoring.selectors.meetings.running import running_meeting, voters_of
from tests.attendance import all_here

PLACE = "Sejna soba, Riva 4"


def chair_of(call: Call) -> User:
    return call.committee.members.get(SITS, role=CommitteeRole.CHAIR).user


def a_meeting(call: Call) -> CommitteeMeeting:
    """Under way, with all of the committee but substitutes."""
    chair = chair_of(call)
    return begin_meeting(
        call=call, place=PLACE, attendance=all_here(call), presides=chair.pk, actor=chair
    )


def meet(call: Call) -> None:
    """Where the committee may meet and does not: its meeting is under way from now on."""
    if call.committee.revealed_at is not None and running_meeting(call) is None:
        a_meeting(call)


def all_for(
    meeting: CommitteeMeeting, vote: str = "for", application: Application | None = None
) -> dict[int, Ballot]:
    return {line["user"]: Ballot(vote) for line in voters_of(meeting, application)}


def agree_by_vote(application: Application, criterion: str, value: str) -> None:
    meeting = running_meeting(application.call) or a_meeting(application.call)
    set_agreed_score(
        application=application,
        criterion=criterion,
        value=value,
        actor=chair_of(application.call),
        ballots=all_for(meeting, application=application),
    )


def vote_on_proposal(call: Call, vote: str = "for") -> MeetingVote:
    meeting = running_meeting(call) or a_meeting(call)
    return adopt_proposal(call=call, ballots=all_for(meeting, vote), actor=chair_of(call))


def sign_all(meeting: CommitteeMeeting) -> None:
    for line in unsigned_in(meeting):
        sign_minutes(meeting=meeting, actor=User.objects.get(pk=line["user"]))


def end(call: Call) -> CommitteeMeeting:
    return end_meeting(call=call, remarks="", actor=chair_of(call))


def adopt(call: Call) -> None:
    """Whatever is still to be done until the officer may propose."""
    if not is_committee_needed(call):
        return
    vote_on_proposal(call)
    sign_all(end(call))
