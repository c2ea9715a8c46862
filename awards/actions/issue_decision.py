"""Issue one decision: its document is fixed by hash, the application moves, the ledger says so."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.pseudonyms import ledger_actor
from awards.models import Decision, DecisionKind
from awards.selectors.awaiting_decision import awaiting_decision
from grants.actions._transition import lock_application, lock_call, move_application, move_call
from grants.core.workflow import ApplicationStep, CallState, CallStep
from grants.models import Application, Call
from grants.permissions import run_call

_SHA256 = re.compile(r"[0-9a-f]{64}")
STEPS = {
    DecisionKind.GRANTED: ApplicationStep.GRANT,
    DecisionKind.PARTLY_GRANTED: ApplicationStep.GRANT_PARTLY,
    DecisionKind.REFUSED: ApplicationStep.REFUSE,
}


@transaction.atomic
def issue_decision(*, decision: Decision, document_sha256: str, actor: User) -> Decision:
    """The issued decision; issued again it stays as it is. The last one of a call decides it.

    Raises ValueError for what is not a SHA-256, Refused where the call is not signed.
    """
    if not _SHA256.fullmatch(document_sha256):
        raise ValueError("document_sha256: not 64 hexadecimal digits")
    call = lock_call(decision.call)
    application = lock_application(decision.application)
    application.call = call
    locked = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    run_call.require(actor, call)
    if locked.issued_at is not None:
        return locked
    if call.state != CallState.APPROVED:
        raise Refused(_("Decisions are issued after the allocation is signed."))
    at = lock_log()
    entry = _write_entry(locked, application, document_sha256, actor, at)
    step = STEPS.get(DecisionKind(locked.kind))
    if step is not None:
        move_application(application, step, actor=actor, entry=entry, at=at)
    locked.issued_at, locked.document_sha256, locked.entry = at, document_sha256, entry
    locked.save(update_fields=["issued_at", "document_sha256", "entry"])
    if _is_last(call):
        move_call(call, CallStep.DECIDE, actor=actor, entry=entry, at=at)
    return locked


def _write_entry(
    decision: Decision, application: Application, sha256: str, actor: User, at: datetime
) -> LedgerEntry:
    return append_entry(
        type=EntryType.DECISION_ISSUED,
        call_code=decision.call.code,
        actor=ledger_actor(user_id=actor.pk, role="officer"),
        pub={},
        payload={
            "application": application.number,
            "number": decision.number,
            "kind": decision.kind,
            "amount": decision.amount_cents,
            "requested": decision.requested_cents,
            "document_sha256": sha256,
        },
        at=at,
    )


def _is_last(call: Call) -> bool:
    """Every decision is out, and nobody waits for one."""
    return not (call.decisions.filter(issued_at=None).exists() or awaiting_decision(call).exists())
