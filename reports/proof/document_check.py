"""Whether every issued decision has its document, with the hash that it names."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery

from audit.proof.fsck import Difference, Finding, Tally
from awards.models import Decision
from reports.models import Document, DocumentKind

_AT_ONCE = 1000


def document_differences() -> Iterator[Finding]:
    documents = Document.objects.filter(decision=OuterRef("pk"), kind=DocumentKind.DECISION)
    rows = Decision.objects.filter(issued_at__isnull=False).order_by("pk")
    found = rows.values_list("number", "document_sha256", Subquery(documents.values("sha256")[:1]))
    for number, named, stored in found.iterator(chunk_size=_AT_ONCE):
        yield Tally("document of a decision", 1)
        if stored is None:
            yield Difference(f"decision {number}", "its document is not there")
        elif stored != named:
            yield Difference(f"decision {number}", "its document is not the one that it names")
