"""Which members of a committee step out of which application, as of this moment.

The same rule as grants/exclusion.py, for the seats of whole calls at once: a declared conflict, and
a membership in an organisation that competes in the lot, declared or not, also one that ended after
the application was begun.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from accounts.compiled import Values
from grants.exclusion import COMPETING_STATES
from grants.models import Application, Call
from scoring.models import CommitteeMember, ConflictDeclaration

Recused = dict[int, set[int]]
_MEMBERSHIPS = "user__memberships"
_APPLICATIONS = f"{_MEMBERSHIPS}__organisation__applications"
_STAYED = Q(**{f"{_MEMBERSHIPS}__ended_at": None}) | Q(
    **{f"{_MEMBERSHIPS}__ended_at__gte": F(f"{_APPLICATIONS}__created_at")}
)


def recused_members(calls: Iterable[int]) -> Recused:
    """Seats by application, both by key; three queries however many there are."""
    keys = list(calls)
    found = by_membership(keys)
    declared = _of_seats(application__call__in=keys)
    for application, seat in declared.values_list("application_id", "member_id"):
        found[application].add(seat)
    return found


def by_membership(calls: Iterable[int]) -> Recused:
    """Those only who belong to an organisation with an application in the lot."""
    keys = list(calls)
    lots: dict[int, set[int]] = defaultdict(set)
    seats = _who_applied(CommitteeMember.objects.filter(committee__call__in=keys))
    for seat, lot in seats.order_by().values_list("pk", f"{_APPLICATIONS}__lot"):
        lots[lot].add(seat)
    found: Recused = defaultdict(set)
    rows = Application.objects.filter(lot__in=lots, call__in=keys).order_by()
    for application, lot in rows.values_list("pk", "lot_id"):
        found[application] |= lots[lot]
    return found


def recused_from(application: Application) -> set[int]:
    """The same for one application."""
    rows = _applied_in_lot(application.lot_id, application.call_id)
    return {seat for [seat] in (*rows, *_declared_conflict(application.pk))}


def members_who_applied(call: Call) -> list[CommitteeMember]:
    """Those of the committee who belong or belonged to an organisation that has applied."""
    rows = _who_applied(CommitteeMember.objects.filter(committee__call=call))
    return list(rows.select_related("user").order_by("pk").distinct())


def _who_applied(seats: QuerySet[CommitteeMember], **which: int) -> QuerySet[CommitteeMember]:
    """In the call in whose committee they sit; with `lot`, in that lot of it."""
    return seats.filter(
        _STAYED,
        **{
            f"{_APPLICATIONS}__call": F("committee__call"),
            f"{_APPLICATIONS}__state__in": sorted(COMPETING_STATES),
            **{f"{_APPLICATIONS}__{name}": key for name, key in which.items()},
        },
    )


def unrecorded_conflicts(call: Call) -> Recused:
    """Those by membership of which no declaration says that the member steps out."""
    found = by_membership([call.pk])
    declared = _of_seats(application__in=found)
    for application, seat in declared.values_list("application_id", "member_id"):
        found[application].discard(seat)
    return {application: seats for application, seats in found.items() if seats}


def _of_seats(**which: Any) -> QuerySet[ConflictDeclaration]:
    """Conflicts that members of the committee declared."""
    return ConflictDeclaration.objects.filter(member__isnull=False, in_conflict=True, **which)


_applied_in_lot = Values(
    lambda lot, call: (
        _who_applied(CommitteeMember.objects.filter(committee__call=call), lot=lot)
        .order_by()
        .values_list("pk")
    )
)
_declared_conflict = Values(
    lambda application: _of_seats(application=application).order_by().values_list("member_id")
)
