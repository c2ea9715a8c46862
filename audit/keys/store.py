"""Keys of the installation, as files outside database, media and their backups.

One file, one key of 32 bytes, written as 64 hexadecimal digits and readable by the owner alone.
Keys are made where nothing depends on them yet, and never overwritten. Names are ours
(`installation-signing`, `calls/<uuid>`), never a person's input.

A key that is replaced has its successor beside it, `<name>-next`, until nothing needs the old one
any more. Which of the two counts is written in the database, in the transaction that changes it.
"""

import os
import re
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

KEY_SIZE: Final = 32
SIGNING: Final = "installation-signing"
PSEUDONYM: Final = "installation-pseudonym"
DOCUMENTS: Final = "installation-documents"

_NEXT = "-next"
_NAME = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)?", re.ASCII)


class KeyMissingError(LookupError):
    """No such key: what it protects cannot be read or signed until it is restored."""


class KeyUnfitError(ValueError):
    """The file is there, but it is not a key, or others on the machine may read it."""


def call_keys(call_uuid: UUID) -> tuple[bytes, ...]:
    """The keys that may wrap the data keys of a call's applications, the newest first.

    Raises KeyMissingError.
    """
    return generations(_call_name(call_uuid))


def ensure_call_key(call_uuid: UUID) -> bytes:
    """The newest one, made where there is none yet: to wrap with, not for reading."""
    return _ensure_newest(_call_name(call_uuid))


def next_call_key(call_uuid: UUID) -> bytes:
    """The successor of a call's key; made where there is none."""
    return ensure_key(_call_name(call_uuid) + _NEXT)


def forget_old_call_key(call_uuid: UUID) -> None:
    """The successor takes the place of the key; without a successor nothing happens."""
    _forget_old(_call_name(call_uuid))


def documents_keys() -> tuple[bytes, ...]:
    """The keys that may wrap the data keys of stored documents, the newest first.

    Raises KeyMissingError.
    """
    return generations(DOCUMENTS)


def ensure_documents_key() -> bytes:
    """The newest one, made where there is none yet: to wrap with, not for reading."""
    return _ensure_newest(DOCUMENTS)


def next_documents_key() -> bytes:
    """The successor of the key of documents; made where there is none."""
    return ensure_key(DOCUMENTS + _NEXT)


def forget_old_documents_key() -> None:
    """The successor takes the place of the key; without a successor nothing happens."""
    _forget_old(DOCUMENTS)


def signing_key(public_key: bytes) -> Ed25519PrivateKey:
    """The private key that belongs to it. Raises KeyMissingError."""
    for data in generations(SIGNING):
        private_key = Ed25519PrivateKey.from_private_bytes(data)
        if private_key.public_key().public_bytes_raw() == public_key:
            return private_key
    raise KeyMissingError(
        f"{settings.KEYS_ROOT} holds another signing key than the ledger's. Restore the right one "
        "from the keys' backup."
    )


def first_signing_key() -> Ed25519PrivateKey:
    """The first key of a ledger, made where there is none yet."""
    return Ed25519PrivateKey.from_private_bytes(ensure_key(SIGNING))


def next_signing_key() -> Ed25519PrivateKey:
    """The successor of the signing key; made where there is none."""
    return Ed25519PrivateKey.from_private_bytes(ensure_key(SIGNING + _NEXT))


def forget_old_signing_key(public_key: bytes) -> None:
    """The key in force takes the place of the one before it. Raises KeyMissingError."""
    newest = Ed25519PrivateKey.from_private_bytes(generations(SIGNING)[0])
    if newest.public_key().public_bytes_raw() == public_key:
        _forget_old(SIGNING)


def pseudonym_key() -> bytes:
    """Turns a user's number into a pseudonym; made on first use."""
    return ensure_key(PSEUDONYM)


def read_key(name: str) -> bytes:
    """32 bytes. Raises KeyMissingError or KeyUnfitError."""
    path = _path(name)
    try:
        found = path.stat()
        return _read_file(path, name, found.st_mode, (found.st_ino, found.st_ctime_ns))
    except FileNotFoundError:
        raise KeyMissingError(
            f"The key {name} is not in {settings.KEYS_ROOT}. Restore it from the keys' backup."
        ) from None


# A key is asked for with every entry and every sheet; its file is read again when it is another.
@lru_cache(maxsize=256)
def _read_file(path: Path, name: str, mode: int, _which: tuple[int, int]) -> bytes:
    try:
        text = path.read_text("ascii")
    except UnicodeDecodeError:
        raise KeyUnfitError(f"The file of the key {name} does not hold a key.") from None
    if mode & 0o077:
        raise KeyUnfitError(f"Others may read the key {name}. Set its file to mode 600.")
    if not re.fullmatch(r"[0-9a-f]{64}\n?", text):
        raise KeyUnfitError(f"The file of the key {name} does not hold a key.")
    return bytes.fromhex(text.strip())


def ensure_key(name: str) -> bytes:
    """The key of this name, made where there is none. Raises KeyUnfitError."""
    try:
        return read_key(name)
    except KeyMissingError:
        _create(_path(name), secrets.token_bytes(KEY_SIZE))
        return read_key(name)


def _ensure_newest(name: str) -> bytes:
    try:
        return generations(name)[0]
    except KeyMissingError:
        return ensure_key(name)


def generations(name: str) -> tuple[bytes, ...]:
    """The key and, before it, its successor where there is one. Raises KeyMissingError."""
    if _path(name + _NEXT).exists():
        return read_key(name + _NEXT), read_key(name)
    return (read_key(name),)


def key_names() -> list[str]:
    """Names of all keys that are there."""
    root = Path(settings.KEYS_ROOT)
    names = (path.relative_to(root).as_posix().removesuffix(".key") for path in root.rglob("*.key"))
    return sorted(name for name in names if _NAME.fullmatch(name))


def put_keys_back(name: str, key: bytes) -> None:
    """A key from its backup. Raises KeyUnfitError where another one has its name."""
    if len(key) != KEY_SIZE:
        raise KeyUnfitError(f"The backup of the key {name} does not hold a key.")
    _create(_path(name), key)
    if read_key(name) != key:
        raise KeyUnfitError(f"Another key called {name} is in use here; it is not written over.")


def _forget_old(name: str) -> None:
    successor = _path(name + _NEXT)
    if successor.exists():
        successor.replace(_path(name))
        _sync_folder(successor.parent)


def _call_name(call_uuid: UUID) -> str:
    return f"calls/{call_uuid}"


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a key's name: {name!r}")
    return _file(settings.KEYS_ROOT, name)


# Asked for with every sheet of an evaluation.
@lru_cache(maxsize=256)
def _file(folder: str | Path, name: str) -> Path:
    return Path(folder) / f"{name}.key"


def _create(path: Path, key: bytes) -> None:
    """Whole or not at all, on the disk before it is used, and never in the place of another."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return  # somebody else was first; theirs is the key
        _sync_folder(path.parent)
    finally:
        draft.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
