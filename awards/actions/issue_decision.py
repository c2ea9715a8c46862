"""Issue one decision: its document is fixed by hash, the application moves, the ledger says so."""

import re
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import Rows, append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.fsck import Difference
from audit.models import LedgerEntry
from audit.pseudonyms import ledger_actor
from awards.decision_check import amount_differences
from awards.models import Decision, DecisionKind
from awards.selectors.awaiting_decision import awaiting_decision
from grants.actions._transition import (
    application_change,
    call_change,
    lock_application,
    lock_call,
    move_application,
    move_call,
)
from grants.core import call_stages
from grants.core.workflow import ApplicationStep, CallStep
from grants.models import Call
from grants.permissions import run_call
from scoring.recorded_inputs import require_recorded_application, require_recorded_rows

_SHA256 = re.compile(r"[0-9a-f]{64}")
STEPS = {
    DecisionKind.GRANTED: ApplicationStep.GRANT,
    DecisionKind.PARTLY_GRANTED: ApplicationStep.GRANT_PARTLY,
    DecisionKind.REFUSED: ApplicationStep.REFUSE,
}


@transaction.atomic
def issue_decision(
    *, decision: Decision, document_sha256: str, actor: User, rows: Rows = MappingProxyType({})
) -> Decision:
    """The issued decision; issued again it stays as it is. The last one of a call decides it.

    `rows` are what the entry fixes besides: the stored document.

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
    if call.state not in call_stages.TO_ISSUE:
        raise Refused(_("Decisions are issued after the allocation is signed."))
    require_recorded_application(application)
    require_recorded_rows(["prepared decision"], pk=locked.pk)
    if any(isinstance(one, Difference) for one in amount_differences(locked.pk)):
        raise Refused(
            _("Decision %(number)s does not give what the signed computation gives.")
            % {"number": locked.number}
        )
    at = lock_log()
    locked.call, locked.application = call, application
    locked.issued_at, locked.document_sha256 = at, document_sha256
    step = STEPS.get(DecisionKind(locked.kind))
    is_last = _is_last(call, locked)
    changes = [application_change(application, step, actor=actor, at=at)] if step else []
    if is_last:
        changes.append(call_change(call, CallStep.DECIDE, actor=actor, at=at))
    fixed = {**rows, "decision": [locked], "state": changes}
    entry = locked.entry = _write_entry(locked, fixed, actor)
    if step is not None:
        move_application(application, step, actor=actor, entry=entry, at=at)
    locked.save(update_fields=["issued_at", "document_sha256", "entry"])
    if is_last:
        move_call(call, CallStep.DECIDE, actor=actor, entry=entry, at=at)
    return locked


def _write_entry(decision: Decision, rows: Rows, actor: User) -> LedgerEntry:
    return append_entry(
        type=EntryType.DECISION_ISSUED,
        call_code=decision.call.code,
        actor=ledger_actor(user_id=actor.pk, role="officer"),
        pub={},
        payload={
            "application": decision.application.number,
            "number": decision.number,
            "kind": decision.kind,
            "amount": decision.amount_cents,
            "requested": decision.requested_cents,
            "document_sha256": decision.document_sha256,
        },
        rows=rows,
        at=decision.issued_at,
    )


def _is_last(call: Call, decision: Decision) -> bool:
    """With this one every decision is out, and nobody waits for one."""
    others = call.decisions.filter(issued_at=None).exclude(pk=decision.pk)
    return not (others.exists() or awaiting_decision(call).exists())
