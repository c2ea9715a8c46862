"""Issue one decision: its document is fixed by hash, the application moves, the ledger says so."""

import re
from types import MappingProxyType

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import Rows
from audit.proof.fsck import Difference
from awards.actions._proposal import decides
from awards.decision_check import amount_differences
from awards.models import Decision, DecisionKind
from awards.selectors.awaiting_decision import awaiting_decision
from grants.actions._act import Done, act
from grants.actions._transition import Move, lock_application
from grants.core import call_stages
from grants.core.tables import row_of
from grants.core.workflow import ApplicationStep, CallWork
from grants.models import Application, Call
from scoring.recorded_inputs import require_recorded_application, require_recorded_rows

_SHA256 = re.compile(r"[0-9a-f]{64}")
STEPS = {
    DecisionKind.GRANTED: ApplicationStep.GRANT,
    DecisionKind.PARTLY_GRANTED: ApplicationStep.GRANT_PARTLY,
    DecisionKind.REFUSED: ApplicationStep.REFUSE,
}


def issue_decision(
    *, decision: Decision, document_sha256: str, actor: User, rows: Rows = MappingProxyType({})
) -> Decision:
    """The issued decision; issued again it stays as it is. The last one of a call decides it.

    `rows` are what the entry fixes besides: the stored document.

    Raises ValueError for what is not a SHA-256, Refused where call or decision is not signed.
    """
    if not _SHA256.fullmatch(document_sha256):
        raise ValueError("document_sha256: not 64 hexadecimal digits")
    with act(decision.call, CallWork.ISSUE_DECISION, actor) as done:
        call, application = done.call, lock_application(decision.application)
        application.call = call
        held = Decision.objects.select_for_update(of=("self",))
        locked = held.select_related("supersedes", "signature").get(pk=decision.pk)
        if locked.issued_at is not None:
            return locked
        done.require()
        if locked.signature is None:
            raise Refused(_("Decision %(number)s is not signed yet.") % {"number": locked.number})
        require_recorded_application(application)
        require_recorded_rows(["prepared decision", "signed decision"], pk=locked.pk)
        require_recorded_rows(["decision signature"], pk=locked.signature.pk)
        if any(isinstance(one, Difference) for one in amount_differences(locked.pk)):
            raise Refused(
                _("Decision %(number)s does not give what the approved computation gives.")
                % {"number": locked.number}
            )
        locked.issued_at, locked.document_sha256 = done.at, document_sha256
        locked.call, locked.application = call, application
        moves = _moves(done, call, application, locked)
        locked.entry = done.record(
            pub={},
            payload={
                "application": application.number,
                "number": locked.number,
                "kind": locked.kind,
                **({"supersedes": locked.supersedes.number} if locked.supersedes else {}),
                "amount": locked.amount_cents,
                "requested": locked.requested_cents,
                "document_sha256": document_sha256,
            },
            rows={**rows, "decision": [locked]},
            moves=moves,
        )
        locked.save(update_fields=["issued_at", "document_sha256", "entry"])
        return locked


def _moves(done: Done, call: Call, application: Application, decision: Decision) -> list[Move]:
    """A decision that supersedes another of its kind leaves everything where it is."""
    step = STEPS.get(DecisionKind(decision.kind))
    moves = []
    if step is not None and application.state != row_of(step).target:
        moves.append(done.move(application, step))
    if call.state in call_stages.TO_ISSUE and _is_last(call, decision):
        moves.append(decides(call))
    return moves


def _is_last(call: Call, decision: Decision) -> bool:
    """With this one every decision is out, and nobody waits for one."""
    others = call.decisions.filter(issued_at=None).exclude(pk=decision.pk)
    return not (others.exists() or awaiting_decision(call).exists())
