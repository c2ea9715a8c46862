"""The only writer of a state: locks the row, asks the table, writes the state and why.

The ledger entry of the act is written by the calling action, in the same transaction, and handed
over: one act may move many applications (an opening, a proposal) and has one entry.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from accounts.models import User
from audit.models import LedgerEntry
from grants.core.workflow import (
    APPLICATION_STEPS,
    CALL_STEPS,
    ApplicationState,
    ApplicationStep,
    CallState,
    CallStep,
    target_of,
)
from grants.models import Application, Call, StateChange

_CALL_DECIDES = ("state", "opens_at", "deadline_at", "content_version")
_APPLICATION_DECIDES = ("state", "submitted_at", "language", "draft_version", "wrapped_key")


def lock_call(call: Call) -> Call:
    """The row as it is now, held until the end of the transaction."""
    return Call.objects.select_for_update(of=("self",)).select_related("funder").get(pk=call.pk)


def lock_application(application: Application) -> Application:
    """The row as it is now, held until the end of the transaction."""
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("call", "lot", "organisation").get(pk=application.pk)


def lock_again(application: Application) -> None:
    """Hold the call and the application, and bring up to date what decides about an act.

    For an act that many do in the same minute: their rows were read, and their content looked
    through, before anybody had to wait. What may change without a new `draft_version` or
    `content_version` is read again here.
    """
    call = application.call
    for row, columns in ((call, _CALL_DECIDES), (application, _APPLICATION_DECIDES)):
        found = type(row)._default_manager.select_for_update().filter(pk=row.pk).order_by()
        for name, value in found.values(*columns).get().items():
            setattr(row, name, value)


def move_call(
    call: Call,
    step: CallStep,
    *,
    actor: User | None,
    entry: LedgerEntry,
    at: datetime,
    reason: str = "",
) -> None:
    """Take a locked call one step; StepNotAllowed if the table has no such step."""
    target = target_of(CALL_STEPS, step, CallState(call.state))
    _record(call, None, step, CallState(call.state), target, actor, entry, at, reason)
    call.state = target
    call.save(update_fields=["state", "updated_at"])


def move_application(
    application: Application,
    step: ApplicationStep,
    *,
    actor: User | None,
    entry: LedgerEntry,
    at: datetime,
    reason: str = "",
    also: Sequence[str] = (),
) -> None:
    """Take a locked application one step; StepNotAllowed if the table has no such step.

    `also` are columns that the act has set on the row besides.
    """
    source = ApplicationState(application.state)
    target = target_of(APPLICATION_STEPS, step, source)
    _record(application.call, application, step, source, target, actor, entry, at, reason)
    application.state = target
    application.save(update_fields=["state", "updated_at", *also])


def _record(
    call: Call,
    application: Application | None,
    step: StrEnum,
    source: StrEnum,
    target: StrEnum,
    actor: User | None,
    entry: LedgerEntry,
    at: datetime,
    reason: str,
) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A state changes only in a transaction.")
    StateChange.objects.create(
        call=call,
        application=application,
        step=step,
        source=source,
        target=target,
        actor=actor,
        reason=reason,
        at=at,
        entry=entry,
    )
