"""The ledger of a stage: written many entries at a time, as the acts would leave it."""

from datetime import datetime
from typing import Any

from audit.actions.lock_log import lock_head
from audit.actions.sign_root import sign_root
from audit.core import canonical, merkle
from audit.core.entry import Entry, EntryType, commitment
from audit.keys.pseudonyms import Acting, actor_of_entry
from audit.models import LedgerEntry, LedgerHead, LedgerPayload, MerkleNode
from audit.selectors import tree_edge
from grants.models import Call

BATCH = 2_000


class BulkLedger:
    """Entries with true hashes in a true tree, written in batches; only the end is signed."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.head = lock_head()
        self.edge = tree_edge(self.head.size)
        self.entries: list[LedgerEntry] = []
        self.payloads: list[LedgerPayload] = []
        self.nodes: list[MerkleNode] = []

    def add(
        self, type: EntryType, actor: Acting, payload: dict[str, Any], at: datetime
    ) -> LedgerEntry:
        salt, seq = bytes(32), self.edge.size + 1
        at = max(at, self.head.last_t or at)
        committed = commitment(type, salt, payload)
        code = self.call.code
        who = actor_of_entry(actor, seq=seq, type=type, call_code=code)
        data = Entry(seq, at, type, code, who, committed, {}).canonical()
        leaf = merkle.leaf_hash(data)
        row = LedgerEntry(
            seq=seq,
            t=at,
            type=type.value,
            call_code=self.call.code,
            canonical=data.decode(),
            leaf_hash=leaf.hex(),
        )
        self.entries.append(row)
        text = canonical.dumps(payload).decode()
        self.payloads.append(LedgerPayload(entry=row, text=text, salt=salt.hex()))
        for (level, place), found in self.edge.append(leaf):
            self.nodes.append(MerkleNode(level=level, index=place, hash=found.hex()))
        return row

    def write(self, at: datetime) -> None:
        LedgerEntry.objects.bulk_create(self.entries, batch_size=BATCH)
        LedgerPayload.objects.bulk_create(self.payloads, batch_size=BATCH)
        MerkleNode.objects.bulk_create(self.nodes, batch_size=BATCH)
        at = max(at, self.head.last_t or at)
        sign_root(size=self.edge.size, root=self.edge.root(), at=at)
        LedgerHead.objects.update(size=self.edge.size, last_t=at)
