"""The only writer of a state: locks the row, asks the table, writes the state and why.

The ledger entry of the act is written by the calling action, in the same transaction, and handed
over: one act may move many applications (an opening, a proposal) and has one entry.
"""

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


def lock_call(call: Call) -> Call:
    """The row as it is now, held until the end of the transaction."""
    return Call.objects.select_for_update(of=("self",)).select_related("funder").get(pk=call.pk)


def lock_application(application: Application) -> Application:
    """The row as it is now, held until the end of the transaction."""
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("call", "lot", "organisation").get(pk=application.pk)


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
) -> None:
    """Take a locked application one step; StepNotAllowed if the table has no such step."""
    source = ApplicationState(application.state)
    target = target_of(APPLICATION_STEPS, step, source)
    _record(application.call, application, step, source, target, actor, entry, at, reason)
    application.state = target
    application.save(update_fields=["state", "updated_at"])


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
