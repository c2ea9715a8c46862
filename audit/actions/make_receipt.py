"""The receipt of an entry: the proof that a person can keep."""

from audit.actions.issue_checkpoint import issue_checkpoint
from audit.core import canonical
from audit.core.checkpoint import parse_note
from audit.core.entry import parse_entry
from audit.core.receipt import Receipt
from audit.models import LedgerEntry, LedgerPayload
from audit.selectors import checkpoint_covering, inclusion_proof


def make_receipt(*, entry: LedgerEntry) -> Receipt:
    """The same receipt every time, as long as the payload is not erased (then without it)."""
    checkpoint = checkpoint_covering(entry.seq) or issue_checkpoint()
    size = parse_note(checkpoint.note).checkpoint.size
    kept = LedgerPayload.objects.filter(entry=entry).first()
    payload = canonical.loads(kept.text) if kept else None
    return Receipt(
        entry=parse_entry(entry.canonical.encode()),
        salt=bytes.fromhex(kept.salt) if kept else None,
        payload=payload if isinstance(payload, dict) else None,
        proof=tuple(inclusion_proof(entry.seq, size)),
        checkpoint=checkpoint.note,
        key=checkpoint.key,
    )
