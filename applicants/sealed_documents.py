"""The one door to the stored documents of an organisation.

A document is encrypted with a data key of its own, wrapped by the installation's key of documents,
which lies outside database, media and their backups (`audit.keys.store`). What it is called on
disk, its type and its hash are content too and are sealed with it; title, size and day of expiry
are what the organisation's page lists. Only members of the organisation pass.
"""

import json
from dataclasses import asdict, dataclass

from accounts.models import User
from accounts.stored_files import read_stored
from applicants.models import StoredDocument
from applicants.permissions import view_organisation
from audit.core import canonical
from audit.keys.seal import decrypt, encrypt, new_data_key, sealed_place, unwrap_with, wrap
from audit.keys.store import documents_keys, ensure_documents_key


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """What is known of a stored document besides its bytes."""

    name: str
    content_type: str
    sha256: str


def seal_document(document: StoredDocument, about: DocumentFile, content: bytes) -> bytes:
    """Put key and description into the row, without saving it; the bytes for the disk."""
    data_key = new_data_key()
    document.wrapped_key = wrap(ensure_documents_key(), data_key, _place(document, "key"))
    document.sealed_meta = encrypt(
        data_key, canonical.dumps(asdict(about)), _place(document, "meta")
    )
    return encrypt(data_key, content, _place(document, "file"))


def read_document(*, document: StoredDocument, actor: User) -> tuple[DocumentFile, bytes]:
    """Raises PermissionDenied for who is no member, FileLost, SealBrokenError, KeyMissingError."""
    view_organisation.require(actor, document.organisation)
    data_key = _data_key(document)
    meta = decrypt(data_key, bytes(document.sealed_meta), _place(document, "meta"))
    sealed = read_stored(document.sealed_file, document.sealed_sha256)
    return DocumentFile(**json.loads(meta)), decrypt(data_key, sealed, _place(document, "file"))


def rewrap_document(document: StoredDocument, key: bytes) -> None:
    """The same data key under another key of documents, without saving the row."""
    document.wrapped_key = wrap(key, _data_key(document), _place(document, "key"))


def _data_key(document: StoredDocument) -> bytes:
    return unwrap_with(documents_keys(), bytes(document.wrapped_key), _place(document, "key"))


def _place(document: StoredDocument, field: str) -> bytes:
    return sealed_place(document.uuid, field)
