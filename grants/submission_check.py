"""Whether the submissions are those of the ledger: each has its entry, and each entry its row.

What an entry says of them stands in its payload; one that was erased says only that there was one.
Both are read in the order of the ledger, side by side, so that their number does not matter.
"""

from collections.abc import Iterator
from typing import Any

from audit.core import canonical
from audit.core.canonical import CanonicalError
from audit.core.entry import EntryType
from audit.fsck import Difference, Finding, Tally
from audit.models import LedgerEntry
from grants.models import Submission

_TYPES = (EntryType.APPLICATION_SUBMITTED, EntryType.APPLICATION_REPLACED)
_AT_ONCE = 2000
_ENTRY = ("seq", "call_code", "payload__text")
_END = (None, "", "")
_ROW = ("entry_id", "application__number", "sequence", "sha256", "application__call__code")

_COMMITTED = ("number", "sequence", "sha256")
_WORDS = {"sha256": "hash"}

Row = tuple[Any, ...]


def submission_differences() -> Iterator[Finding]:
    rows = Submission.objects.order_by("entry_id").values_list(*_ROW)
    entries = LedgerEntry.objects.filter(type__in=_TYPES).order_by("seq")
    said = entries.values_list(*_ENTRY).iterator(chunk_size=_AT_ONCE)
    seq, call, text = next(said, _END)
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield Tally("submission in the ledger", 1)
        while seq is not None and seq < row[0]:
            yield from _without_row(seq, text)
            seq, call, text = next(said, _END)
        if seq != row[0]:
            yield Difference(_place(row), f"entry {row[0]} does not say that it was submitted")
            continue
        yield from _compared(row, call, text)
        seq, call, text = next(said, _END)
    while seq is not None:
        yield from _without_row(seq, text)
        seq, call, text = next(said, _END)


def _compared(row: Row, call_code: str, text: str | None) -> Iterator[Difference]:
    seq, number, sequence, sha256, call = row
    payload = _read(text)
    kept = {"call": call, "number": number, "sequence": sequence, "sha256": sha256}
    committed = {name: payload[name] for name in _COMMITTED if name in payload}
    for name, said in {"call": call_code, **committed}.items():
        if said != kept[name]:
            words = f"its {_WORDS.get(name, name)} is {kept[name]}, entry {seq} says {said}"
            yield Difference(_place(row), words)


def _without_row(seq: int, text: str | None) -> Iterator[Difference]:
    payload = _read(text)
    which = f"{payload['number']} #{payload['sequence']} " if payload else ""
    yield Difference(f"entry {seq}", f"submission {which}is not there")


def _read(text: str | None) -> dict[str, Any]:
    """Empty for what was erased or is no payload: the check of the ledger says which."""
    try:
        found = canonical.loads(text or "{}")
    except CanonicalError:
        return {}
    return found if isinstance(found, dict) and {*_COMMITTED} <= found.keys() else {}


def _place(row: Row) -> str:
    return f"submission {row[1]} #{row[2]}"
