"""A vote of the committee in the sentences of its minutes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from grants.formats import write_time
from scoring.models import MeetingVote, VoteChoice


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
    for ballot in vote.ballots:
        if ballot["opinion"]:
            yield _("Separate opinion of %(name)s: “%(words)s”") % {
                "name": ballot["name"],
                "words": ballot["opinion"],
            }
