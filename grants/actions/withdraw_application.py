"""Withdraw an application that was sent: it stays sealed for good and is not opened."""

from django.db import transaction

from accounts.models import User
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.actions._applying import require_open
from grants.actions._transition import (
    application_change,
    lock_application,
    lock_call,
    move_application,
)
from grants.core import application_stages
from grants.core.workflow import ApplicationStep
from grants.models import Application
from grants.permissions import submit_own_application


@transaction.atomic
def withdraw_application(*, application: Application, actor: User) -> Application:
    """Until the deadline, once and for all; once more is once. Raises CallNotOpen."""
    call = lock_call(application.call)
    locked = lock_application(application)
    locked.call = call
    submit_own_application.require(actor, locked)
    if locked.state in application_stages.WITHDRAWN:
        return locked
    at = lock_log()
    require_open(call, at)
    last = locked.submissions.order_by("-sequence").first()
    entry = append_entry(
        type=EntryType.APPLICATION_WITHDRAWN,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role="applicant"),
        pub={},
        payload={
            "number": locked.number,
            "lot": locked.lot.code,
            "sequence": last.sequence if last else 0,
            "sha256": last.sha256 if last else "",
        },
        rows={
            "state": [application_change(locked, ApplicationStep.WITHDRAW, actor=actor, at=at)],
        },
        at=at,
    )
    move_application(locked, ApplicationStep.WITHDRAW, actor=actor, entry=entry, at=at)
    return locked
