"""The large call approved, signed, decided and published: decisions in bulk, without documents."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.models import Role
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from awards.models import (
    Decision,
    DecisionKind,
    DecisionSignature,
    Proposal,
    ProposalState,
    letters_of,
)
from awards.selectors.findings import findings_of
from awards.selectors.signed import deciding_proposal
from awards.words.decision_content import decision_content, numbered
from benchmarks.bulk_ledger import BATCH, BulkLedger
from benchmarks.large_call import allocation_of
from benchmarks.large_call_rows import SCORED, person
from grants.core.workflow import ApplicationState, CallState
from grants.models import Call
from tests.personas import signatory

PROPOSED = SCORED + timedelta(days=3)
SIGNED = SCORED + timedelta(days=5)
ISSUED = SCORED + timedelta(days=10)


def write_published(call: Call) -> None:
    """Approved, signed, decided and published: the decisions in bulk, without documents."""
    write_proposed(call)
    write_prepared(call)
    write_issued(call)


@transaction.atomic
def write_proposed(call: Call) -> None:
    run, ledger = allocation_of(call), BulkLedger(call)
    ada = person("Ada")
    entry = ledger.add(
        EntryType.PROPOSAL_MADE, ledger_actor(user_id=ada.pk, role="officer"), {}, PROPOSED
    )
    ledger.write(PROPOSED)
    Proposal.objects.create(
        call=call, number=1, allocation=run, proposed_by=ada, proposed_at=PROPOSED, entry=entry
    )
    call.applications.update(state=ApplicationState.PROPOSED)
    Call.objects.filter(pk=call.pk).update(state=CallState.PROPOSED)
    call.refresh_from_db()


@transaction.atomic
def write_prepared(call: Call) -> None:
    """Approved; the decisions are written, signed and wait for their issue."""
    run = allocation_of(call)
    amounts = dict(run.amounts.values_list("ranked__application__number", "amount_cents"))
    Proposal.objects.filter(call=call).update(
        state=ProposalState.APPROVED, closed_by=person("Emil", Role.APPROVER), closed_at=SIGNED
    )
    Call.objects.filter(pk=call.pk).update(state=CallState.APPROVED)
    call.refresh_from_db()
    signature = _signature(call)
    Decision.objects.bulk_create(decisions_of(call, amounts, signature), batch_size=BATCH)


def _signature(call: Call) -> DecisionSignature:
    """Emil's, under the decisions of all applications."""
    term, ledger = signatory("Emil", call.funder), BulkLedger(call)
    term.refresh_from_db()
    actor = ledger_actor(user_id=term.user_id, role="signatory")
    said = {"signature": 1, "decisions": call.applications.count()}
    entry = ledger.add(EntryType.DECISIONS_SIGNED, actor, said, SIGNED)
    ledger.write(SIGNED)
    return DecisionSignature.objects.create(
        call=call,
        number=said["signature"],
        signatory=term,
        name=str(term.user),
        title=dict(term.title.data),
        decisions=said["decisions"],
        signed_at=SIGNED,
        entry=entry,
    )


@transaction.atomic
def write_issued(call: Call) -> None:
    """Issued and published, without documents."""
    ledger, ada = BulkLedger(call), person("Ada")
    actor = ledger_actor(user_id=ada.pk, role="officer")
    decisions = list(call.decisions.order_by("pk"))
    entries = [
        ledger.add(EntryType.DECISION_ISSUED, actor, {"number": one.number}, ISSUED)
        for one in decisions
    ]
    ledger.write(ISSUED)
    for decision, entry in zip(decisions, entries, strict=True):
        decision.entry, decision.issued_at, decision.document_sha256 = entry, ISSUED, "0" * 64
    Decision.objects.bulk_update(
        decisions, ["entry", "issued_at", "document_sha256"], batch_size=BATCH // 4
    )
    for kind in (DecisionKind.GRANTED, DecisionKind.PARTLY_GRANTED, DecisionKind.REFUSED):
        call.applications.filter(decisions__kind=kind).update(state=kind.value)
    Call.objects.filter(pk=call.pk).update(state=CallState.DECIDED, results_published_at=ISSUED)
    call.refresh_from_db()


def decisions_of(
    call: Call, amounts: dict[str, int], signature: DecisionSignature
) -> Iterator[Decision]:
    """Each says what the first one says: no page shows more than one of them."""
    ada, findings = person("Ada"), findings_of(deciding_proposal(call))
    said: dict[str, Any] = {}
    for place, row in enumerate(call.applications.select_related("lot").order_by("pk"), 1):
        amount, requested = amounts.get(row.number, 0), row.requested_cents or 0
        kind = DecisionKind.GRANTED if amount == requested else DecisionKind.PARTLY_GRANTED
        number = f"{call.file_number}-{place}"
        said = said or numbered(decision_content(findings, row), number, SIGNED)
        yield Decision(
            call=call,
            application=row,
            proposal=findings.proposal,
            signature=signature,
            kind=kind if amount else DecisionKind.REFUSED,
            number=number,
            content={**said, "number": number, "application": row.number},
            letters=letters_of(said),
            requested_cents=requested,
            amount_cents=amount,
            prepared_by=ada,
            prepared_at=SIGNED,
        )
