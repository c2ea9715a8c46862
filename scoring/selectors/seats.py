"""Who sits in the committee of a call, and who of them scores which application."""

from collections import defaultdict

from accounts.compiled import IsThere
from accounts.exclusive_roles import Scope
from accounts.models import User
from grants.core.workflow import CallState
from grants.models import Application, Call
from scoring.core.assessors import Seat, assessors_of
from scoring.models import CommitteeMember, ConflictDeclaration
from scoring.selectors.evaluation import COUNTED_STATES

ENDED_STATES = (CallState.FINAL, CallState.ARCHIVED, CallState.CANCELLED)
Expected = dict[int, tuple[int, ...]]
_has_a_seat = IsThere(lambda person: CommitteeMember.objects.filter(user=person))


def seat_of(call: Call, user: User) -> CommitteeMember | None:
    seats = CommitteeMember.objects.filter(committee__call=call, user=user)
    return seats.select_related("committee__call", "user").first()


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
    return seats.exclude(committee__call__state__in=ENDED_STATES).exists()


def assessors_by_application(call: Call) -> Expected:
    """Members by application, those who must lock a sheet; queries do not grow with the rows."""
    seats = [
        Seat(pk, role)
        for pk, role in CommitteeMember.objects.filter(committee__call=call)
        .order_by("pk")
        .values_list("pk", "role")
    ]
    recused: dict[int, set[int]] = defaultdict(set)
    conflicts = ConflictDeclaration.objects.filter(application__call=call, in_conflict=True)
    for application, member in conflicts.values_list("application_id", "member_id"):
        recused[application].add(member)
    least = {row.pk: minimum_sheets(call, row.code) for row in call.lots.filter(is_leaf=True)}
    rows = call.applications.filter(state__in=COUNTED_STATES).order_by("number")
    return {
        pk: assessors_of(seats, recused[pk], least[lot])
        for pk, lot in rows.values_list("pk", "lot")
    }


def assessors_of_application(application: Application) -> tuple[int, ...]:
    """The same for one application."""
    members = CommitteeMember.objects.filter(committee__call_id=application.call_id)
    seats = [Seat(pk, role) for pk, role in members.order_by("pk").values_list("pk", "role")]
    conflicts = application.conflict_declarations.filter(in_conflict=True)
    recused = set(conflicts.values_list("member_id", flat=True))
    return assessors_of(seats, recused, minimum_sheets(application.call, application.lot.code))


def minimum_sheets(call: Call, lot: str) -> int:
    found = (call.lot_content(lot).get("aggregation") or {}).get("minimum_sheets", 1)
    return found if isinstance(found, int) else 1
