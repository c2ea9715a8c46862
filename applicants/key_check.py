"""The key of stored documents: it opens the data key of each."""

from collections.abc import Iterator

from applicants.models import StoredDocument
from audit.keys.seal import sealed_place
from audit.keys.store import documents_keys
from audit.proof.fsck import Finding
from audit.proof.key_check import Wrapped, unopened


def documents_key_differences() -> Iterator[Finding]:
    if StoredDocument.objects.exists():
        yield from unopened("seal of stored document", documents_keys, _wrapped())


def _wrapped() -> Iterator[Wrapped]:
    rows = StoredDocument.objects.order_by("pk").values_list("pk", "uuid", "wrapped_key")
    for pk, uuid, key in rows.iterator(chunk_size=1000):
        yield str(pk), bytes(key), sealed_place(uuid, "key")
