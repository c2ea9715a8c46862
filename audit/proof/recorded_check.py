"""Whether recorded rows (`audit.proof.recorded`) are what the ledger says of them, both ways."""

from collections.abc import Collection, Iterator
from typing import Any

from audit.ledger_words import LedgerWord, LedgerWords, ledger_words
from audit.proof.fsck import Difference, Finding, Tally
from audit.proof.recorded import Recorded, key_in_entry, key_text, recorded_kind, registered

_AT_ONCE = 500
_UNSAID = "no act has changed them yet"


def recorded_differences() -> Iterator[Finding]:
    """Of all kinds, in one pass over the ledger."""
    with ledger_words() as words:
        words.read()
        for kind in registered():
            yield from compare(kind, words)


def differences_of_call(call_code: str, names: Collection[str]) -> Iterator[Difference]:
    """Of some kinds, as far as they belong to one call."""
    with ledger_words(names) as words:
        words.read(call_code)
        for seq in words.broken:
            yield Difference(f"entry {seq}", "its payload is not the one it commits to")
        for kind in registered():
            if kind.name in names:
                for found in compare(kind, words, rows=kind.rows(call_code)):
                    if isinstance(found, Difference):
                        yield found


def differences_of_rows(names: Collection[str], **conditions: Any) -> Iterator[Difference]:
    """Of the rows of these kinds that fulfil the conditions; only their own entries are read."""
    with ledger_words(names) as words:
        chosen = {name: recorded_kind(name).rows().filter(**conditions) for name in names}
        entries = {
            seq
            for name, rows in chosen.items()
            for seq in _entries(recorded_kind(name), rows)
            if seq
        }
        words.read_some(sorted(entries))
        for name, rows in chosen.items():
            for found in compare(recorded_kind(name), words, rows=rows, alone=True):
                if isinstance(found, Difference):
                    yield found


def _entries(kind: Recorded, rows: Any) -> Any:
    return rows.order_by().values_list(kind.entry, flat=True)


def compare(
    kind: Recorded, words: LedgerWords, *, rows: Any = None, alone: bool = False
) -> Iterator[Finding]:
    """Rows (all that are due) against words, then words without a row unless rows stand `alone`."""
    counted, unsaid = 0, 0
    for key, digest, entry in _read(kind, kind.rows() if rows is None else rows):
        counted += 1
        word = words.of(kind.name, key)
        if word is None and kind.may_be_unsaid:
            unsaid += 1
        elif fault := _fault(kind, word, digest, entry):
            yield Difference(f"{kind.name} {key}", fault)
    yield Tally(kind.name, counted - unsaid)
    if unsaid:
        yield Tally(kind.name, unsaid, _UNSAID)
    for key, word in () if alone else words.unasked(kind.name):
        yield Difference(f"{kind.name} {key}", f"entry {word.seq} speaks of it, and it is not so")


def _read(kind: Recorded, rows: Any) -> Iterator[tuple[str, str, int | None]]:
    width, paths = len(kind.key), (*kind.key, *kind.columns)
    found = rows.values_list(*paths, kind.entry or "pk")
    for row in found.iterator(chunk_size=_AT_ONCE):
        entry = row[-1] if kind.entry else None
        key = key_in_entry(kind.name, key_text(row[:width]), entry)
        yield key, kind.digest(row[width:-1]), entry


def _fault(kind: Recorded, word: LedgerWord | None, digest: str, entry: int | None) -> str:
    if word is None:
        return "no entry speaks of it"
    if not word.digest:
        return f"entry {word.seq} says that it is gone"
    if kind.entry and entry != word.seq:
        return f"it names entry {entry or 'none'}, the newest about it is {word.seq}"
    return "" if digest == word.digest else f"it is not what entry {word.seq} says of it"
