"""Whether the kept receipts are those that the ledger gives, and lead to its roots."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Subquery

from audit.core.receipt import ReceiptError, parse_receipt, verify_receipt
from audit.models import Checkpoint, LedgerEntry
from audit.proof.fsck import Difference, Finding, Tally
from grants.models import Submission

_AT_ONCE = 500
_COLUMNS = ("entry_id", "application__number", "sequence", "receipt", "entry__canonical")


def receipt_differences() -> Iterator[Finding]:
    signed = Checkpoint.objects.filter(size=OuterRef("entry_id"))
    payload = LedgerEntry.objects.filter(pk=OuterRef("entry_id"))
    rows = Submission.objects.order_by("pk").annotate(
        note=Subquery(signed.values("note")[:1]),
        signer=Subquery(signed.values("key")[:1]),
        payload=Subquery(payload.values("payload__text")[:1]),
        salt=Subquery(payload.values("payload__salt")[:1]),
    )
    names = (*_COLUMNS, "note", "signer", "payload", "salt")
    count = 0
    for row in rows.values(*names).iterator(chunk_size=_AT_ONCE):
        count += 1
        if fault := _fault(row):
            place = f"receipt {row['application__number']} #{row['sequence']}"
            yield Difference(place, fault)
    yield Tally("receipt", count)


def _fault(row: dict[str, Any]) -> str:
    """Signatures are the business of the check of the ledger."""
    try:
        receipt = parse_receipt(json.dumps(row["receipt"]))
        verify_receipt(receipt, lambda key, signature, message: True)
    except (ReceiptError, TypeError, ValueError) as error:
        return f"it does not hold ({error})"
    if receipt.entry.canonical().decode() != row["entry__canonical"]:
        return f"it is not of entry {row['entry_id']}"
    if (receipt.checkpoint, receipt.key) != (row["note"], row["signer"]):
        return f"its checkpoint is not that of entry {row['entry_id']}"
    if row["payload"] is None:
        return ""  # erased; the receipt still says what it was
    kept = (json.loads(row["payload"]), row["salt"])
    given = (receipt.payload, receipt.salt.hex() if receipt.salt else None)
    return "" if given == kept else f"its payload is not that of entry {row['entry_id']}"
