"""Documents that were stored, for whoever may have them."""

import hmac

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from audit.core import canonical
from awards.models import Decision
from awards.permissions import view_decision
from grants.core import application_stages
from grants.models import Application, Call
from grants.permissions import submit_own_application
from reports.models import Document, DocumentKind

# Kind of a document, and the word for it in its public address.
PUBLIC_KINDS = {
    DocumentKind.PUBLIC_CALL.value: "call",
    DocumentKind.PUBLIC_EVALUATION.value: "evaluation",
}
_MARK_DIGITS = 16


def decisions_for(user: User) -> QuerySet[Decision]:
    """What the person may read, with all that a page of it needs."""
    rows = view_decision.queryset(user)
    return rows.select_related(
        "application__organisation", "call__funder", "entry", "supersedes", "signature"
    )


def decision_for(user: User, number: str) -> Decision | None:
    """The newest on this application that the person may read: an applicant what is in force."""
    return decisions_for(user).filter(application__number=number).order_by("pk").last()


def decision_address(application: Application, user: User) -> str:
    """The page of its issued decision, for whoever may read it; empty before."""
    rows = view_decision.queryset(user).filter(application=application, issued_at__isnull=False)
    return reverse("reports:decision", args=[application.number]) if rows.exists() else ""


def own_case_file_address(application: Application, user: User) -> str:
    """Of the whole file, for the owner of an applicant whose application lies open."""
    is_open = application.state in application_stages.OPENED
    if not is_open or not submit_own_application.allows(user, application):
        return ""
    return reverse("reports:own_case_file", args=[application.number])


def decision_document(decision: Decision) -> Document | None:
    return decision.documents.filter(kind=DocumentKind.DECISION).first()


def paper_mark(decision: Decision) -> str:
    """As much of the digest of a decision as the address on its paper carries."""
    return canonical.digest(decision.content)[:_MARK_DIGITS]


def marked_decision(number: str, mark: str) -> Decision | None:
    """The issued decision whose paper carries this mark; whoever has no paper cannot guess it."""
    if not mark.isascii():
        return None
    issued = Decision.objects.filter(application__number=number, issued_at__isnull=False)
    rows = issued.select_related("application", "call__funder", "entry", "superseded_by")
    return next((one for one in rows if hmac.compare_digest(paper_mark(one), mark)), None)


def published_document(call: Call, word: str) -> Document | None:
    """A file that went public with the results."""
    kinds = [kind for kind, known in PUBLIC_KINDS.items() if known == word]
    if call.results_published_at is None:
        return None
    return Document.objects.filter(call=call, decision=None, kind__in=kinds).first()
