"""Let another key sign the ledger from the next entry on."""

from django.db import transaction

from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.checkpoint import parse_verifier_key, verifier_key
from audit.core.entry import EntryType
from audit.keys.pseudonyms import Acting
from audit.keys.store import forget_old_signing_key, next_signing_key
from audit.models import LedgerEntry
from audit.selectors import key_in_force, log_size


@transaction.atomic
def rotate_signing_key(*, actor: Acting) -> LedgerEntry | None:
    """The entry that announces the new key, still signed with the old one: so each key vouches
    for the next. None where the ledger is empty and no key has signed yet.
    """
    at = lock_log()
    known = key_in_force(log_size() + 1)
    if not known:
        return None
    origin, public_key = parse_verifier_key(known)
    # The key before the last has nothing left to sign.
    forget_old_signing_key(public_key)
    successor = next_signing_key().public_key().public_bytes_raw()
    return append_entry(
        type=EntryType.KEY_ROTATED,
        call_code="",
        actor=actor,
        pub={"key": verifier_key(origin, successor)},
        # Its file is gone some day; the roots that it signed stay its own.
        payload={"before": known},
        at=at,
    )
