"""Checkpoint: the size and root of the ledger at one moment, signed, as text to hand around.

Rule: C2SP signed-note and tlog-checkpoint. The text is three lines (origin, size, root in
base64), each ended by a line feed. After an empty line follow the signatures, one a line: an em
dash, a space, the key's name, a space, base64 of 4 bytes of key id and the signature. Ed25519
signs the text with its last line feed. The key id is the beginning of SHA-256(name || 0x0A ||
0x01 || public key). Signing and checking signatures needs more than the standard library and
happens elsewhere.

>>> text = Checkpoint("example.si/ledger", 2, bytes(32)).text()
>>> note = write_note(text, "example.si/ledger", bytes(32), bytes(64))
>>> print(note.splitlines()[1], len(note.splitlines()))
2 5
>>> parse_note(note).checkpoint.size
2
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Final

from audit.core.merkle import HASH_SIZE

ED25519: Final = b"\x01"
KEY_SIZE: Final = 32
SIGNATURE_SIZE: Final = 64
KEY_ID_SIZE: Final = 4

_SIZE = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")
_MARK = "\u2014 "


class NoteError(ValueError):
    """Not a signed checkpoint; the message names the part that is wrong."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Origin (the name of the log), size (entries), root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The signed text: three lines."""
        _check_name(self.origin)
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: the key's name, its 4-byte id, and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A parsed note; `text` is exactly what was signed."""

    text: str
    checkpoint: Checkpoint
    signatures: tuple[NoteSignature, ...]

    def signature_of(self, name: str, public_key: bytes) -> bytes | None:
        """The Ed25519 signature that claims to be of this key, or None."""
        wanted = key_id(name, public_key)
        for found in self.signatures:
            if found.name == name and found.key_id == wanted:
                return found.signature if len(found.signature) == SIGNATURE_SIZE else None
        return None


def key_id(name: str, public_key: bytes) -> bytes:
    """4 bytes that tell keys apart; not a proof of anything."""
    _check_name(name)
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:KEY_ID_SIZE]


def verifier_key(name: str, public_key: bytes) -> str:
    """A public key as one line of text: name+id+base64 (C2SP signed-note, verifier keys)."""
    return f"{name}+{key_id(name, public_key).hex()}+{_base64(ED25519 + public_key)}"


def parse_verifier_key(text: str) -> tuple[str, bytes]:
    """Name and 32-byte public key. Raises NoteError."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise NoteError("key: not name+id+key")
    data = _unbase64(parts[2], "key")
    if len(data) != 1 + KEY_SIZE or data[:1] != ED25519:
        raise NoteError("key: not an Ed25519 key")
    if key_id(parts[0], data[1:]).hex() != parts[1]:
        raise NoteError("key: the id is not of this key")
    return parts[0], data[1:]


def write_note(text: str, name: str, public_key: bytes, signature: bytes) -> str:
    """The signed text with one signature line."""
    line = _base64(key_id(name, public_key) + signature)
    return f"{text}\n{_MARK}{name} {line}\n"


def parse_note(note: str) -> SignedNote:
    """Read a signed checkpoint. Raises NoteError; checks the form, not the signatures."""
    text, gap, rest = note.rpartition("\n\n")
    if not gap or not rest.endswith("\n"):
        raise NoteError("note: no signatures after an empty line")
    text += "\n"
    signatures = tuple(_signature(line) for line in rest[:-1].split("\n"))
    return SignedNote(text, _checkpoint(text), signatures)


def _checkpoint(text: str) -> Checkpoint:
    lines = text[:-1].split("\n")
    if len(lines) != 3:
        raise NoteError("note: not the three lines of a checkpoint")
    origin, size, root = lines
    _check_name(origin)
    if not _SIZE.fullmatch(size):
        raise NoteError(f"size: {size!r}")
    found = _unbase64(root, "root")
    if len(found) != HASH_SIZE:
        raise NoteError(f"root: {len(found)} bytes, not {HASH_SIZE}")
    return Checkpoint(origin, int(size), found)


def _signature(line: str) -> NoteSignature:
    name, gap, encoded = line.removeprefix(_MARK).partition(" ")
    if not line.startswith(_MARK) or not gap:
        raise NoteError("signature: not a dash, a name and a signature")
    _check_name(name)
    data = _unbase64(encoded, "signature")
    if len(data) <= KEY_ID_SIZE:
        raise NoteError("signature: too short")
    return NoteSignature(name, data[:KEY_ID_SIZE], data[KEY_ID_SIZE:])


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise NoteError(f"name: {name!r}")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unbase64(text: str, part: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError(f"{part}: not base64") from None
    if _base64(data) != text:
        raise NoteError(f"{part}: not base64 in its one form")
    return data
