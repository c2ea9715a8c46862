"""Receipt: what a person keeps to prove that an act is in the ledger, without asking us.

A JSON object with exactly these keys:

| key          | value                                                                         |
|--------------|-------------------------------------------------------------------------------|
| `merila`     | `receipt/1`                                                                   |
| `entry`      | the entry (`audit.core.entry`), as an object                                  |
| `salt`       | 64 hexadecimal digits, or null in a copy for the public                       |
| `payload`    | what the entry commits to (numbers, hashes of answers and attachments), or null |
| `index`      | place of the leaf in the tree, from 0 (`seq` - 1)                             |
| `proof`      | inclusion proof: hashes in hexadecimal, in the order of RFC 9162              |
| `checkpoint` | the signed note (`audit.core.checkpoint`) whose root the proof leads to       |
| `key`        | the log's public key as one line, so that a stranger knows whose signature it is |

A receipt that carries its own key proves only that the holder of that key signed; that the key is
the installation's is seen at the address of the ledger, or on any older receipt.

>>> from audit.core.checkpoint import Checkpoint, verifier_key, write_note
>>> from audit.core.entry import SYSTEM, Entry, EntryType, commitment
>>> from datetime import UTC, datetime
>>> kind = EntryType.DEADLINE_CLOSED
>>> entry = Entry(1, datetime(2026, 11, 30, tzinfo=UTC), kind, "k", SYSTEM,
...               commitment(kind, bytes(32), {}), {})
>>> text = Checkpoint("o", 1, leaf_hash(entry.canonical())).text()
>>> receipt = Receipt(entry, bytes(32), {}, (), write_note(text, "o", bytes(32), bytes(64)),
...                   verifier_key("o", bytes(32)))
>>> verify_receipt(receipt, lambda key, signature, message: True)
>>> altered = Receipt(entry, bytes(32), {"n": 1}, (), receipt.checkpoint, receipt.key)
>>> try:
...     verify_receipt(altered, lambda key, signature, message: True)
... except ReceiptError as error:
...     print(error.code)
payload
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from audit.core import canonical
from audit.core.checkpoint import NoteError, parse_note, parse_verifier_key
from audit.core.entry import SALT_SIZE, Entry, EntryError, commitment, read_entry
from audit.core.merkle import HASH_SIZE, leaf_hash, verify_inclusion

FORMAT: Final = "receipt/1"
KEYS: Final = frozenset(
    {"merila", "entry", "salt", "payload", "index", "proof", "checkpoint", "key"}
)

SignatureCheck = Callable[[bytes, bytes, bytes], bool]
"""(public key, signature, message) -> whether Ed25519 accepts it."""


class ReceiptFault(StrEnum):
    """The first thing that does not hold."""

    SHAPE = "shape"
    PAYLOAD = "payload"
    INDEX = "index"
    CHECKPOINT = "checkpoint"
    SIGNATURE = "signature"
    INCLUSION = "inclusion"


class ReceiptError(ValueError):
    """The receipt does not hold: `code` says what, `detail` more where there is more."""

    def __init__(self, code: ReceiptFault, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else str(code))


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt; `salt` and `payload` are both there or both None."""

    entry: Entry
    salt: bytes | None
    payload: Mapping[str, object] | None
    proof: tuple[bytes, ...]
    checkpoint: str
    key: str

    def as_object(self) -> dict[str, object]:
        """The JSON object with its eight keys."""
        return {
            "merila": FORMAT,
            "entry": self.entry.as_object(),
            "salt": None if self.salt is None else self.salt.hex(),
            "payload": self.payload,
            "index": self.entry.seq - 1,
            "proof": [part.hex() for part in self.proof],
            "checkpoint": self.checkpoint,
            "key": self.key,
        }

    def without_payload(self) -> "Receipt":
        """The copy that anyone may see."""
        return Receipt(self.entry, None, None, self.proof, self.checkpoint, self.key)


def parse_receipt(data: bytes | str) -> Receipt:
    """Read a receipt's JSON. Raises ReceiptError with code `shape` or `index`."""
    try:
        value = canonical.loads(data)
        if not isinstance(value, dict) or value.keys() != KEYS or value["merila"] != FORMAT:
            raise ReceiptError(ReceiptFault.SHAPE, "not the eight keys of a receipt")
        entry = read_entry(value["entry"])
    except (canonical.CanonicalError, EntryError) as error:
        raise ReceiptError(ReceiptFault.SHAPE, str(error)) from None
    index, payload, proof = value["index"], value["payload"], value["proof"]
    if isinstance(index, bool) or index != entry.seq - 1:
        raise ReceiptError(ReceiptFault.INDEX)
    if not (payload is None or isinstance(payload, dict)) or not isinstance(proof, list):
        raise ReceiptError(ReceiptFault.SHAPE, "payload or proof")
    if (value["salt"] is None) != (payload is None):
        raise ReceiptError(ReceiptFault.SHAPE, "salt without payload, or payload without salt")
    return Receipt(
        entry,
        None if value["salt"] is None else _unhex(value["salt"], SALT_SIZE, "salt"),
        payload,
        tuple(_unhex(part, HASH_SIZE, "proof") for part in proof),
        _text(value["checkpoint"], "checkpoint"),
        _text(value["key"], "key"),
    )


def verify_receipt(receipt: Receipt, check_signature: SignatureCheck) -> None:
    """Return only if everything holds; otherwise raise ReceiptError with the first fault.

    Checked in this order: payload against the commitment (where it is given), signature of the
    checkpoint, inclusion of the entry under its root.
    """
    entry = receipt.entry
    if not _payload_holds(receipt):
        raise ReceiptError(ReceiptFault.PAYLOAD)
    try:
        note = parse_note(receipt.checkpoint)
        name, public_key = parse_verifier_key(receipt.key)
    except NoteError as error:
        raise ReceiptError(ReceiptFault.CHECKPOINT, str(error)) from None
    if name != note.checkpoint.origin:
        raise ReceiptError(ReceiptFault.CHECKPOINT, "the key is of another log")
    signature = note.signature_of(name, public_key)
    if signature is None or not check_signature(public_key, signature, note.text.encode()):
        raise ReceiptError(ReceiptFault.SIGNATURE)
    leaf, tree = leaf_hash(entry.canonical()), note.checkpoint
    if not verify_inclusion(entry.seq - 1, tree.size, leaf, receipt.proof, tree.root):
        raise ReceiptError(ReceiptFault.INCLUSION)


def _payload_holds(receipt: Receipt) -> bool:
    if receipt.payload is None or receipt.salt is None:
        return True
    entry = receipt.entry
    return commitment(entry.type, receipt.salt, receipt.payload) == entry.c


def _unhex(value: object, size: int, part: str) -> bytes:
    text = _text(value, part)
    try:
        data = bytes.fromhex(text)
    except ValueError:
        raise ReceiptError(ReceiptFault.SHAPE, part) from None
    if len(data) != size or data.hex() != text:
        raise ReceiptError(ReceiptFault.SHAPE, part)
    return data


def _text(value: object, part: str) -> str:
    if not isinstance(value, str):
        raise ReceiptError(ReceiptFault.SHAPE, part)
    return value
