"""What the acts of a meeting have in common: its row, what was voted, what is written by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from callfile.form.values import text_problems
from grants.actions._act import Done
from grants.models import Application, Call
from scoring.models import AllocationRun, CommitteeMeeting, MeetingVote, VoteChoice
from scoring.selectors.committee.attendance import Line
from scoring.selectors.meetings.running import voters_of

MOST_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Ballot:
    """How one of those with a vote has voted; `opinion` is a separate one."""

    vote: str
    opinion: str = ""


Ballots = Mapping[int, Ballot]
NOT_THERE = gettext_lazy(
    "You are not noted as present at this meeting. Whoever records something for it is there:"
    " change the attendance first."
)


def lock_running(call: Call, actor: User) -> CommitteeMeeting:
    """The meeting that is under way, held, where the actor is noted as present. Raises Refused."""
    meeting = lock_meeting(call)
    if present_line(meeting.present, actor.pk) is None:
        raise Refused(NOT_THERE)
    return meeting


def lock_meeting(call: Call) -> CommitteeMeeting:
    """The one that is under way, whoever is there. Raises Refused."""
    rows = CommitteeMeeting.objects.select_for_update(of=("self",))
    meeting = rows.filter(call=call, ended_at=None).first()
    if meeting is None:
        raise Refused(_("The meeting has ended."))
    meeting.call = call
    return meeting


def require_voters(meeting: CommitteeMeeting, application: Application | None) -> list[Line]:
    """Who decides on it. Raises Refused where all who are there are kept out of it."""
    voters = voters_of(meeting, application)
    if not voters:
        number = application.number if application is not None else ""
        words = _("%(number)s: nobody who is here may vote on this application.")
        raise Refused(words % {"number": number})
    return voters


def take_vote(
    done: Done,
    meeting: CommitteeMeeting,
    ballots: Ballots,
    *,
    application: Application | None = None,
    criterion: str = "",
    value: str = "",
    allocation: AllocationRun | None = None,
) -> MeetingVote:
    """The vote, not saved: more than half of those who vote on it have to be for it.

    Raises Refused where somebody with a vote did not vote, or somebody without one did.
    """
    voters = require_voters(meeting, application)
    known = {line["user"] for line in voters}
    if not ballots.keys() <= known:
        raise Refused(
            _("Whoever is not here, has no vote or is kept out of the application does not vote.")
        )
    lines = [_line(line, ballots.get(line["user"])) for line in voters]
    vote = MeetingVote(
        meeting=meeting,
        number=meeting.votes.count() + 1,
        application=application,
        criterion=criterion,
        value=value,
        allocation=allocation,
        taken_at=done.at,
        taken_by=done.actor,
        ballots=lines,
    )
    vote.is_adopted = 2 * vote.count(VoteChoice.FOR) > len(voters)
    return vote


def said_of_vote(vote: MeetingVote) -> dict[str, Any]:
    """For the ledger, which knows no names."""
    code = vote.meeting.call.code
    return {
        "meeting": vote.meeting.number,
        "vote": vote.number,
        "adopted": vote.is_adopted,
        "ballots": [
            {
                "pseudonym": pseudonym_in_call(user_id=one["user"], call_code=code),
                "vote": one["vote"],
            }
            for one in vote.ballots
        ],
    }


def written_words(text: str, field: str, *, least: int = 0) -> str:
    """Cleaned. Raises Refused where it is too short, too long or holds signs that are no text."""
    cleaned = clean_text(text)
    if len(cleaned) < least:
        words = _("Write why, in at least %(least)d characters.") % {"least": least}
        raise Refused(words, field=field)
    if any(text_problems(cleaned, MOST_CHARACTERS)):
        raise Refused(
            _("Write at most %(most)d characters, without signs that cannot be printed.")
            % {"most": MOST_CHARACTERS},
            field=field,
        )
    return cleaned


def _line(line: Mapping[str, Any], ballot: Ballot | None) -> dict[str, Any]:
    if ballot is None or ballot.vote not in VoteChoice.values:
        words = _("Say how %(name)s votes.") % {"name": line["name"]}
        raise Refused(words, field=f"vote_{line['user']}")
    opinion = written_words(ballot.opinion, f"opinion_{line['user']}")
    return {
        "user": line["user"],
        "name": line["name"],
        "vote": ballot.vote,
        "opinion": opinion,
    }


def present_line(lines: Sequence[Mapping[str, Any]], user: int) -> Mapping[str, Any] | None:
    return next((line for line in lines if line["user"] == user), None)
