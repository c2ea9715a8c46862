from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audit.core import canonical, merkle
from audit.core.checkpoint import Checkpoint, verifier_key, write_note
from audit.core.entry import Entry, EntryType, LedgerActor, commitment
from audit.core.receipt import (
    Receipt,
    ReceiptError,
    ReceiptFault,
    parse_receipt,
    verify_receipt,
)

ORIGIN = "razpisi.example/ledger"
KEY = bytes(range(32))
BRUNO = LedgerActor("applicant", "0123456789abcdef")
NOON = datetime(2026, 10, 30, 11, tzinfo=UTC)
SALT = b"\x07" * 32
PAYLOAD = {"number": "K27-A-014", "answers": "ab" * 32, "attachments": ["cd" * 32]}


def _signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Stands for Ed25519: the signature is the message's leaf hash, twice."""
    return public_key == KEY and signature == merkle.leaf_hash(message) * 2


def _entry(seq: int) -> Entry:
    kind = EntryType.APPLICATION_SUBMITTED
    return Entry(seq, NOON, kind, "kultura-2027", BRUNO, commitment(kind, SALT, PAYLOAD), {})


def _receipt(seq: int = 3, size: int = 5) -> Receipt:
    entries = [_entry(number) for number in range(1, size + 1)]
    leaves = [merkle.leaf_hash(entry.canonical()) for entry in entries]
    text = Checkpoint(ORIGIN, size, merkle.root(leaves)).text()
    return Receipt(
        entries[seq - 1],
        SALT,
        PAYLOAD,
        tuple(merkle.inclusion_proof(seq - 1, size, merkle.node_of(leaves))),
        write_note(text, ORIGIN, KEY, merkle.leaf_hash(text.encode()) * 2),
        verifier_key(ORIGIN, KEY),
    )


def _fault(receipt: Receipt) -> ReceiptFault:
    with pytest.raises(ReceiptError) as caught:
        verify_receipt(receipt, _signed)
    return caught.value.code


@pytest.mark.parametrize(("seq", "size"), [(1, 1), (1, 2), (3, 5), (5, 5), (8, 13)])
def test_receipt_holds_wherever_the_entry_stands(seq: int, size: int) -> None:
    verify_receipt(_receipt(seq, size), _signed)


def test_receipt_comes_back_from_its_json() -> None:
    receipt = _receipt()
    assert parse_receipt(canonical.dumps(receipt.as_object())) == receipt
    public = receipt.without_payload()
    assert parse_receipt(canonical.dumps(public.as_object())) == public


def test_receipt_for_the_public_holds_without_payload() -> None:
    public = _receipt().without_payload()
    assert (public.salt, public.payload) == (None, None)
    verify_receipt(public, _signed)


def test_receipt_with_another_payload_or_salt_does_not_hold() -> None:
    receipt = _receipt()
    assert _fault(replace(receipt, payload={**PAYLOAD, "number": "x"})) == ReceiptFault.PAYLOAD
    assert _fault(replace(receipt, salt=bytes(32))) == ReceiptFault.PAYLOAD


def test_receipt_with_another_entry_does_not_hold() -> None:
    receipt = _receipt()
    for entry in (
        replace(receipt.entry, t=NOON.replace(hour=10)),
        replace(receipt.entry, call="sport-2027"),
        replace(receipt.entry, seq=4),
        replace(receipt.entry, seq=6),
    ):
        assert _fault(replace(receipt, entry=entry)) == ReceiptFault.INCLUSION


def test_receipt_with_another_proof_does_not_hold() -> None:
    receipt = _receipt()
    for proof in (receipt.proof[:-1], receipt.proof[::-1], (*receipt.proof, bytes(32)), ()):
        assert _fault(replace(receipt, proof=proof)) == ReceiptFault.INCLUSION


def test_receipt_signed_by_nobody_or_somebody_else_does_not_hold() -> None:
    receipt = _receipt()
    text = receipt.checkpoint.partition("\n\n")[0] + "\n"
    unsigned = write_note(text, ORIGIN, KEY, bytes(64))
    assert _fault(replace(receipt, checkpoint=unsigned)) == ReceiptFault.SIGNATURE
    other = verifier_key(ORIGIN, bytes(32))
    assert _fault(replace(receipt, key=other)) == ReceiptFault.SIGNATURE
    grown = receipt.checkpoint.replace("\n5\n", "\n6\n")
    assert _fault(replace(receipt, checkpoint=grown)) == ReceiptFault.SIGNATURE


def test_receipt_with_a_broken_checkpoint_or_key_does_not_hold() -> None:
    receipt = _receipt()
    assert _fault(replace(receipt, checkpoint="")) == ReceiptFault.CHECKPOINT
    assert _fault(replace(receipt, key="")) == ReceiptFault.CHECKPOINT
    elsewhere = verifier_key("other.example/ledger", KEY)
    assert _fault(replace(receipt, key=elsewhere)) == ReceiptFault.CHECKPOINT


@pytest.mark.parametrize(
    ("part", "value", "code"),
    [
        ("merila", "receipt/2", ReceiptFault.SHAPE),
        ("entry", {}, ReceiptFault.SHAPE),
        ("entry", None, ReceiptFault.SHAPE),
        ("salt", None, ReceiptFault.SHAPE),
        ("salt", "07", ReceiptFault.SHAPE),
        ("salt", "0 " * 32, ReceiptFault.SHAPE),
        ("payload", None, ReceiptFault.SHAPE),
        ("payload", [], ReceiptFault.SHAPE),
        ("index", 3, ReceiptFault.INDEX),
        ("index", "2", ReceiptFault.INDEX),
        ("index", True, ReceiptFault.INDEX),
        ("proof", "ab", ReceiptFault.SHAPE),
        ("proof", ["ab"], ReceiptFault.SHAPE),
        ("proof", [None], ReceiptFault.SHAPE),
        ("proof", ["AB" * 32], ReceiptFault.SHAPE),
        ("checkpoint", 1, ReceiptFault.SHAPE),
        ("key", None, ReceiptFault.SHAPE),
        ("more", 1, ReceiptFault.SHAPE),
    ],
)
def test_parse_receipt_refuses_another_shape(part: str, value: object, code: ReceiptFault) -> None:
    with pytest.raises(ReceiptError) as caught:
        parse_receipt(canonical.dumps({**_receipt().as_object(), part: value}))
    assert caught.value.code == code


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"merila":"receipt/1"}', "\ud800"])
def test_parse_receipt_refuses_other_files(data: bytes | str) -> None:
    with pytest.raises(ReceiptError):
        parse_receipt(data)
