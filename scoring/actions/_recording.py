"""Conflicts that nobody has to declare: members who act for an applicant of the call."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.pseudonyms import ledger_actor
from grants.models import Application, Call
from scoring.core.matching import MatchKind
from scoring.models import CommitteeMember, ConflictDeclaration
from scoring.selectors.recusals import unrecorded_conflicts

_MATCHES = [{"kind": MatchKind.ACCOUNT.value, "officer": "", "function": "", "address": ""}]


def record_conflicts(call: Call, at: datetime) -> int:
    """How many were written: with them a membership that ends later changes no computation.

    In the transaction of the act, after the lock of the ledger.
    """
    found = unrecorded_conflicts(call)
    numbers = dict(Application.objects.filter(pk__in=found).values_list("pk", "number"))
    written = 0
    for member in _members(found):
        rows = sorted(pk for pk, seats in found.items() if member.pk in seats)
        entry = _append(call, member, [numbers[pk] for pk in rows], at)
        for pk in rows:
            ConflictDeclaration.objects.update_or_create(
                member=member,
                application_id=pk,
                defaults={
                    "in_conflict": True,
                    "reason": "",
                    "matches": _MATCHES,
                    "declared_at": at,
                    "entry": entry,
                },
            )
        written += len(rows)
    return written


def _members(found: dict[int, set[int]]) -> QuerySet[CommitteeMember]:
    return CommitteeMember.objects.filter(pk__in=set().union(*found.values())).order_by("pk")


def _append(call: Call, member: CommitteeMember, numbers: list[str], at: datetime) -> LedgerEntry:
    """As a statement of the member's own: in public nothing tells one from the other."""
    declarations: list[dict[str, Any]] = [
        {"number": number, "in_conflict": True, "reason": "", "matches": _MATCHES}
        for number in numbers
    ]
    return append_entry(
        type=EntryType.CONFLICT_DECLARED,
        call_code=call.code,
        actor=ledger_actor(user_id=member.user_id, role=member.role),
        pub={},
        payload={"declarations": declarations},
        at=at,
    )
