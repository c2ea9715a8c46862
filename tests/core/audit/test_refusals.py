"""Each refusal of a checkpoint, a key and a receipt apart, by what it says."""

import base64
import json
from dataclasses import replace

import pytest

from audit.core.checkpoint import (
    Checkpoint,
    NoteError,
    NoteSignature,
    SignedNote,
    key_id,
    parse_note,
    parse_verifier_key,
    verifier_key,
    write_note,
)
from audit.core.receipt import Receipt, ReceiptError, ReceiptFault, parse_receipt, verify_receipt
from tests.core.audit.test_receipt import KEY, ORIGIN, _receipt, _signed

TEXT = Checkpoint(ORIGIN, 7, bytes(32)).text()
NOTE = write_note(TEXT, ORIGIN, KEY, bytes(64))


def coded(data):
    return base64.b64encode(data).decode()


def ed25519(size):
    return coded(b"\x01" + bytes(size))


def with_signature(data, name=ORIGIN):
    return f"{TEXT}\n\u2014 {name} {coded(data)}\n"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("", "note: no signatures after an empty line"),
        (TEXT, "note: no signatures after an empty line"),
        (NOTE[:-1], "note: no signatures after an empty line"),
        (NOTE.replace("\n7\n", "\n7\nmore\n"), "note: not the three lines of a checkpoint"),
        (NOTE.replace("\n7\n", "\n"), "note: not the three lines of a checkpoint"),
        (NOTE.replace(f"{ORIGIN}\n", "two words\n"), "name: 'two words'"),
        (NOTE.replace("\n7\n", "\n07\n"), "size: '07'"),
        (NOTE.replace("\n7\n", "\n" + "1" * 17 + "\n"), f"size: '{'1' * 17}'"),
        (NOTE.replace(f"{coded(bytes(32))}\n", "%\n", 1), "root: not base64"),
        (NOTE.replace(coded(bytes(32)), coded(bytes(31))), "root: 31 bytes, not 32"),
        (NOTE.replace(coded(bytes(32)), coded(bytes(33))), "root: 33 bytes, not 32"),
        (
            NOTE.replace(coded(bytes(32)), coded(bytes(32))[:-2] + "B=", 1),
            "root: not base64 in its one form",
        ),
        (f"{TEXT}\n- {ORIGIN} AAAA\n", "signature: not a dash, a name and a signature"),
        (f"{TEXT}\n\u2014 {ORIGIN}\n", "signature: not a dash, a name and a signature"),
        (f"{TEXT}\n{ORIGIN} {coded(bytes(9))}\n", "signature: not a dash, a name and a signature"),
        (f"{TEXT}\n\u2014 {ORIGIN} %\n", "signature: not base64"),
        (f"{TEXT}\n\u2014 a+b {coded(bytes(9))}\n", "name: 'a+b'"),
        (with_signature(bytes(4)), "signature: too short"),
    ],
)
def test_parse_note_says_which_part(note, said):
    with pytest.raises(NoteError) as caught:
        parse_note(note)
    assert str(caught.value) == said


def test_a_size_has_up_to_sixteen_digits():
    assert parse_note(NOTE.replace("\n7\n", "\n" + "1" * 16 + "\n")).checkpoint.size == int(
        "1" * 16
    )
    assert parse_note(NOTE.replace("\n7\n", "\n0\n")).checkpoint.size == 0


def test_a_signature_is_split_behind_its_key():
    (found,) = parse_note(with_signature(b"abcde")).signatures
    assert found == NoteSignature(ORIGIN, b"abcd", b"e")


@pytest.mark.parametrize("size", [63, 64, 65])
def test_only_signatures_of_sixty_four_bytes_count(size):
    note = parse_note(with_signature(key_id(ORIGIN, KEY) + bytes(size)))
    assert note.signature_of(ORIGIN, KEY) == (bytes(64) if size == 64 else None)


def test_the_signature_is_that_of_name_and_key():
    mine = key_id(ORIGIN, KEY)
    other = NoteSignature(ORIGIN, b"zzzz", bytes(64))
    named = NoteSignature("other", mine, b"x" * 64)
    own = NoteSignature(ORIGIN, mine, b"y" * 64)
    checkpoint = parse_note(NOTE).checkpoint
    assert SignedNote(TEXT, checkpoint, (other, named, own)).signature_of(ORIGIN, KEY) == b"y" * 64
    assert SignedNote(TEXT, checkpoint, (other, named)).signature_of(ORIGIN, KEY) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a+b", "key: not name+id+key"),
        ("a+00000000+%", "key: not base64"),
        (f"a+00000000+{coded(bytes(33))}", "key: not an Ed25519 key"),
        (f"a+00000000+{ed25519(31)}", "key: not an Ed25519 key"),
        (f"a+00000000+{ed25519(33)}", "key: not an Ed25519 key"),
        (f"a+00000000+{ed25519(32)}", "key: the id is not of this key"),
    ],
)
def test_parse_verifier_key_says_which_part(text, said):
    with pytest.raises(NoteError) as caught:
        parse_verifier_key(text)
    assert str(caught.value) == said


