"""A person's own word on the applications of a call: in conflict or not."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import Rows
from audit.database.ready_rows import insert_ready, to_insert
from audit.keys.pseudonyms import ledger_actor
from audit.models import LedgerEntry
from grants.actions._act import Done, act
from grants.core import call_stages
from grants.core.workflow import CallWork
from grants.models import Call
from scoring.actions._assessed import write_assessed
from scoring.actions._scoring import reason_text
from scoring.models import CommitteeMember, ConflictDeclaration
from scoring.objection_mail import OBJECTION_RAISED
from scoring.permissions import sit_in_committee
from scoring.selectors.committee.conflicts import (
    ConflictRow,
    asked_of,
    conflict_rows,
    kept_matches,
    to_step_out_of,
)
from scoring.selectors.committee.objections import deciders, open_objections
from scoring.selectors.steps import CONFLICTS_CLOSED
from scoring.waiting_mail import telling_who_steps_in

# Written within a fraction of a second.
_AT_ONCE = 250
Word = tuple[bool, str]


def declare_conflicts(
    *, call: Call, answers: Mapping[int, Word], actor: User
) -> list[ConflictDeclaration]:
    """What is new in this statement; nothing where it only repeats the last one.

    `answers` are by key of the application: in conflict, explanation. What is not answered is not
    declared, and stays closed to a member of the committee. Who acts for an applicant of the lot
    steps out without being asked, of so many at a time: until it is said, membership closes them.
    Later only a new conflict can be added: then a sheet of this member no longer counts. Who works
    on the call in another role says what there is to say: a match that was found, a conflict of
    their own. Raises Refused.
    """
    said, is_more = _declare(call, answers, actor)
    while is_more:
        more, is_more = _declare(call, {}, actor)
        said += more
    return said


def _declare(
    call: Call, answers: Mapping[int, Word], actor: User
) -> tuple[list[ConflictDeclaration], bool]:
    """One statement, and whether there is more to step out of."""
    with act(call, CallWork.DECLARE_CONFLICTS, actor) as done:
        locked = done.call
        member = _lock_seat(locked, actor)
        _require_time(done, member)
        left = sorted(to_step_out_of(locked, actor)) if member else []
        rows = conflict_rows(locked, actor, member, {*answers, *left[:_AT_ONCE]})
        if not set(answers) <= {row.application.pk for row in rows}:
            raise Refused(_("The list of applications has changed. Look at it again."))
        words = {row: word for row in rows if (word := _new_word(row, answers, member))}
        first = [member] if member and _is_whole(member, words) else []
        if not words and not first:
            return [], False
        at = done.at
        for seat in first:
            seat.declared_at = at
        statements = [_statement(actor, member, row, word, at) for row, word in words.items()]
        entry = _enter(done, member, words, {"statement": statements, "declared": first})
        for seat in first:
            seat.save(update_fields=["declared_at"])
        for statement in statements:
            statement.entry = entry
        new = [one.application for one in statements if one.in_conflict]
        with telling_who_steps_in(done) if new else nullcontext():
            _save(statements)
        stepped_out = [one.pk for one in new]
        write_assessed(locked, stepped_out)
        _ask_the_next(done, stepped_out)
        return statements, len(left) > _AT_ONCE


def _ask_the_next(done: Done, applications: Sequence[int]) -> None:
    """Whoever decides on an objection that waits, now that somebody else has stepped out."""
    waiting = open_objections(done.call).filter(application__in=applications)
    for one in waiting.select_related("application__call", "member__user"):
        asked = deciders(one.application, one.member)
        done.tell(OBJECTION_RAISED, one.pk, [(user.email, user.language) for user in asked])


def _save(statements: Sequence[ConflictDeclaration]) -> None:
    """The first on an application are written all at once."""
    first = [one for one in statements if one.pk is None]
    for one in statements:
        if one.pk is not None:
            one.save()
    insert_ready(to_insert(ConflictDeclaration, first))


def _is_whole(member: CommitteeMember, words: Mapping[ConflictRow, Word]) -> bool:
    """Whether the member has now said something of every application, for the first time."""
    if member.declared_at is not None:
        return False
    asked = asked_of(member.committee.call, member.user, member)
    return {row.application.pk for row in words}.issuperset(asked.waiting)


def _lock_seat(call: Call, actor: User) -> CommitteeMember | None:
    """A role of the administration takes the seat's place."""
    if not sit_in_committee.allows(actor, call):
        return None
    seats = CommitteeMember.objects.select_for_update(of=("self",))
    return seats.select_related("committee__call", "user").get(committee__call=call, user=actor)


def _require_time(done: Done, member: CommitteeMember | None) -> None:
    """Outside the committee there is no end: who comes to a call later is asked then."""
    done.require()
    if member is not None and done.call.state not in call_stages.CONFLICTS_DECLARED:
        raise Refused(CONFLICTS_CLOSED)


def _new_word(
    row: ConflictRow, answers: Mapping[int, Word], member: CommitteeMember | None
) -> Word | None:
    """What this statement adds on one application. Raises Refused with the number of the field."""
    label, pk = row.label, row.application.pk
    in_conflict, reason = answers.get(pk, (False, ""))
    reason = reason_text(reason)
    if row.steps_out and member is None:
        return None  # membership closes it already, and no computation asks
    if row.steps_out:
        is_said = row.declaration is not None and row.declaration.in_conflict
        return None if is_said else (True, reason)
    if row.declaration is not None:
        if row.declaration.in_conflict or not in_conflict:
            return None
        if not reason:
            raise Refused(_("Explain the new conflict at %s.") % label, field=f"reason-{row.code}")
        return True, reason
    if pk not in answers:
        return None
    if row.matches and not in_conflict and not reason and member is not None:
        raise Refused(
            _("Explain why the match at %s is not a conflict.") % label,
            field=f"reason-{row.code}",
        )
    return in_conflict, reason


def _enter(
    done: Done, member: CommitteeMember | None, words: Mapping[ConflictRow, Word], rows: Rows
) -> LedgerEntry:
    role = member.role if member else "staff"
    return done.record(
        by=ledger_actor(user_id=done.actor.pk, role=role),
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
    )


def _statement(
    actor: User, member: CommitteeMember | None, row: ConflictRow, word: Word, at: datetime
) -> ConflictDeclaration:
    """As it is to be saved; a later one takes the place of the first."""
    statement = row.declaration or ConflictDeclaration(user=actor, application=row.application)
    statement.in_conflict, statement.reason = word
    statement.matches, statement.declared_at = kept_matches(row.matches), at
    return statement
