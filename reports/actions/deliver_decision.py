"""Issue a decision with its document: file, ledger entry, state and letter, all or nothing."""

from django.db import transaction

from accounts.models import User
from awards.actions.issue_decision import issue_decision
from awards.models import Decision
from grants.actions._transition import lock_call
from grants.selectors.own_applications import writers_of
from jobs.actions.promise_letters import promise_letters
from reports.actions.store_document import store_document
from reports.decision_mail import DECISION
from reports.documents.decision import file_name
from reports.models import DocumentKind


@transaction.atomic
def deliver_decision(*, decision: Decision, document: bytes, actor: User) -> Decision:
    """The issued decision; one that is issued stays as it is, and nobody is written to again."""
    lock_call(decision.call)
    rows = Decision.objects.select_related("application__organisation", "call")
    fresh = rows.get(pk=decision.pk)
    if fresh.issued_at is not None:
        return fresh
    stored = store_document(
        call=fresh.call,
        decision=fresh,
        kind=DocumentKind.DECISION,
        name=file_name(fresh),
        content_type="application/pdf",
        data=document,
        at=fresh.prepared_at,
    )
    issued = issue_decision(
        decision=fresh,
        document_sha256=stored.sha256,
        actor=actor,
        rows={"document": [stored]},
    )
    writers = writers_of(fresh.application.organisation)
    readers = [(member.user.email, member.user.language) for member in writers]
    promise_letters(
        kind=DECISION,
        about=issued.pk,
        readers=readers,
        at=issued.issued_at,
        call=(fresh.call_id, fresh.call.funder_id),
    )
    return issued
