"""Whether the ledger is the one that this installation signs, and no shorter than somebody saw it.

A ledger that is signed throughout with a stranger's key agrees with itself, and so does one whose
end was cut off. What shows it is kept elsewhere: the key, and a checkpoint.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.core.checkpoint import NoteError, SignedNote, parse_note, parse_verifier_key
from audit.keys.signatures import is_signed
from audit.keys.store import SIGNING, KeyMissingError, KeyUnfitError, generations
from audit.models import Checkpoint
from audit.proof.fsck import Difference, Finding, Tally
from audit.selectors import key_in_force, log_size, tree_root

# A receipt with its whole proof has some kilobytes.
_MOST_BYTES: Final = 1_000_000


class NoSuchMark(ValueError):
    """What was given is no key, or no checkpoint; the message says so."""


def read_mark(path: Path) -> str:
    """The text of a file that holds a key, a checkpoint or a receipt.

    Raises NoSuchMark, OSError.
    """
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise NoSuchMark(f"{path} is too large for a key, a checkpoint or a receipt")
    try:
        # Editors of Windows put a mark before the text and end lines in their own way.
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NoSuchMark(f"{path} is not text") from None


def own_key_differences() -> Iterator[Finding]:
    """The key in force is one of the installation's key files."""
    try:
        keys = [_public(one) for one in generations(SIGNING)]
    except KeyMissingError:
        yield Tally("signing key", 1, "its file is not on this machine; give one with --key")
        return
    except KeyUnfitError as error:
        yield Difference("signing key", str(error))
        return
    yield from _key_differences(keys)


def given_key_differences(text: str) -> Iterator[Finding]:
    """The same with a key from elsewhere: a key file, or the line of a public key.

    Raises NoSuchMark.
    """
    yield from _key_differences([_read_key(text.strip())])


def cut_differences(text: str) -> Iterator[Finding]:
    """Nothing that this checkpoint covers is gone: a signed note, or a receipt that holds one.

    Raises NoSuchMark.
    """
    note = _read_note(text)
    seen, size = note.checkpoint, log_size()
    yield Tally("given checkpoint", 1)
    if not _is_of_this_ledger(note):
        yield Difference(
            "given checkpoint",
            f"{seen.origin}, {seen.size} entries: no key that this ledger or this machine knows "
            "has signed it",
        )
        return
    if seen.size > size:
        yield Difference(
            "end of the ledger", f"{size} entries are there, the given checkpoint has {seen.size}"
        )
        return
    signed = Checkpoint.objects.filter(size=seen.size).first()
    if signed is None or not _is_by(note, signed.key):
        yield Difference("given checkpoint", f"the key of entry {seen.size} did not sign it")
    elif tree_root(seen.size) != seen.root:
        yield Difference(f"root of the first {seen.size} entries", "not that of the given one")


def _key_differences(keys: list[bytes]) -> Iterator[Finding]:
    yield Tally("signing key", 1)
    line = key_in_force(log_size() + 1)
    if line and parse_verifier_key(line)[1] not in keys:
        yield Difference("key of the ledger", f"{line} signs it, and that is not the expected key")


def _public(secret: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def _read_key(text: str) -> bytes:
    if re.fullmatch(r"[0-9a-f]{64}", text):
        return _public(bytes.fromhex(text))
    try:
        return parse_verifier_key(text)[1]
    except NoteError as error:
        raise NoSuchMark(f"not a key file and not a public key ({error})") from None


def _read_note(text: str) -> SignedNote:
    try:
        if text.lstrip().startswith("{"):
            text = str(json.loads(text)["checkpoint"])
        return parse_note(text)
    except (NoteError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoSuchMark(f"not a signed checkpoint ({error})") from None


def _is_of_this_ledger(note: SignedNote) -> bool:
    """Whether one of its keys signed it; where all are gone too, nobody can say that none did."""
    known = {
        parse_verifier_key(key)
        for key in Checkpoint.objects.values_list("key", flat=True).distinct()
    }
    with suppress(KeyMissingError, KeyUnfitError):
        known |= {(note.checkpoint.origin, _public(one)) for one in generations(SIGNING)}
    return not known or any(is_signed(note, name, key) for name, key in known)


def _is_by(note: SignedNote, key: str) -> bool:
    name, public_key = parse_verifier_key(key)
    return is_signed(note, name, public_key)
