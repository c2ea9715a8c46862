"""Record the value on which the committee agreed, or on which it voted, in its meeting: where the
published method is `agreed`.
"""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from audit.core.entry import EntryType
from grants.actions._act import Done, act
from grants.core.workflow import ApplicationWork
from grants.models import Application
from scoring.actions._assessed import write_assessed
from scoring.actions._scoring import committee_of
from scoring.actions.meetings._meeting import (
    Ballots,
    lock_running,
    require_voters,
    said_of_vote,
    take_vote,
)
from scoring.models import AgreedScore, CommitteeMeeting, MeetingVote
from scoring.selectors.runs.lot_rules import lot_rules, questions_of


def set_agreed_score(
    *,
    application: Application,
    criterion: str,
    value: str,
    actor: User,
    seen: str = "",
    ballots: Ballots | None = None,
) -> AgreedScore | None:
    """`value` is a level's code or a decimal string; `seen` the mark of what the page showed.

    Without `ballots` all who are there and not kept out agree. With them it is a vote, which stands
    in the minutes; None where the value was voted down, and nothing is set.
    Raises Refused, ChangedMeanwhile, PermissionDenied.
    """
    with act(application, ApplicationWork.AGREE_SCORE, actor) as done:
        locked = done.application
        committee_of(locked.call)
        done.require()
        meeting = lock_running(locked.call, actor)
        require_voters(meeting, locked)
        lot = lot_rules(locked.call, locked.lot.code)
        question = questions_of(locked, lot, {}).get(criterion)
        if not lot.is_agreed or question is None or not question.is_asked:
            raise Refused(_("The published rule knows no agreed value for this criterion."))
        accepted = question.accepted(value)
        if accepted is None:
            raise Refused(
                _("Choose a value that the call allows for this criterion."), field="value"
            )
        found = AgreedScore.objects.filter(application=locked, criterion=criterion).first()
        if found is not None and found.value == accepted and ballots is None:
            return found
        require_seen(seen, stored_agreement(found))
        vote = None if ballots is None else _vote(done, meeting, criterion, accepted, ballots)
        if vote is not None and not vote.is_adopted:
            _record_rejected(done, vote)
            return None
        score = found or AgreedScore(application=locked, criterion=criterion)
        score.value, score.set_by, score.set_at = accepted, actor, done.at
        score.entry = done.record(
            pub={},
            payload={"application": locked.number, "criterion": criterion, "value": accepted}
            | ({} if vote is None else said_of_vote(vote)),
            rows={"agreed": [score]} | ({} if vote is None else {"vote": [vote]}),
        )
        score.save()
        if vote is not None:
            vote.entry = score.entry
            vote.save()
        write_assessed(locked.call, [locked.pk])
        return score


def _vote(
    done: Done, meeting: CommitteeMeeting, criterion: str, value: str, ballots: Ballots
) -> MeetingVote:
    return take_vote(
        done, meeting, ballots, application=done.application, criterion=criterion, value=value
    )


def _record_rejected(done: Done, vote: MeetingVote) -> None:
    vote.entry = done.record(
        type=EntryType.VOTE_TAKEN,
        pub={"meeting": vote.meeting.number},
        payload={
            **said_of_vote(vote),
            "application": done.application.number,
            "criterion": vote.criterion,
            "value": vote.value,
        },
        rows={"vote": [vote]},
    )
    vote.save()


def stored_agreement(score: AgreedScore | None) -> dict[str, str]:
    """What another agreement would overwrite."""
    return {"value": score.value} if score else {}
