"""Entries for tests of the ledger, of a kind that no other app compares with rows of its own."""

from collections.abc import Mapping
from datetime import datetime

from audit.actions.append_entry import append_entry
from audit.core.entry import Entry, EntryType, parse_entry
from audit.keys.pseudonyms import Acting
from audit.models import LedgerEntry

BRUNO = Acting(7, "applicant")


def write_entry(
    *,
    type: EntryType = EntryType.CALL_AMENDED,
    call_code: str = "kultura-2027",
    actor: Acting = BRUNO,
    pub: Mapping[str, object] | None = None,
    payload: Mapping[str, object] | None = None,
    at: datetime | None = None,
) -> LedgerEntry:
    return append_entry(
        type=type,
        call_code=call_code,
        actor=actor,
        pub={} if pub is None else pub,
        payload={"answers": "ab" * 32} if payload is None else payload,
        at=at,
    )


def write_entries(count: int) -> list[LedgerEntry]:
    return [write_entry(pub={"version": number}) for number in range(count)]


def last_entries(count: int) -> list[Entry]:
    """The newest, oldest first."""
    rows = LedgerEntry.objects.order_by("-seq")[:count]
    return [parse_entry(row.canonical.encode()) for row in reversed(rows)]
