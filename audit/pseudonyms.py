"""Who acted, as the ledger may say it in public: a role and a pseudonym."""

import hashlib
import hmac

from audit.core.entry import SYSTEM, LedgerActor
from audit.key_store import pseudonym_key

__all__ = ["SYSTEM", "LedgerActor", "ledger_actor"]


def ledger_actor(*, user_id: int, role: str) -> LedgerActor:
    """One person, one pseudonym in all entries; without the key nobody can work it out."""
    digest = hmac.new(pseudonym_key(), f"user/{user_id}".encode(), hashlib.sha256)
    return LedgerActor(role, digest.hexdigest()[:16])
