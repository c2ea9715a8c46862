"""Dismiss or replace a member of the committee: the officer enters what was decided.

It stands alone because the chair does not take it.
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


def release_member(
    *,
    member: CommitteeMember,
    why: LeftWhy,
    decision: PaperDecision,
    reason: str,
    actor: User,
    confirmed: PendingStep | None = None,
) -> CommitteeMember:
    """The seat, which nobody has any more. Raises Refused.

    Who has left reads nothing of the call from then on; the seat may be given to somebody else.
    """
    if why == LeftWhy.EXCUSED:
        raise ValueError("excuse_member is the act for that")
    with act(member.committee.call, CallWork.RELEASE_MEMBER, actor) as done:
        return end_seat(done, member, why, decision, reason, confirmed)


def _take(pending: PendingStep, member: CommitteeMember, why: LeftWhy) -> CommitteeMember:
    return release_member(
        member=member,
        why=why,
        decision=decision_about(pending.about),
        reason=pending.about["reason"],
        actor=pending.asked_by,
        confirmed=pending,
    )


RELEASE_FOR_TWO = leaving_for_two(CallWork.RELEASE_MEMBER, _take)
