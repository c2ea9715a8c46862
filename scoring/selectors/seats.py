"""Who sits in the committee of a call."""

from accounts.compiled import IsThere, Rows
from accounts.exclusive_roles import Scope
from accounts.models import User
from grants.core import call_stages
from grants.models import Call
from scoring.models import CommitteeMember

_has_a_seat = IsThere(lambda person: CommitteeMember.objects.filter(user=person))


_seats = Rows(
    lambda call, person: (
        CommitteeMember.objects.filter(committee__call=call, user=person)
        .select_related("committee__call", "user")
        .order_by()
    )
)


def seat_of(call: Call, user: User) -> CommitteeMember | None:
    """A person has one seat in a committee."""
    return next(iter(_seats(call.pk, user.pk)), None)


def sits_somewhere(user: User) -> bool:
    """Whether the person is or was a member of any committee."""
    return _has_a_seat(user.pk)


def sits_within(user: User, scope: Scope) -> bool:
    """Whether the person sits in a committee of a call in the scope that is not ended."""
    seats = CommitteeMember.objects.filter(user=user)
    if scope.call_id is not None:
        seats = seats.filter(committee__call=scope.call_id)
    if scope.funder_id is not None:
        seats = seats.filter(committee__call__funder=scope.funder_id)
    return seats.exclude(committee__call__state__in=call_stages.ENDED).exists()
