"""Keep a rendered file: its bytes once, its hash, what it belongs to."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from awards.models import Decision
from grants.models import Call
from reports.models import Document, DocumentKind


@transaction.atomic
def store_document(
    *,
    call: Call,
    kind: DocumentKind,
    name: str,
    content_type: str,
    data: bytes,
    at: datetime,
    decision: Decision | None = None,
) -> Document:
    """The one document of this kind; where it exists already, that one and nothing is written.

    The caller has asked whether the actor may, and holds the row that the document belongs to.
    """
    kept = Document.objects.filter(call=call, decision=decision, kind=kind).first()
    if kept is not None:
        return kept
    document = Document(
        call=call,
        decision=decision,
        kind=kind,
        name=name,
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        created_at=at,
    )
    _take_away_what_nobody_names(document)
    document.file.save(name, ContentFile(data), save=False)
    document.save()
    return document


def _take_away_what_nobody_names(document: Document) -> None:
    """A process that was killed before its commit has left a file, but no row that names it."""
    storage = document.file.storage
    place = document.file.field.generate_filename(document, document.name)
    if storage.exists(place) and not Document.objects.filter(file=place).exists():
        storage.delete(place)
