"""Whether the submissions are those of the ledger: each has its entry, and each entry its row.

Both are read in the order of the ledger, side by side, so that their number does not matter.
"""

from collections.abc import Iterator
from typing import Any

from audit.core.entry import Entry, EntryError, EntryType, parse_entry
from audit.fsck import Difference
from audit.models import LedgerEntry
from grants.models import Submission

_TYPES = (EntryType.APPLICATION_SUBMITTED, EntryType.APPLICATION_REPLACED)
_AT_ONCE = 2000
_ROW = ("entry_id", "application__number", "sequence", "sha256", "application__call__code")

Row = tuple[Any, ...]


def submission_differences() -> Iterator[Difference]:
    rows = Submission.objects.order_by("entry_id").values_list(*_ROW)
    entries = LedgerEntry.objects.filter(type__in=_TYPES).order_by("seq")
    said = entries.values_list("seq", "canonical").iterator(chunk_size=_AT_ONCE)
    seq, text = next(said, (None, ""))
    for row in rows.iterator(chunk_size=_AT_ONCE):
        while seq is not None and seq < row[0]:
            yield from _without_row(seq, text)
            seq, text = next(said, (None, ""))
        if seq != row[0]:
            yield Difference(_place(row), f"entry {row[0]} does not say that it was submitted")
            continue
        yield from _compared(row, text)
        seq, text = next(said, (None, ""))
    while seq is not None:
        yield from _without_row(seq, text)
        seq, text = next(said, (None, ""))


def _compared(row: Row, text: str) -> Iterator[Difference]:
    entry = _read(text)
    if entry is None:
        return
    seq, number, sequence, sha256, call = row
    for name, said, stored in (
        ("call", entry.call, call),
        ("number", entry.pub.get("number"), number),
        ("sequence", entry.pub.get("sequence"), sequence),
        ("hash", entry.pub.get("sha256"), sha256),
    ):
        if said != stored:
            yield Difference(_place(row), f"its {name} is {stored}, entry {seq} says {said}")


def _without_row(seq: int, text: str) -> Iterator[Difference]:
    entry = _read(text)
    if entry is not None:
        number, sequence = entry.pub.get("number"), entry.pub.get("sequence")
        yield Difference(f"entry {seq}", f"submission {number} #{sequence} is not there")


def _read(text: str) -> Entry | None:
    """None for what is no entry: the check of the ledger says so."""
    try:
        return parse_entry(text.encode())
    except (EntryError, UnicodeEncodeError):
        return None


def _place(row: Row) -> str:
    return f"submission {row[1]} #{row[2]}"
