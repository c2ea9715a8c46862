"""Keep a document for all applications of an organisation."""

from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from applicants.file_check import CONTENT_TYPES, check_file
from applicants.models import Organisation, StoredDocument
from applicants.permissions import edit_organisation

MOST_MB = 20


@transaction.atomic
def add_document(
    *,
    organisation: Organisation,
    title: str,
    name: str,
    content: bytes,
    valid_until: date | None,
    actor: User,
) -> StoredDocument:
    """Raises FileRefused."""
    edit_organisation.require(actor, organisation)
    checked = check_file(name=name, content=content, types=list(CONTENT_TYPES), most_mb=MOST_MB)
    document = StoredDocument(
        organisation=organisation,
        title=title,
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        valid_until=valid_until,
        added_by=actor,
    )
    document.file.save(f"{checked.sha256[:20]}.{checked.type}", ContentFile(content), save=False)
    document.save()
    return document
