"""Conflicts that nobody has to declare: members who act for an applicant of the call."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from audit.models import LedgerEntry
from grants.models import Application, Call
from scoring.actions._assessed import write_assessed
from scoring.models import CommitteeMember, ConflictDeclaration
from scoring.selectors.committee.matching import MatchKind
from scoring.selectors.committee.recusals import unrecorded_conflicts

_MATCHES = [{"kind": MatchKind.ACCOUNT.value, "officer": "", "function": "", "address": ""}]


def record_conflicts(call: Call, at: datetime) -> int:
    """How many were written: with them a membership that ends later changes no computation.

    In the transaction of the act, after the lock of the ledger.
    """
    found = unrecorded_conflicts(call)
    applications = Application.objects.in_bulk(list(found))
    written = 0
    for member in _members(found):
        chosen = [applications[pk] for pk in sorted(found) if member.pk in found[pk]]
        rows = [_statement(member, application, at) for application in chosen]
        entry = _append(call, member, rows, at)
        for row in rows:
            row.entry = entry
            row.save()
        written += len(rows)
    write_assessed(call, list(found))
    return written


def _statement(
    member: CommitteeMember, application: Application, at: datetime
) -> ConflictDeclaration:
    """As it is to be saved; it takes the place of one without conflict."""
    who = {"user_id": member.user_id, "application": application}
    row = ConflictDeclaration.objects.filter(**who).first() or ConflictDeclaration(**who)
    row.in_conflict, row.reason, row.matches, row.declared_at = True, "", _MATCHES, at
    return row


def _members(found: dict[int, set[int]]) -> QuerySet[CommitteeMember]:
    return CommitteeMember.objects.filter(pk__in=set().union(*found.values())).order_by("pk")


def _append(
    call: Call, member: CommitteeMember, rows: list[ConflictDeclaration], at: datetime
) -> LedgerEntry:
    """As a statement of the member's own: in public nothing tells one from the other."""
    declarations: list[dict[str, Any]] = [
        {"number": row.application.number, "in_conflict": True, "reason": "", "matches": _MATCHES}
        for row in rows
    ]
    return append_entry(
        type=EntryType.CONFLICT_DECLARED,
        call_code=call.code,
        actor=ledger_actor(user_id=member.user_id, role=member.role),
        pub={},
        payload={"declarations": declarations},
        rows={"statement": rows},
        at=at,
    )
