"""Keep a document for all applications of an organisation: checked, and sealed on the disk."""

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from applicants.files.check import CONTENT_TYPES, CheckedFile, check_file
from applicants.files.room import lock_rooms, require_room, rooms_of
from applicants.models import Organisation, StoredDocument
from applicants.permissions import edit_organisation
from applicants.sealed_documents import DocumentFile, seal_document

MOST_MB = 20


def add_document(
    *,
    organisation: Organisation,
    title: str,
    name: str,
    content: bytes,
    valid_until: date | None,
    actor: User,
) -> StoredDocument:
    """Raises FileRefused, NoRoom. The file is looked at before the transaction begins."""
    edit_organisation.require(actor, organisation)
    checked = check_file(name=name, content=content, types=list(CONTENT_TYPES), most_mb=MOST_MB)
    document = StoredDocument(
        organisation=organisation,
        title=title,
        size=checked.size,
        valid_until=valid_until,
        added_by=actor,
    )
    return _keep(document, checked, content)


@transaction.atomic
def _keep(document: StoredDocument, checked: CheckedFile, content: bytes) -> StoredDocument:
    organisation, actor = document.organisation, document.added_by
    edit_organisation.require(actor, organisation)
    lock_rooms(organisation, actor)
    require_room(rooms_of(organisation, actor), checked.size, field="file")
    about = DocumentFile(checked.name, checked.content_type, checked.sha256)
    sealed = seal_document(document, about, content)
    document.sealed_sha256 = hashlib.sha256(sealed).hexdigest()
    document.sealed_file.save(f"{document.uuid}.sealed", ContentFile(sealed), save=False)
    document.save()
    return document
