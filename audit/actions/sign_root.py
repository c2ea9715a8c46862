"""Sign the ledger as it is after an entry, so that every entry can be shown at once."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from audit.core.checkpoint import Checkpoint as Root
from audit.core.checkpoint import parse_verifier_key, verifier_key, write_note
from audit.database.rows import insert_row
from audit.keys.store import first_signing_key, signing_key
from audit.models import Checkpoint
from audit.selectors import key_in_force


def sign_root(*, size: int, root: bytes, at: datetime, known: str | None = None) -> Checkpoint:
    """The checkpoint of this size. Called under the lock of the ledger, in the same transaction.

    `known` is the key in force as `audit.tip` has it.

    The name of the ledger is the address where its first entry was written, and so for ever.
    Raises KeyMissingError where the key in force is not there: another would sign another ledger.
    """
    if known is None:
        known = key_in_force(size)
    if known:
        origin, public_key = parse_verifier_key(known)
        private_key = signing_key(public_key)
    else:
        private_key = first_signing_key()
        origin = f"{urlsplit(settings.BASE_URL).netloc}/ledger"
        public_key = private_key.public_key().public_bytes_raw()
    text = Root(origin, size, root).text()
    signed = Checkpoint(
        size=size,
        key=verifier_key(origin, public_key),
        note=write_note(text, origin, public_key, private_key.sign(text.encode())),
        issued_at=at,
    )
    insert_row(
        "audit_checkpoint", size=size, key=signed.key, note=signed.note, issued_at=signed.issued_at
    )
    return signed
