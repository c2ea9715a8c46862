"""The only writer of a state: locks the row, asks the table, writes the state and why.

The ledger entry of the act is written by the calling action, in the same transaction, and handed
over: one act may move many applications (an opening, a proposal) and has one entry.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Model

from accounts.compiled import NewRow, Rows, Values, save_columns
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


def _lock(model: type[Model], columns: Sequence[str]) -> Values:
    rows = model._default_manager.order_by().select_for_update()
    return Values(lambda number: rows.filter(pk=number).values_list(*columns))


_call_again = _lock(Call, _CALL_DECIDES)
_application_again = _lock(Application, _APPLICATION_DECIDES)
_call_whole = Rows(
    lambda number: (
        Call.objects.order_by()
        .select_for_update(of=("self",))
        .select_related("funder")
        .filter(pk=number)
    )
)
_application_whole = Rows(
    lambda number: (
        Application.objects.order_by()
        .select_for_update(of=("self",))
        .select_related("call", "lot", "organisation")
        .filter(pk=number)
    )
)
_new_change = NewRow(StateChange)


def lock_call(call: Call) -> Call:
    """The row as it is now, held until the end of the transaction."""
    _require_transaction()
    for row in _call_whole(call.pk):
        return row
    raise Call.DoesNotExist


def lock_application(application: Application) -> Application:
    """The row as it is now, held until the end of the transaction."""
    _require_transaction()
    for row in _application_whole(application.pk):
        return row
    raise Application.DoesNotExist


def lock_again(application: Application) -> None:
    """Hold the call and the application, and bring up to date what decides about an act.

    For an act that many do in the same minute: their rows were read, and their content looked
    through, before anybody had to wait. What may change without a new `draft_version` or
    `content_version` is read again here.
    """
    _require_transaction()
    for row, columns, locked in (
        (application.call, _CALL_DECIDES, _call_again),
        (application, _APPLICATION_DECIDES, _application_again),
    ):
        [values] = locked(row.pk)
        for name, value in zip(columns, values, strict=True):
            setattr(row, name, value)


def call_change(
    call: Call,
    step: CallStep,
    *,
    actor: User | None,
    at: datetime,
    reason: str = "",
    reason_texts: Mapping[str, str] | None = None,
    source: CallState | None = None,
) -> StateChange:
    """What `move_call` is going to write, for the entry of the act.

    `source` where an earlier step of the act leads there.
    """
    source = source or CallState(call.state)
    target = target_of(CALL_STEPS, step, source)
    found = _change(call, None, step, source, target, actor, at, reason)
    found.reason_texts = dict(reason_texts or {})
    return found


def application_change(
    application: Application,
    step: ApplicationStep,
    *,
    actor: User | None,
    at: datetime,
    reason: str = "",
    source: ApplicationState | None = None,
) -> StateChange:
    """The same of `move_application`; `source` where an earlier step of the act leads there."""
    source = source or ApplicationState(application.state)
    target = target_of(APPLICATION_STEPS, step, source)
    return _change(application.call, application, step, source, target, actor, at, reason)


def _change(
    call: Call,
    application: Application | None,
    step: StrEnum,
    source: StrEnum,
    target: StrEnum,
    actor: User | None,
    at: datetime,
    reason: str,
) -> StateChange:
    return StateChange(
        call=call,
        application=application,
        step=step,
        source=source,
        target=target,
        actor=actor,
        reason=reason,
        at=at,
    )


def move_call(
    call: Call,
    step: CallStep,
    *,
    actor: User | None,
    entry: LedgerEntry,
    at: datetime,
    reason: str = "",
    reason_texts: Mapping[str, str] | None = None,
) -> None:
    """Take a locked call one step; StepNotAllowed if the table has no such step.

    `reason_texts` is the reason by language, where it goes out.
    """
    source = CallState(call.state)
    target = target_of(CALL_STEPS, step, source)
    texts = dict(reason_texts or {})
    _record(call, None, step, source, target, actor, entry, at, reason, texts)
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
    save_columns(application, ("state", "updated_at", *also))


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
    reason_texts: dict[str, str] | None = None,
) -> None:
    _require_transaction()
    _new_change(
        call=call,
        application=application,
        step=step,
        source=source,
        target=target,
        actor=actor,
        reason=reason,
        reason_texts=reason_texts or {},
        at=at,
        entry=entry,
    )


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A state changes only in a transaction.")
