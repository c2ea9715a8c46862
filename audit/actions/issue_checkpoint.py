"""Sign the ledger as it is now."""

from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from audit.actions.lock_log import lock_head, time_after
from audit.core.checkpoint import Checkpoint as Root
from audit.core.checkpoint import parse_note, verifier_key, write_note
from audit.key_store import installation_signing_key
from audit.models import Checkpoint
from audit.selectors import latest_checkpoint, log_size, tree_root


def issue_checkpoint() -> Checkpoint:
    """The checkpoint of the present size; the same one until another entry is written.

    What is issued inside a transaction must not leave it before the commit.
    """
    signing_key = installation_signing_key()
    public_key = signing_key.public_key().public_bytes_raw()
    latest = latest_checkpoint()
    key = verifier_key(_origin(latest), public_key)
    if latest is not None and (latest.size, latest.key) == (log_size(), key):
        return latest
    with transaction.atomic():
        head = lock_head()
        known = Checkpoint.objects.filter(size=head.size, key=key).first()
        if known is not None:
            return known
        root = Root(_origin(latest), head.size, tree_root(head.size))
        return Checkpoint.objects.create(
            size=head.size,
            key=key,
            note=_sign(root, signing_key, public_key),
            issued_at=time_after(head),
        )


def _origin(latest: Checkpoint | None) -> str:
    """The name of the ledger: where it was first published, and so for ever."""
    if latest is not None:
        return parse_note(latest.note).checkpoint.origin
    return f"{urlsplit(settings.BASE_URL).netloc}/ledger"


def _sign(root: Root, signing_key: Ed25519PrivateKey, public_key: bytes) -> str:
    text = root.text()
    return write_note(text, root.origin, public_key, signing_key.sign(text.encode()))
