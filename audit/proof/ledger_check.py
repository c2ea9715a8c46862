"""Recompute the whole ledger from its tables: every byte, hash, time, proof and signature."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from audit.core import canonical, merkle
from audit.core.canonical import CanonicalError
from audit.core.checkpoint import NoteError, parse_note, parse_verifier_key
from audit.core.entry import Entry, EntryError, EntryType, commitment, parse_entry
from audit.database import append_only
from audit.keys.signatures import is_signed
from audit.models import Checkpoint, LedgerEntry, LedgerHead, LedgerPayload, MerkleNode
from audit.proof.fsck import Difference, Finding, Tally
from audit.tip import Tip, is_unlike


def ledger_differences() -> Iterator[Finding]:
    """Entry by entry, then the end of the ledger, then the database's own refusal to change it."""
    walk = _Walk()
    rows = LedgerEntry.objects.order_by("seq").select_related("payload")
    for row in rows.iterator(chunk_size=1000):
        if row.seq != walk.edge.size + 1:
            yield Difference(f"entry {walk.edge.size + 1}", f"missing; the next one is {row.seq}")
            return
        yield Tally("entry", 1)
        yield from walk.step(row)
    yield from walk.end()
    for name, fault in append_only.faults(connection):
        yield Difference(f"trigger {name}", fault)


class _Walk:
    def __init__(self) -> None:
        self.edge = merkle.Frontier()
        self.last_t: datetime | None = None
        # The key that signs next, and the one that the entry at hand announces.
        self.key = self.announced = ""
        self.without_payload: set[int] = set()
        self.erased: set[object] = set()
        self.nodes = MerkleNode.objects.order_by("id").iterator(chunk_size=1000)
        self.checkpoints = Checkpoint.objects.order_by("size").iterator(chunk_size=1000)

    def step(self, row: LedgerEntry) -> Iterator[Difference]:
        place = f"entry {row.seq}"
        try:
            entry = parse_entry(row.canonical.encode())
        except (EntryError, UnicodeEncodeError) as error:
            yield Difference(place, f"not an entry ({error})")
        else:
            yield from self._entry(place, row, entry)
            yield from self._payload(place, row, entry)
        leaf = merkle.leaf_hash(row.canonical.encode(errors="replace"))
        if row.leaf_hash != leaf.hex():
            yield Difference(place, f"its hash is {leaf.hex()}, stored is {row.leaf_hash}")
        yield from self._nodes(leaf)
        yield from self._checkpoint()
        self.key = self.announced or self.key

    def _entry(self, place: str, row: LedgerEntry, entry: Entry) -> Iterator[Difference]:
        for name, said, stored in (
            ("number", entry.seq, row.seq),
            ("time", entry.t, row.t),
            ("type", entry.type.value, row.type),
            ("call", entry.call, row.call_code),
        ):
            if said != stored:
                yield Difference(place, f"its {name} is {said}, the column beside it says {stored}")
        if self.last_t is not None and entry.t < self.last_t:
            yield Difference(place, f"its time {entry.t} is before the entry before it")
        self.last_t = entry.t
        if entry.type == EntryType.PAYLOAD_ERASED:
            self.erased.add(entry.pub.get("seq"))
        if entry.type == EntryType.KEY_ROTATED and not entry.call:
            self.announced = str(entry.pub.get("key"))
            yield from self._key_before(place, row)

    def _key_before(self, place: str, row: LedgerEntry) -> Iterator[Difference]:
        """The entry that announces a key commits to the one before it."""
        kept: LedgerPayload | None = getattr(row, "payload", None)
        said = "" if kept is None else _key_in(kept.text)
        if said and said != self.key:
            yield Difference(place, f"the key before it was {said}, another one has signed")

    def _payload(self, place: str, row: LedgerEntry, entry: Entry) -> Iterator[Difference]:
        kept: LedgerPayload | None = getattr(row, "payload", None)
        if kept is None:
            self.without_payload.add(row.seq)
        elif _committed(entry, kept) != entry.c:
            yield Difference(place, "its payload is not the one it commits to")

    def _nodes(self, leaf: bytes) -> Iterator[Difference]:
        for (level, index), expected in self.edge.append(leaf):
            stored = next(self.nodes, None)
            place = f"node {level}/{index}"
            if stored is None:
                yield Difference(place, "missing")
            elif (stored.level, stored.index) != (level, index):
                yield Difference(place, f"in its place is node {stored}")
            elif stored.hash != expected.hex():
                yield Difference(place, f"its hash is {expected.hex()}, stored is {stored.hash}")

    def _checkpoint(self) -> Iterator[Difference]:
        """The one that was signed when the ledger had just the entries seen so far."""
        stored, size = next(self.checkpoints, None), self.edge.size
        if stored is None or stored.size != size:
            yield Difference(f"checkpoint {size}", f"in its place is {stored or 'none'}")
            return
        self.key = self.key or stored.key
        fault = _fault_of(stored, self.edge.root())
        if not fault and stored.key != self.key:
            fault = "signed with a key that no entry has announced"
        if fault:
            yield Difference(f"checkpoint {size}", fault)

    def end(self) -> Iterator[Difference]:
        size = self.edge.size
        signed = next(self.checkpoints, None)
        if signed is not None:
            yield Difference(f"checkpoint {signed.size}", f"signed, but there are {size} entries")
        further = next(self.nodes, None)
        if further is not None:
            yield Difference(f"node {further}", "not of this ledger")
        heads = list(LedgerHead.objects.order_by("pk")[:2])
        if len(heads) > 1:
            yield Difference("end of the ledger", "it is noted more than once")
        head = heads[0] if heads else LedgerHead()
        if (head.size, head.last_t) != (size, self.last_t):
            yield Difference("end of the ledger", f"{head.size} entries noted, {size} are there")
        elif is_unlike(head.tip, Tip(self.edge, self.announced or self.key)):
            yield Difference("end of the ledger", "its edge or its key is not that of the entries")
        for seq in sorted(self.without_payload - self.erased):
            yield Difference(f"entry {seq}", "its payload is gone, and no entry says it was erased")


def _committed(entry: Entry, kept: LedgerPayload) -> str | None:
    try:
        payload = canonical.loads(kept.text)
        if not isinstance(payload, dict) or canonical.dumps(payload).decode() != kept.text:
            return None
        return commitment(entry.type, bytes.fromhex(kept.salt), payload)
    except (CanonicalError, EntryError, ValueError):
        return None


def _key_in(text: str) -> str:
    try:
        payload = canonical.loads(text)
    except CanonicalError:
        return ""
    return str(payload.get("before", "")) if isinstance(payload, dict) else ""


def _fault_of(checkpoint: Checkpoint, root: bytes) -> str:
    try:
        note = parse_note(checkpoint.note)
        name, public_key = parse_verifier_key(checkpoint.key)
    except NoteError as error:
        return f"not a signed checkpoint ({error})"
    if (note.checkpoint.size, note.checkpoint.origin) != (checkpoint.size, name):
        return "the text is of another ledger or another size"
    if note.checkpoint.root != root:
        return f"the root is {root.hex()}, signed is {note.checkpoint.root.hex()}"
    return "" if is_signed(note, name, public_key) else "the signature does not hold"
