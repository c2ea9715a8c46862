"""The receipt of an entry: the proof that a person can keep."""

from audit.core import canonical
from audit.core.entry import parse_entry
from audit.core.receipt import Receipt
from audit.models import Checkpoint, LedgerEntry, LedgerPayload
from audit.selectors import stored_inclusion_proof


def make_receipt(*, entry: LedgerEntry) -> Receipt:
    """The same receipt every time, until its payload is erased (then without it). Reads only.

    It holds from the moment of the entry on, but must not leave before the commit.
    """
    checkpoint = Checkpoint.objects.get(size=entry.seq)
    kept = LedgerPayload.objects.filter(entry=entry).first()
    payload = canonical.loads(kept.text) if kept else None
    return Receipt(
        entry=parse_entry(entry.canonical.encode()),
        salt=bytes.fromhex(kept.salt) if kept else None,
        payload=payload if isinstance(payload, dict) else None,
        proof=tuple(stored_inclusion_proof(entry.seq, checkpoint.size)),
        checkpoint=checkpoint.note,
        key=checkpoint.key,
    )
