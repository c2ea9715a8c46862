"""Who acted, as the ledger and the public files may say it: a role and a pseudonym.

A pseudonym is an HMAC under the installation's key over what it is for, so nobody without the key
can work it out or join two of them, and whoever holds the key can say whose it is (`is_by`).
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from audit.core.disclosure import DISCLOSED, PseudonymScope
from audit.core.entry import Entry, EntryType, LedgerActor
from audit.keys.store import pseudonym_key


@dataclass(frozen=True, slots=True)
class Acting:
    """A person in a role; the entry gives the pseudonym. The system is no person."""

    user_id: int | None
    role: str


SYSTEM: Final = Acting(None, "system")


def ledger_actor(*, user_id: int, role: str) -> Acting:
    return Acting(user_id, role)


def actor_of_entry(acting: Acting, *, seq: int, type: EntryType, call_code: str) -> LedgerActor:
    """As `audit.core.disclosure` has it for this type."""
    if acting.user_id is None:
        return LedgerActor(acting.role, "")
    role = DISCLOSED[type].role or acting.role
    return LedgerActor(role, _of_entry(acting.user_id, seq, type, call_code))


def is_by(entry: Entry, user_id: int) -> bool:
    """Whether this person wrote the entry."""
    own = _of_entry(user_id, entry.seq, entry.type, entry.call)
    return hmac.compare_digest(own, entry.actor.pseudonym)


def pseudonym_in_call(*, user_id: int, call_code: str) -> str:
    """The one that staff and committee have in all entries of a call; empty code: of no call."""
    return _pseudonym("call", call_code, str(user_id))


def pseudonym_of_assessor(*, user_id: int, call_code: str, number: str) -> str:
    """In evaluation files: another one for each application, unknown to the ledger."""
    return _pseudonym("evaluation", call_code, number, str(user_id))


def pseudonym_of_seat(*, user_id: int, call_code: str) -> str:
    """For the order of the seats in a draw; it stands nowhere."""
    return _pseudonym("seat", call_code, str(user_id))


def pseudonym_of_applicant(*, user_id: int, call_code: str, number: str) -> str:
    """Of an application to whoever scores it blindly, where it stands by the applicant's name."""
    return _pseudonym("applicant", call_code, number, str(user_id))


def _of_entry(user_id: int, seq: int, type: EntryType, call_code: str) -> str:
    if DISCLOSED[type].scope is PseudonymScope.ENTRY:
        return _pseudonym("entry", str(seq), str(user_id))
    return pseudonym_in_call(user_id=user_id, call_code=call_code)


def _pseudonym(*about: str) -> str:
    return hmac.new(pseudonym_key(), "\x00".join(about).encode(), hashlib.sha256).hexdigest()[:16]
