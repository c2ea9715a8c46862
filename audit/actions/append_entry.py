"""Write one act into the ledger, in the transaction of the act itself."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from audit.actions.lock_log import lock_head, time_after
from audit.actions.sign_root import sign_root
from audit.core import canonical, merkle
from audit.core.entry import SALT_SIZE, Entry, EntryType, LedgerActor, commitment
from audit.models import LedgerEntry, LedgerPayload, MerkleNode
from audit.selectors import tree_edge


def append_entry(
    *,
    type: EntryType,
    call_code: str,
    actor: LedgerActor,
    pub: Mapping[str, object],
    payload: Mapping[str, object],
    at: datetime | None = None,
) -> LedgerEntry:
    """The new last entry. `at` is what `lock_log` gave earlier in this transaction.

    `payload` is committed to and may be erased later; `pub` is public for ever. Both hold integers,
    texts, booleans, lists and objects only. Raises TransactionManagementError outside a
    transaction, CanonicalError for other content, ValueError for a time that is not the ledger's.
    """
    head = lock_head()
    now = time_after(head)
    moment = now if at is None else at
    if moment > now or (head.last_t is not None and moment < head.last_t):
        raise ValueError("The time of an entry comes from lock_log, in the same transaction.")
    salt = secrets.token_bytes(SALT_SIZE)
    committed = commitment(type, salt, payload)
    entry = Entry(head.size + 1, moment, type, call_code, actor, committed, pub)
    data = entry.canonical()
    leaf = merkle.leaf_hash(data)
    row = LedgerEntry.objects.create(
        seq=entry.seq,
        t=moment,
        type=type.value,
        call_code=call_code,
        canonical=data.decode(),
        leaf_hash=leaf.hex(),
    )
    LedgerPayload.objects.create(entry=row, text=canonical.dumps(payload).decode(), salt=salt.hex())
    edge = tree_edge(head.size)
    MerkleNode.objects.bulk_create(
        MerkleNode(level=level, index=place, hash=found.hex())
        for (level, place), found in edge.append(leaf)
    )
    sign_root(size=edge.size, root=edge.root(), at=moment)
    head.size, head.last_t = entry.seq, moment
    head.save(update_fields=["size", "last_t"])
    return row
