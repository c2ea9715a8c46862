"""The large call signed, decided and published: the decisions in bulk, without documents."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Role
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from awards.models import Decision, DecisionKind, Proposal, ProposalState
from benchmarks.bulk_ledger import BATCH, BulkLedger
from benchmarks.large_call import SCORED, allocation_of, person
from grants.core.workflow import CallState
from grants.models import Call


def write_published(call: Call) -> None:
    """Signed, decided and published: the decisions in bulk, without documents."""
    run = allocation_of(call)
    amounts = dict(run.amounts.values_list("ranked__application__number", "amount_cents"))
    emil, at = person("Emil", Role.APPROVER), SCORED + timedelta(days=10)
    with transaction.atomic():
        ledger = BulkLedger(call)
        entry = ledger.add(
            EntryType.ALLOCATION_APPROVED, ledger_actor(user_id=emil.pk, role="approver"), {}, at
        )
        decisions = list(decisions_of(call, amounts, ledger, at))
        ledger.write(at)
        proposal = Proposal.objects.create(
            call=call,
            number=1,
            allocation=run,
            state=ProposalState.APPROVED,
            proposed_by=person("Ada"),
            proposed_at=at,
            closed_by=emil,
            closed_at=at,
            entry=entry,
        )
        for decision in decisions:
            decision.proposal = proposal
        Decision.objects.bulk_create(decisions, batch_size=BATCH)
        Call.objects.filter(pk=call.pk).update(state=CallState.DECIDED, results_published_at=at)
    call.refresh_from_db()


def decisions_of(
    call: Call, amounts: dict[str, int], ledger: BulkLedger, at: datetime
) -> Iterator[Decision]:
    ada = person("Ada")
    actor = ledger_actor(user_id=ada.pk, role="officer")
    for place, row in enumerate(call.applications.order_by("pk"), 1):
        amount, requested = amounts.get(row.number, 0), row.requested_cents or 0
        kind = DecisionKind.GRANTED if amount == requested else DecisionKind.PARTLY_GRANTED
        number = f"{call.file_number}-{place}"
        yield Decision(
            call=call,
            application=row,
            kind=kind if amount else DecisionKind.REFUSED,
            number=number,
            content={"number": number},
            requested_cents=requested,
            amount_cents=amount,
            prepared_by=ada,
            prepared_at=at,
            issued_at=at,
            document_sha256="0" * 64,
            entry=ledger.add(EntryType.DECISION_ISSUED, actor, {"number": number}, at),
        )
