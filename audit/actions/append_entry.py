"""Write one act into the ledger, in the transaction of the act itself."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import connection
from django.db.models import Model

from audit.actions.lock_log import Head, lock_head
from audit.actions.sign_root import sign_root
from audit.core import canonical, merkle
from audit.core.disclosure import require_public
from audit.core.entry import SALT_SIZE, Entry, EntryType, commitment_to_text
from audit.core.merkle import Position
from audit.core.receipt import Receipt
from audit.database.rows import Value, insert_row, insert_rows
from audit.keys.pseudonyms import Acting, actor_of_entry
from audit.models import LedgerEntry
from audit.proof.recorded import ROWS, said_of
from audit.tip import Tip, read_tip

Rows = Mapping[str, Iterable[Model]]
Said = Mapping[str, Mapping[str, str]]


def append_entry(
    *,
    type: EntryType,
    call_code: str,
    actor: Acting,
    pub: Mapping[str, object],
    payload: Mapping[str, object],
    rows: Rows = MappingProxyType({}),
    gone: Rows = MappingProxyType({}),
    said: Said = MappingProxyType({}),
    at: datetime | None = None,
) -> LedgerEntry:
    """The new last entry. `at` is what `lock_log` gave earlier in this transaction.

    `payload` is committed to and may be erased later; `pub` is public for ever and holds what
    `audit.core.disclosure` has for the type. Both hold integers, texts, booleans, lists and objects
    only. `rows` are those that the act fixes, as they are about to be saved, by the name of their
    kind (`Recorded`); `gone` are those that it takes away; `said` is what was made before of
    rows that are fixed as they stand (`said_of`). Raises TransactionManagementError
    outside a transaction, CanonicalError for other content, DisclosureError for what is not public,
    ValueError for a time that is not the ledger's.
    """
    row, _receipt = append_with_receipt(
        type=type,
        call_code=call_code,
        actor=actor,
        pub=pub,
        payload=payload,
        rows=rows,
        gone=gone,
        said=said,
        at=at,
    )
    return row


def append_with_receipt(
    *,
    type: EntryType,
    call_code: str,
    actor: Acting,
    pub: Mapping[str, object],
    payload: Mapping[str, object],
    rows: Rows = MappingProxyType({}),
    gone: Rows = MappingProxyType({}),
    said: Said = MappingProxyType({}),
    at: datetime | None = None,
    head: Head | None = None,
) -> tuple[LedgerEntry, Receipt]:
    """The same, with the receipt as `make_receipt` would read it; it must not leave before the
    commit.

    `head` is what `lock_head` gave in this transaction, if nothing was appended since.
    """
    require_public(type, pub)
    head = head or lock_head()
    moment = head.now if at is None else at
    if moment > head.now or (head.last_t is not None and moment < head.last_t):
        raise ValueError("The time of an entry comes from lock_log, in the same transaction.")
    salt = secrets.token_bytes(SALT_SIZE)
    payload = {**payload, ROWS: {**said, **said_of(rows, gone)}}
    text = canonical.dumps(payload)
    committed = commitment_to_text(type, salt, text)
    seq = head.size + 1
    who = actor_of_entry(actor, seq=seq, type=type, call_code=call_code)
    entry = Entry(seq, moment, type, call_code, who, committed, pub)
    row = _write_entry(entry)
    insert_row(
        "audit_ledgerpayload",
        entry_id=row.seq,
        text=text.decode(),
        salt=salt.hex(),
    )
    tip = read_tip(head.tip, head.size)
    proof = tip.edge.proof_of_next()
    _write_nodes(tip.edge.append(bytes.fromhex(row.leaf_hash)))
    signed = sign_root(size=tip.edge.size, root=tip.edge.root(), at=moment, known=tip.key)
    _move_head(head, Tip(tip.edge, _next_key(entry, signed.key)), moment)
    return row, Receipt(entry, salt, payload, tuple(proof), signed.note, signed.key)


def _write_entry(entry: Entry) -> LedgerEntry:
    data = entry.canonical()
    values: dict[str, Value] = {
        "seq": entry.seq,
        "t": entry.t,
        "type": entry.type.value,
        "call_code": entry.call,
        "canonical": data.decode(),
        "leaf_hash": merkle.leaf_hash(data).hex(),
    }
    insert_row("audit_ledgerentry", **values)
    return LedgerEntry.from_db(connection.alias, list(values), list(values.values()))


def _write_nodes(found: list[tuple[Position, bytes]]) -> None:
    rows = [(level, place, node.hex()) for (level, place), node in found]
    insert_rows("audit_merklenode", ("level", "index", "hash"), rows)


def _next_key(entry: Entry, key: str) -> str:
    """Whose signature the entry after this one needs."""
    is_rotation = entry.type is EntryType.KEY_ROTATED and not entry.call
    return str(entry.pub["key"]) if is_rotation else key


def _move_head(head: Head, tip: Tip, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            'UPDATE "audit_ledgerhead" SET "size" = %s, "last_t" = %s, "tip" = %s',
            [head.size + 1, connection.ops.adapt_datetimefield_value(at), tip.text()],
        )
