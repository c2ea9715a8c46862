"""Who sits in the committee of a call."""

from django.db.models import Exists, OuterRef

from accounts.exclusive_roles import Scope
from accounts.models import User
from grants.core import application_stages, call_stages
from grants.models import Application, Call
from scoring.models import SITS, CommitteeMember, ConflictDeclaration
from scoring.permissions import SCORING_ROLES


def seat_of(call: Call, user: User) -> CommitteeMember | None:
    """A person has one seat in a committee; None for whoever has left it."""
    seats = CommitteeMember.objects.filter(SITS, committee__call=call, user=user)
    return seats.select_related("committee__call", "user").first()


def undeclared_members(call: Call) -> list[CommitteeMember]:
    """Those who may score and have not given their statement on conflicts of interest.

    Where no application is left to declare on, nobody has to: none may be judged, or a decision
    has excluded the member from each.
    """
    said = ConflictDeclaration.objects.filter(
        application=OuterRef("pk"), user=OuterRef(OuterRef("user"))
    )
    left = Application.objects.filter(~Exists(said), call=call, state__in=application_stages.JUDGED)
    seats = CommitteeMember.objects.filter(SITS, committee__call=call, declared_at=None)
    scoring = seats.filter(Exists(left), role__in=SCORING_ROLES)
    return list(scoring.select_related("user").order_by("pk"))


def sits_somewhere(user: User) -> bool:
    """Whether the person is or was a member of any committee."""
    return CommitteeMember.objects.filter(user=user).exists()


def sits_within(user: User, scope: Scope) -> bool:
    """Whether the person sits in a committee of a call in the scope that is not ended.

    Or sat: whoever has judged there does nothing else on the call, also after leaving.
    """
    seats = CommitteeMember.objects.filter(user=user)
    if scope.call_id is not None:
        seats = seats.filter(committee__call=scope.call_id)
    if scope.funder_id is not None:
        seats = seats.filter(committee__call__funder=scope.funder_id)
    return seats.exclude(committee__call__state__in=call_stages.ENDED).exists()
