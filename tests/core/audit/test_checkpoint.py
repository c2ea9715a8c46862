import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.core.checkpoint import (
    Checkpoint,
    NoteError,
    key_id,
    parse_note,
    parse_verifier_key,
    verifier_key,
    write_note,
)

ORIGIN = "razpisi.example/ledger"
KEY = bytes(range(32))
ROOT = hashlib.sha256(b"root").digest()
TEXT = Checkpoint(ORIGIN, 4871, ROOT).text()
NOTE = write_note(TEXT, ORIGIN, KEY, bytes(64))


def test_checkpoint_text_has_three_lines() -> None:
    assert f"{ORIGIN}\n4871\n{base64.b64encode(ROOT).decode()}\n" == TEXT


def test_note_ends_with_a_signature_line() -> None:
    identity = hashlib.sha256(ORIGIN.encode() + b"\n\x01" + KEY).digest()[:4]
    signature = base64.b64encode(identity + bytes(64)).decode()
    assert f"{TEXT}\n\u2014 {ORIGIN} {signature}\n" == NOTE


def test_key_id_of_the_published_example() -> None:
    """The verifier key that the documentation of Go's note package shows."""
    name, public_key = parse_verifier_key(
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )
    assert name == "PeterNeumann"
    assert key_id(name, public_key).hex() == "c74f20a3"


def test_parse_note_gives_back_what_was_signed() -> None:
    note = parse_note(NOTE)
    assert note.text == TEXT
    assert note.checkpoint == Checkpoint(ORIGIN, 4871, ROOT)
    assert note.signature_of(ORIGIN, KEY) == bytes(64)


def test_parse_note_reads_signatures_of_witnesses() -> None:
    other = write_note(TEXT, "witness.example", KEY, b"\x01" * 72).removeprefix(f"{TEXT}\n")
    note = parse_note(NOTE + other)
    assert [found.name for found in note.signatures] == [ORIGIN, "witness.example"]
    assert note.signature_of(ORIGIN, KEY) == bytes(64)
    assert note.signature_of("witness.example", KEY) is None
    assert note.signature_of(ORIGIN, bytes(32)) is None


@settings(max_examples=40)
@given(st.integers(0, 10**15), st.binary(min_size=32, max_size=32))
def test_checkpoint_comes_back_from_its_note(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(ORIGIN, size, root)
    note = write_note(checkpoint.text(), ORIGIN, KEY, bytes(64))
    assert parse_note(note).checkpoint == checkpoint


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        NOTE[:-1],
        NOTE.replace("4871", "04871"),
        NOTE.replace("4871", "-1"),
        NOTE.replace("4871", "4871 "),
        NOTE.replace("4871", "\u0664871"),
        NOTE.replace("4871\n", "4871\nextra\n"),
        NOTE.replace("4871\n", ""),
        NOTE.replace(f"{ORIGIN}\n", "\n"),
        NOTE.replace(f"{ORIGIN}\n", "two words\n"),
        NOTE.replace("\u2014", "-"),
        NOTE.replace("\u2014 ", "\u2014"),
        NOTE.replace("=\n\n", "\n\n"),
        NOTE.replace("\n", "\r\n"),
        NOTE + "\n",
        TEXT + "\n\u2014 name AAAA\n",
        TEXT + "\n\u2014 name %%%%\n",
    ],
)
def test_parse_note_refuses_another_form(note: str) -> None:
    with pytest.raises(NoteError):
        parse_note(note)


def test_verifier_key_comes_back() -> None:
    assert parse_verifier_key(verifier_key(ORIGIN, KEY)) == (ORIGIN, KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        verifier_key(ORIGIN, KEY).replace(ORIGIN, "other"),
        verifier_key(ORIGIN, KEY)[:-4],
        "name+00000000+AAAA",
    ],
)
def test_parse_verifier_key_refuses_another_form(text: str) -> None:
    with pytest.raises(NoteError):
        parse_verifier_key(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb"])
def test_names_of_keys_are_one_word(name: str) -> None:
    with pytest.raises(NoteError):
        verifier_key(name, KEY)
