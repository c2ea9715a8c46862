from audit.models.checkpoint import Checkpoint
from audit.models.ledger_entry import LedgerEntry, LedgerPayload
from audit.models.ledger_head import LedgerHead
from audit.models.merkle_node import MerkleNode

__all__ = ["Checkpoint", "LedgerEntry", "LedgerHead", "LedgerPayload", "MerkleNode"]
