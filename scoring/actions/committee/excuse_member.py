"""Excuse a member of the committee who cannot go on: the act of the chair or of the officer.

It stands alone because it is taken by others than a dismissal.
"""

from accounts.models import User
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import PendingStep
from scoring.actions.committee._leaving import (
    PaperDecision,
    decision_about,
    end_seat,
    leaving_for_two,
)
from scoring.models import CommitteeMember, LeftWhy


def excuse_member(
    *,
    member: CommitteeMember,
    decision: PaperDecision,
    reason: str,
    actor: User,
    confirmed: PendingStep | None = None,
) -> CommitteeMember:
    """The seat, which nobody has any more; a number of a decision is not asked. Raises Refused."""
    with act(member.committee.call, CallWork.EXCUSE_MEMBER, actor) as done:
        return end_seat(done, member, LeftWhy.EXCUSED, decision, reason, confirmed)


def _take(pending: PendingStep, member: CommitteeMember, why: LeftWhy) -> CommitteeMember:
    return excuse_member(
        member=member,
        decision=decision_about(pending.about),
        reason=pending.about["reason"],
        actor=pending.asked_by,
        confirmed=pending,
    )


EXCUSE_FOR_TWO = leaving_for_two(CallWork.EXCUSE_MEMBER, _take)
