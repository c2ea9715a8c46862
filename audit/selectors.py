"""Reading the ledger: its tree from the stored subtrees, its entries in order."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection
from django.db.models import QuerySet, Subquery

from audit.core import merkle
from audit.core.entry import EntryType, parse_entry
from audit.core.merkle import Frontier, NodeReader, Position, Span
from audit.models import Checkpoint, LedgerEntry, MerkleNode


def log_size() -> int:
    """How many entries the ledger has."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "size" FROM "audit_ledgerhead"')
        head = cursor.fetchone()
    return int(head[0]) if head else 0


def newest_entry(call_code: str) -> int:
    """The number of the last entry about a call; 0 before the first. It tells what was recorded."""
    rows = LedgerEntry.objects.filter(call_code=call_code).order_by("-seq")
    return rows.values_list("seq", flat=True).first() or 0


def tree_root(size: int) -> bytes:
    """Root over the first `size` entries."""
    return tree_edge(size).root()


def tree_edge(size: int) -> Frontier:
    """The tree of the first `size` entries, ready to grow."""
    positions = merkle.full_subtrees(0, size)
    found = stored_hashes(positions)
    return Frontier(size, [found[position] for position in positions])


def stored_inclusion_proof(seq: int, size: int) -> list[bytes]:
    """That entry `seq` (from 1) is among the first `size`. Raises ValueError where it is not."""
    spans = merkle.inclusion_spans(seq - 1, size)
    return merkle.inclusion_proof(seq - 1, size, _reader(spans))


def stored_consistency_proof(old: int, new: int) -> list[bytes]:
    """That the ledger of `new` entries begins with the one of `old`. Raises ValueError."""
    spans = merkle.consistency_spans(old, new)
    return merkle.consistency_proof(old, new, _reader(spans))


def stored_hashes(positions: Iterable[Position]) -> dict[Position, bytes]:
    """Hashes of full subtrees, leaves included, in at most two queries."""
    wanted = set(positions)
    leaves = [place + 1 for level, place in wanted if level == 0]
    above = [position for position in wanted if position.level > 0]
    found: dict[Position, bytes] = {}
    if leaves:
        entries = LedgerEntry.objects.filter(seq__in=leaves).order_by()
        for seq, text in entries.values_list("seq", "leaf_hash"):
            found[Position(0, seq - 1)] = bytes.fromhex(text)
    if above:
        # A few nodes too many are quicker than a condition for each.
        levels, places = {at.level for at in above}, {at.place for at in above}
        nodes = MerkleNode.objects.filter(level__in=levels, index__in=places)
        for level, place, text in nodes.values_list("level", "index", "hash"):
            found[Position(level, place)] = bytes.fromhex(text)
    return {position: found[position] for position in wanted}


def latest_checkpoint() -> Checkpoint | None:
    """The ledger as it is now, signed; None while it is empty."""
    return Checkpoint.objects.order_by("-size").first()


def verifier_key_of_ledger() -> str:
    """The public key of the newest checkpoint, as one line; empty while there is none."""
    keys = Checkpoint.objects.order_by("-size").values_list("key", flat=True)
    return keys.first() or ""


def key_in_force(seq: int) -> str:
    """The public key that signs entry `seq`: the last one announced before, else the first.

    One line like `verifier_key_of_ledger`; empty while the ledger is.
    """
    announced = LedgerEntry.objects.filter(
        type=EntryType.KEY_ROTATED.value, call_code="", seq__lt=seq
    )
    newest = announced.order_by("-seq").values("canonical")[:1]
    rows = Checkpoint.objects.order_by("-size").annotate(announced=Subquery(newest))
    found = rows.values_list("key", "announced").first()
    if found is None:
        return ""
    key, entry = found
    return str(parse_entry(entry.encode()).pub["key"]) if entry else str(key)


def entries_of(call_code: str = "") -> QuerySet[LedgerEntry]:
    """The newest first; of one call where its code is given."""
    entries = LedgerEntry.objects.order_by("-seq")
    return entries.filter(call_code=call_code) if call_code else entries


def calls_in_ledger() -> list[str]:
    """Codes of the calls that have entries."""
    codes = LedgerEntry.objects.exclude(call_code="").order_by("call_code")
    return list(codes.values_list("call_code", flat=True).distinct())


def canonical_entries(first: int) -> Iterator[str]:
    """The entries themselves from number `first` on, a few at a time."""
    entries = LedgerEntry.objects.filter(seq__gte=first).order_by("seq")
    return entries.values_list("canonical", flat=True).iterator(chunk_size=1000)


def _reader(spans: Sequence[Span]) -> NodeReader:
    found = stored_hashes(merkle.positions_of(spans))
    return found.__getitem__
