"""Which members of a committee step out of which application, as of this moment.

The same rule as grants/exclusion.py, for the seats of whole calls at once: a declared conflict, and
a membership in an organisation that competes in the lot, declared or not, also one that ended after
the application was begun.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from grants.core import application_stages
from grants.models import Application, Call
from scoring.models import SITS, CommitteeMember, CommitteeRole, ConflictDeclaration

Recused = dict[int, set[int]]
_MEMBERSHIPS = "user__memberships"
# From a declaration to the seat of who declared, where it is joined already.
SEAT = "application__call__committee__members"
_APPLICATIONS = f"{_MEMBERSHIPS}__organisation__applications"
_STAYED = Q(**{f"{_MEMBERSHIPS}__ended_at": None}) | Q(
    **{f"{_MEMBERSHIPS}__ended_at__gte": F(f"{_APPLICATIONS}__created_at")}
)


def by_membership(calls: Iterable[int]) -> Recused:
    """Those only who belong to an organisation with an application in the lot."""
    keys = list(calls)
    lots = lots_of_members(keys)
    found: Recused = defaultdict(set)
    rows = Application.objects.filter(lot__in=lots, call__in=keys).order_by()
    for application, lot in rows.values_list("pk", "lot_id"):
        found[application] |= lots[lot]
    return found


def lots_of_members(calls: Iterable[int]) -> Recused:
    """The same by lot, of which every application is meant."""
    found: Recused = defaultdict(set)
    seats = _who_applied(CommitteeMember.objects.filter(SITS, committee__call__in=calls))
    for seat, lot in seats.order_by().values_list("pk", f"{_APPLICATIONS}__lot"):
        found[lot].add(seat)
    return found


def recused_from(application: Application) -> set[int]:
    """The same for one application."""
    seats = CommitteeMember.objects.filter(SITS, committee__call=application.call_id)
    applied = _who_applied(seats, lot=application.lot_id).values_list("pk", flat=True)
    declared = declared_in_seats(application=application).values_list(SEAT, flat=True)
    return {*applied.order_by(), *declared.order_by()}


def members_who_applied(call: Call) -> list[CommitteeMember]:
    """Those of the committee who belong or belonged to an organisation that has applied."""
    rows = _who_applied(CommitteeMember.objects.filter(SITS, committee__call=call))
    return list(rows.select_related("user").order_by("pk").distinct())


def _who_applied(seats: QuerySet[CommitteeMember], **which: int) -> QuerySet[CommitteeMember]:
    """In the call in whose committee they sit; with `lot`, in that lot of it."""
    return seats.filter(
        _STAYED,
        **{
            f"{_APPLICATIONS}__call": F("committee__call"),
            f"{_APPLICATIONS}__state__in": sorted(application_stages.COMPETING),
            **{f"{_APPLICATIONS}__{name}": key for name, key in which.items()},
        },
    )


def unrecorded_conflicts(call: Call) -> Recused:
    """Those by membership of which no declaration says that the member steps out."""
    found = by_membership([call.pk])
    declared = declared_in_seats(application__in=found)
    for application, seat in declared.values_list("application_id", SEAT):
        found[application].discard(seat)
    return {application: seats for application, seats in found.items() if seats}


def declared_in_seats(
    roles: Iterable[CommitteeRole] = CommitteeRole, **which: Any
) -> QuerySet[ConflictDeclaration]:
    """Conflicts declared by whoever sits in the committee of the call now, at the path `SEAT`.

    Whether they sat there when they declared does not matter.
    """
    seated = {f"{SEAT}__user": F("user"), f"{SEAT}__role__in": list(roles)}
    seated[f"{SEAT}__left_at"] = None
    return ConflictDeclaration.objects.filter(in_conflict=True, **seated, **which)
