"""Wrap the data keys of all stored documents in another key; their content stays as it is."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.permissions import can_grant_roles
from applicants.models import StoredDocument
from applicants.sealed_documents import rewrap_document
from audit.keys.store import documents_keys, forget_old_documents_key, next_documents_key


def rotate_documents_key(*, actor: User) -> int:
    """How many documents were wrapped again. Raises KeyMissingError, SealBrokenError.

    The old key stays beside the new one until the next rotation, as with the key of a call; a
    document that is added meanwhile opens with either. No entry: documents are of no call.
    """
    if not can_grant_roles(actor):
        raise PermissionDenied
    if not StoredDocument.objects.exists():
        return 0
    # Whatever an earlier rotation came to, from here on the newest key opens everything.
    _wrap_again(documents_keys()[0])
    forget_old_documents_key()
    return _wrap_again(next_documents_key())


@transaction.atomic
def _wrap_again(key: bytes) -> int:
    rows = StoredDocument.objects.select_for_update().order_by("pk")
    for row in rows:
        rewrap_document(row, key)
        row.save(update_fields=["wrapped_key"])
    return len(rows)
