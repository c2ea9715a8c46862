"""After a rush or a fault: is everything that was acknowledged there, once, and provable?

    python -m tests.kept_promises < numbers > findings

runs in the environment of an installation. Input (JSON): `acknowledged` {number: receipt as text,
or empty} and `refused` [numbers that were never acknowledged]. Output (JSON): `lost`, `doubled`,
`unproven` (receipts that do not verify, or are not of this ledger), `submissions`, `receipts`
(verified), `fsck` (the differences found).
"""

import json
import os
import sys
from collections import Counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if __name__ == "__main__":
    django.setup()


from audit.core import merkle
from audit.core.checkpoint import parse_note
from audit.core.receipt import ReceiptError, parse_receipt, verify_receipt
from audit.models import LedgerEntry
from audit.proof.fsck import differences
from grants.models import Submission
from tests.signatures import is_signed


class Ledger:
    """All of it in memory, and the root of every size that it ever had."""

    def __init__(self) -> None:
        self.entries: list[str] = []
        self.roots: list[bytes] = []
        edge = merkle.Frontier()
        for text in LedgerEntry.objects.order_by("seq").values_list("canonical", flat=True):
            edge.append(merkle.leaf_hash(text.encode()))
            self.entries.append(text)
            self.roots.append(edge.root())

    def proves(self, text: str) -> bool:
        """Whether the receipt verifies by itself and belongs to this ledger."""
        try:
            receipt = parse_receipt(text)
            verify_receipt(receipt, is_signed)
        except ReceiptError:
            return False
        signed = parse_note(receipt.checkpoint).checkpoint
        if not 0 < signed.size <= len(self.roots) or receipt.entry.seq > signed.size:
            return False
        same = self.entries[receipt.entry.seq - 1] == receipt.entry.canonical().decode()
        return same and self.roots[signed.size - 1] == signed.root


def findings(acknowledged: dict[str, str]) -> dict[str, Any]:
    ledger = Ledger()
    sent: Counter[str] = Counter()
    receipts: dict[str, str] = {}
    for one in Submission.objects.select_related("application").iterator(chunk_size=500):
        sent[one.application.number] += 1
        receipts[one.application.number] = json.dumps(one.receipt)
    submitted = LedgerEntry.objects.filter(type="application.submitted")
    entered = Counter(
        json.loads(text)["number"] for text in submitted.values_list("payload__text", flat=True)
    )
    kept = [*receipts.items(), *((number, text) for number, text in acknowledged.items() if text)]
    return {
        "lost": sorted(number for number in acknowledged if not sent[number]),
        "doubled": sorted(
            number for number in sent if sent[number] > 1 or entered[number] != sent[number]
        ),
        "unproven": sorted({number for number, text in kept if not ledger.proves(text)}),
        "submissions": sent.total(),
        "receipts": len(kept),
        "fsck": [str(one) for one in differences()],
    }


if __name__ == "__main__":
    json.dump(findings(json.load(sys.stdin)["acknowledged"]), sys.stdout)
