"""The rows of the ledger that never change (`audit.database.frozen`)."""

from audit.database.frozen import freeze
from audit.models import Checkpoint, LedgerEntry, LedgerHead, LedgerPayload, MerkleNode


def freeze_rows() -> None:
    for model in (LedgerEntry, MerkleNode, Checkpoint):
        freeze(model)
    freeze(LedgerPayload, may_vanish=True)
    freeze(LedgerHead, fields=["size"], unless='NEW."size" > OLD."size"')
