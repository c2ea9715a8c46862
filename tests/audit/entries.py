"""Entries for tests of the ledger, of a kind that no other app compares with rows of its own."""

from collections.abc import Mapping
from datetime import datetime

from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType, LedgerActor
from audit.models import LedgerEntry

BRUNO = LedgerActor("applicant", "0123456789abcdef")


def write_entry(
    *,
    type: EntryType = EntryType.SHEET_LOCKED,
    call_code: str = "kultura-2027",
    actor: LedgerActor = BRUNO,
    pub: Mapping[str, object] | None = None,
    payload: Mapping[str, object] | None = None,
    at: datetime | None = None,
) -> LedgerEntry:
    return append_entry(
        type=type,
        call_code=call_code,
        actor=actor,
        pub={"lot": "A"} if pub is None else pub,
        payload={"answers": "ab" * 32} if payload is None else payload,
        at=at,
    )


def write_entries(count: int) -> list[LedgerEntry]:
    return [write_entry(pub={"n": number}) for number in range(count)]
