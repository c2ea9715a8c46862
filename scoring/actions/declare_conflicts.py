"""A member's own word on every application of a call: in conflict or not."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import Rows, append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.pseudonyms import ledger_actor
from grants.actions._transition import lock_call
from grants.core.workflow import CallState
from grants.models import Call
from scoring.actions._scoring import committee_of, reason_text
from scoring.models import CommitteeMember, ConflictDeclaration
from scoring.permissions import declare_conflicts as may_declare
from scoring.selectors.conflicts import ConflictRow, conflict_rows, kept_matches

# A conflict closes the application whenever it comes about.
DECLARED_IN = (
    CallState.OPENED,
    CallState.CHECKING,
    CallState.SCORING,
    CallState.PROPOSED,
    CallState.APPROVED,
    CallState.DECIDED,
)
Word = tuple[bool, str]


@transaction.atomic
def declare_conflicts(
    *, call: Call, answers: Mapping[int, Word], actor: User
) -> list[ConflictDeclaration]:
    """What is new in this statement; nothing where it only repeats the last one.

    `answers` are by key of the application: in conflict, explanation. What is not answered is not
    declared, and stays closed to the member. Who acts for an applicant of the lot steps out without
    being asked. Later only a new conflict can be added: then a
    sheet of this member no longer counts. Raises Refused.
    """
    locked = lock_call(call)
    may_declare.require(actor, locked)
    _require_time(locked)
    seats = CommitteeMember.objects.select_for_update(of=("self",))
    member = seats.select_related("committee__call", "user").get(committee__call=locked, user=actor)
    rows = conflict_rows(member)
    if not set(answers) <= {row.application.pk for row in rows}:
        raise Refused(_("The list of applications has changed. Look at it again."))
    words = {row: word for row in rows if (word := _new_word(row, answers))}
    if not words:
        return []
    at = lock_log()
    is_whole = all(row in words or row.is_declared for row in rows)
    is_first = member.declared_at is None and is_whole
    if is_first:
        member.declared_at = at
    statements = [_statement(member, row, word, at) for row, word in words.items()]
    fixed: Rows = {"statement": statements, "declared": [member] if is_first else []}
    entry = _append(locked, member, words, fixed, at)
    if is_first:
        member.save(update_fields=["declared_at"])
    for statement in statements:
        statement.entry = entry
        statement.save()
    return statements


def _require_time(call: Call) -> None:
    committee_of(call)
    if call.state not in DECLARED_IN:
        raise Refused(_("Conflicts are declared from the opening until the decisions are final."))


def _new_word(row: ConflictRow, answers: Mapping[int, Word]) -> Word | None:
    """What this statement adds on one application. Raises Refused with the number of the field."""
    number, pk = row.application.number, row.application.pk
    in_conflict, reason = answers.get(pk, (False, ""))
    reason = reason_text(reason)
    if row.steps_out:
        is_said = row.declaration is not None and row.declaration.in_conflict
        return None if is_said else (True, reason)
    if row.declaration is not None:
        if row.declaration.in_conflict or not in_conflict:
            return None
        if not reason:
            raise Refused(_("Explain the new conflict at %s.") % number, field=f"reason-{pk}")
        return True, reason
    if row.matches and pk not in answers:
        raise Refused(_("Answer for %s: is there a conflict?") % number, field=f"answer-{pk}")
    if pk not in answers:
        return None
    if row.matches and not in_conflict and not reason:
        raise Refused(
            _("Explain why the match at %s is not a conflict.") % number, field=f"reason-{pk}"
        )
    return in_conflict, reason


def _append(
    call: Call,
    member: CommitteeMember,
    words: Mapping[ConflictRow, Word],
    rows: Rows,
    at: datetime,
) -> LedgerEntry:
    return append_entry(
        type=EntryType.CONFLICT_DECLARED,
        call_code=call.code,
        actor=ledger_actor(user_id=member.user_id, role=member.role),
        pub={},
        payload={
            "declarations": [
                {
                    "number": row.application.number,
                    "in_conflict": in_conflict,
                    "reason": reason,
                    "matches": kept_matches(row.matches),
                }
                for row, (in_conflict, reason) in words.items()
            ]
        },
        rows=rows,
        at=at,
    )


def _statement(
    member: CommitteeMember, row: ConflictRow, word: Word, at: datetime
) -> ConflictDeclaration:
    """As it is to be saved; a later one takes the place of the first."""
    statement = row.declaration or ConflictDeclaration()
    statement.member, statement.application = member, row.application
    statement.in_conflict, statement.reason = word
    statement.matches, statement.declared_at = kept_matches(row.matches), at
    return statement
