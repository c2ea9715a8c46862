"""The only writer of a state: locks the row, asks the table, writes the state and why.

The ledger entry of the act is written by the calling action, in the same transaction, and handed
over: one act may move many applications (an opening, a proposal) and has one entry.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from accounts.models import User
from audit.database.ready_rows import insert_ready, to_insert
from audit.models import LedgerEntry
from grants.core.tables import APPLICATION_STEPS, CALL_STEPS, target_of
from grants.core.workflow import ApplicationState, CallState
from grants.models import Application, Call, StateChange

_AT_ONCE = 2_000
_CALL_DECIDES = ("state", "opens_at", "deadline_at", "content_version")
_APPLICATION_DECIDES = ("state", "submitted_at", "language", "draft_version", "wrapped_key")


def lock_call(call: Call) -> Call:
    """The row as it is now, held until the end of the transaction."""
    _require_transaction()
    rows = Call.objects.select_for_update(of=("self",)).select_related("funder")
    return rows.get(pk=call.pk)


def lock_application(application: Application) -> Application:
    """The row as it is now, held until the end of the transaction."""
    _require_transaction()
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("call", "lot", "organisation").get(pk=application.pk)


def lock_to_move(rows: QuerySet[Application], call: Call) -> list[Application]:
    """Applications of the locked call, held, in order; read is only what a move asks for."""
    _require_transaction()
    held = rows.select_for_update(of=("self",)).order_by("pk")
    applications = list(held.only("number", "state", "call_id"))
    for application in applications:
        application.call = call
    return applications


def lock_again(application: Application) -> None:
    """Hold the call and the application, and bring up to date what decides about an act.

    For an act that many do in the same minute: their rows were read, and their content looked
    through, before anybody had to wait. What may change without a new `draft_version` or
    `content_version` is read again here.
    """
    _require_transaction()
    for row, columns in ((application.call, _CALL_DECIDES), (application, _APPLICATION_DECIDES)):
        rows = type(row)._default_manager.select_for_update().order_by()
        for name, value in rows.values(*columns).get(pk=row.pk).items():
            setattr(row, name, value)


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a locked row; `reason_texts` is the reason by language, where it goes out.

    `also` are columns that the act has set on an application besides.
    """

    row: Call | Application
    step: StrEnum
    reason: str = ""
    reason_texts: Mapping[str, str] = field(default_factory=dict)
    also: Sequence[str] = ()


def changes_of(moves: Sequence[Move], *, actor: User | None, at: datetime) -> list[StateChange]:
    """What `carry_out` is going to write, for the entry of the act; StepNotAllowed if the table has
    no such step. Of several moves of one row each begins where the one before it ends.
    """
    reached: dict[tuple[type[Model], Any], StrEnum] = {}
    found = []
    for move in moves:
        key = (type(move.row), move.row.pk)
        source, target = _led(move, reached.get(key))
        reached[key] = target
        found.append(StateChange(**_values(move, source, target, actor, at)))
    return found


def carry_out(moves: Sequence[Move], changes: Sequence[StateChange], entry: LedgerEntry) -> None:
    """Take the rows their steps; `changes` are those that the entry of the act speaks of."""
    _require_transaction()
    alike = defaultdict(list)
    for move, change in zip(moves, changes, strict=True):
        move.row.state = change.target
        if isinstance(move.row, Application) and not move.also:
            alike[change.target].append(move.row.pk)
        else:
            move.row.save(update_fields=["state", "updated_at", *move.also])
    insert_ready(to_insert(StateChange, changes, but=["entry_id"]), entry_id=entry.pk)
    now = timezone.now()
    for target, keys in alike.items():
        for first in range(0, len(keys), _AT_ONCE):
            chosen = Application.objects.filter(pk__in=keys[first : first + _AT_ONCE])
            chosen.update(state=target, updated_at=now)


def _led(move: Move, source: StrEnum | None = None) -> tuple[StrEnum, StrEnum]:
    """From where to where."""
    if isinstance(move.row, Call):
        source = source or CallState(move.row.state)
        return source, target_of(CALL_STEPS, move.step, source)
    source = source or ApplicationState(move.row.state)
    return source, target_of(APPLICATION_STEPS, move.step, source)


def _values(
    move: Move, source: StrEnum, target: StrEnum, actor: User | None, at: datetime
) -> dict[str, Any]:
    application = None if isinstance(move.row, Call) else move.row
    return {
        "call": move.row if application is None else application.call,
        "application": application,
        "step": move.step,
        "source": source,
        "target": target,
        "actor": actor,
        "reason": move.reason,
        "reason_texts": dict(move.reason_texts),
        "at": at,
    }


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A state changes only in a transaction.")
