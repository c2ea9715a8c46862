"""Excuse a member of the committee who cannot go on: the act of the chair or of the officer.

It stands alone because it is taken by others than a dismissal.
"""

from accounts.models import User
from grants.actions._act import act
from grants.core.workflow import CallWork
from scoring.actions.committee._leaving import PaperDecision, end_seat
from scoring.models import CommitteeMember, LeftWhy


def excuse_member(
    *, member: CommitteeMember, decision: PaperDecision, reason: str, actor: User
) -> CommitteeMember:
    """The seat, which nobody has any more; a number of a decision is not asked. Raises Refused."""
    with act(member.committee.call, CallWork.EXCUSE_MEMBER, actor) as done:
        return end_seat(done, member, LeftWhy.EXCUSED, decision, reason)
