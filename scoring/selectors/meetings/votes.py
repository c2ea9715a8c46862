"""A vote of the committee in the sentences of its minutes."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from grants.formats import write_time
from scoring.models import MeetingVote, VoteChoice
from scoring.selectors.committee.attendance import has_vote


def vote_in_words(vote: MeetingVote, about: str) -> Iterator[str]:
    """What was voted on and how; then each separate opinion, as it was said."""
    counts = {
        "about": about,
        "time": write_time(vote.taken_at),
        "for": vote.count(VoteChoice.FOR),
        "against": vote.count(VoteChoice.AGAINST),
        "abstained": vote.count(VoteChoice.ABSTAINED),
    }
    if vote.is_adopted:
        yield (
            _(
                "%(about)s (at %(time)s): %(for)d for, %(against)d against, %(abstained)d"
                " abstained. Adopted."
            )
            % counts
        )
    else:
        yield (
            _(
                "%(about)s (at %(time)s): %(for)d for, %(against)d against, %(abstained)d"
                " abstained. Not adopted."
            )
            % counts
        )
    here = _with_a_vote(vote)
    if vote.application_id is not None and len(vote.ballots) < here:
        # The quorum is that of the meeting, the majority that of those who may judge.
        yield (
            _(
                "There with a vote: %(here)d; voted on this application: %(voted)d. The others are"
                " kept out of it."
            )
            % {"here": here, "voted": len(vote.ballots)}
        )
    for ballot in vote.ballots:
        if ballot["opinion"]:
            yield _("Separate opinion of %(name)s: “%(words)s”") % {
                "name": ballot["name"],
                "words": ballot["opinion"],
            }


def _with_a_vote(vote: MeetingVote) -> int:
    """How many were there with one when it was taken."""
    kept = [
        one for one in vote.meeting.attendance if datetime.fromisoformat(one["at"]) <= vote.taken_at
    ]
    return sum(map(has_vote, kept[-1]["present"])) if kept else 0