def test_a_key_may_hold_a_plus_in_its_base64():
    key = b"\xfb\xef" * 16
    assert parse_verifier_key(verifier_key("a", key)) == ("a", key)


def unread(**changes):
    written = json.loads(json.dumps(_receipt().as_object()))
    for key, value in changes.items():
        if value is KeyError:
            del written[key]
        else:
            written[key] = value
    with pytest.raises(ReceiptError) as caught:
        parse_receipt(json.dumps(written))
    return caught.value.code.value, caught.value.detail


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"merila": "receipt/2"}, ("shape", "not the eight keys of a receipt")),
        ({"key": KeyError}, ("shape", "not the eight keys of a receipt")),
        ({"entry": 5}, ("shape", "not the eight keys of an entry")),
        ({"index": 3}, ("index", "")),
        ({"index": 1}, ("index", "")),
        ({"index": None}, ("index", "")),
        ({"payload": 5}, ("shape", "payload or proof")),
        ({"proof": {}}, ("shape", "payload or proof")),
        ({"salt": None}, ("shape", "salt without payload, or payload without salt")),
        ({"payload": None}, ("shape", "salt without payload, or payload without salt")),
        ({"salt": "07" * 31}, ("shape", "salt")),
        ({"salt": "07" * 33}, ("shape", "salt")),
        ({"salt": "0G" * 32}, ("shape", "salt")),
        ({"salt": "AB" * 32}, ("shape", "salt")),
        ({"salt": 5}, ("shape", "salt")),
        ({"proof": ["07" * 31]}, ("shape", "proof")),
        ({"proof": [5]}, ("shape", "proof")),
        ({"checkpoint": 5}, ("shape", "checkpoint")),
        ({"key": 5}, ("shape", "key")),
    ],
)
def test_parse_receipt_says_which_part(changes, fault):
    assert unread(**changes) == fault


def test_index_of_the_first_entry_is_zero_and_not_false():
    first = json.loads(json.dumps(_receipt(1, 2).as_object()))
    assert parse_receipt(json.dumps(first)).entry.seq == 1
    with pytest.raises(ReceiptError, match="index"):
        parse_receipt(json.dumps({**first, "index": False}))


def refused(receipt: Receipt, check=_signed):
    with pytest.raises(ReceiptError) as caught:
        verify_receipt(receipt, check)
    return caught.value.code, caught.value.detail


def test_verify_receipt_says_the_first_thing_that_does_not_hold():
    receipt = _receipt()
    assert refused(replace(receipt, payload={})) == (ReceiptFault.PAYLOAD, "")
    assert refused(replace(receipt, salt=bytes(32))) == (ReceiptFault.PAYLOAD, "")
    assert refused(replace(receipt, payload={}, checkpoint="")) == (ReceiptFault.PAYLOAD, "")
    assert refused(replace(receipt, checkpoint="")) == (
        ReceiptFault.CHECKPOINT,
        "note: no signatures after an empty line",
    )
    assert refused(replace(receipt, key="")) == (ReceiptFault.CHECKPOINT, "key: not name+id+key")
    assert refused(replace(receipt, key=verifier_key("x", KEY))) == (
        ReceiptFault.CHECKPOINT,
        "the key is of another log",
    )
    assert refused(receipt, lambda *_: False) == (ReceiptFault.SIGNATURE, "")
    assert refused(replace(receipt, proof=())) == (ReceiptFault.INCLUSION, "")
    assert str(ReceiptError(ReceiptFault.INDEX)) == "index"
    assert str(ReceiptError(ReceiptFault.SHAPE, "salt")) == "shape: salt"


def test_a_receipt_without_its_payload_still_proves_the_entry():
    receipt = _receipt()
    verify_receipt(receipt.without_payload(), _signed)
    verify_receipt(replace(receipt, payload=None), _signed)
    verify_receipt(replace(receipt, salt=None), _signed)
