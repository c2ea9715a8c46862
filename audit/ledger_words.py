"""The newest word of the ledger about each recorded row, outside memory, however many there are.

SQLite keeps a database without a name in a temporary file of its own that vanishes with it.
"""

import json
import sqlite3
from collections.abc import Collection, Container, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from django.db.models import Q

from audit.core.canonical import CanonicalError
from audit.core.entry import Entry, EntryError, EntryType, commitment, parse_entry
from audit.models import LedgerEntry
from audit.proof.recorded import ROWS, TAKEN_OVER, key_in_entry

_AT_ONCE = 1000
_TABLES = """
CREATE TABLE word (name TEXT, key TEXT, seq INTEGER, digest TEXT, seen INTEGER DEFAULT 0,
                   PRIMARY KEY (name, key)) WITHOUT ROWID;
"""
# An erasure repeats what an older entry said; a newer word about the same row stays.
_HEAR = """
INSERT INTO word (name, key, seq, digest) VALUES (?, ?, ?, ?)
ON CONFLICT (name, key) DO UPDATE SET seq = excluded.seq, digest = excluded.digest
WHERE excluded.seq >= word.seq
"""


class LedgerWord(NamedTuple):
    """Entry `seq` gives the row this digest; an empty one says that the row is gone."""

    seq: int
    digest: str


class LedgerWords:
    """`names` are the kinds of rows that are asked for; None for all."""

    def __init__(self, store: sqlite3.Connection, names: Collection[str] | None) -> None:
        self._store = store
        self._names = None if names is None else frozenset(names)
        self.broken: list[int] = []

    def read(self, call_code: str = "") -> None:
        """All entries in their order, of one call or of all; a later word replaces an earlier."""
        rows = LedgerEntry.objects.order_by("seq").select_related("payload")
        if call_code:
            rows = rows.filter(call_code=call_code)
        for row in rows.iterator(chunk_size=_AT_ONCE):
            self.hear(row)

    def read_some(self, seqs: Sequence[int]) -> None:
        """Only these entries, in this order, and the erasures that may speak for one of them."""
        chosen = Q(seq__in=seqs) | Q(type=EntryType.PAYLOAD_ERASED.value)
        rows = LedgerEntry.objects.filter(chosen).order_by("seq").select_related("payload")
        for row in rows:
            self.hear(row, only=seqs)

    def hear(self, row: LedgerEntry, only: Container[int] | None = None) -> None:
        """The words of one entry; `only` names the entries whose words count."""
        kept = getattr(row, "payload", None)
        said = None if kept is None else _said(row, kept.text, kept.salt)
        if kept is not None and said is None:
            self.broken.append(row.seq)
        if said is None:
            return
        seq, rows = row.seq, said.get(ROWS, {})
        if row.type == EntryType.PAYLOAD_ERASED.value:
            seq, rows = said["seq"], said[TAKEN_OVER]
        if only is not None and seq not in only:
            return
        words = (
            (name, key_in_entry(name, key, seq), seq, digest)
            for name, each in rows.items()
            if self._names is None or name in self._names
            for key, digest in each.items()
        )
        self._store.executemany(_HEAR, words)

    def of(self, name: str, key: str) -> LedgerWord | None:
        """The newest, which is then one that was asked for."""
        found = self._store.execute(
            "UPDATE word SET seen = 1 WHERE name = ? AND key = ? RETURNING seq, digest", (name, key)
        ).fetchone()
        return None if found is None else LedgerWord(*found)

    def unasked(self, name: str) -> Iterator[tuple[str, LedgerWord]]:
        """Rows that should be there, and nobody asked about: {key, word} in order of entries."""
        found = self._store.execute(
            "SELECT key, seq, digest FROM word WHERE name = ? AND NOT seen AND digest <> '' "
            "ORDER BY seq, key",
            (name,),
        )
        for key, seq, digest in found:
            yield key, LedgerWord(seq, digest)


@contextmanager
def ledger_words(names: Collection[str] | None = None) -> Iterator[LedgerWords]:
    with closing(sqlite3.connect("", isolation_level=None)) as store:
        store.executescript(_TABLES)
        yield LedgerWords(store, names)


def _said(row: LedgerEntry, text: str, salt: str) -> dict[str, Any] | None:
    """The payload, where it is the one that the entry commits to."""
    try:
        entry: Entry = parse_entry(row.canonical.encode())
        found = json.loads(text)
        if commitment(entry.type, bytes.fromhex(salt), found) != entry.c or entry.seq != row.seq:
            return None
    except (CanonicalError, EntryError, ValueError, TypeError, AttributeError):
        return None
    return found if isinstance(found, dict) else None
