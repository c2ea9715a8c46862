"""Keys of the installation, as files outside database, media and their backups.

One file, one key of 32 bytes, written as 64 hexadecimal digits and readable by the owner alone.
Keys are made where nothing depends on them yet, and never overwritten. Names are ours
(`installation-signing`, `calls/<uuid>`), never a person's input.
"""

import os
import re
import secrets
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

KEY_SIZE: Final = 32
SIGNING: Final = "installation-signing"
PSEUDONYM: Final = "installation-pseudonym"

_NAME = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)?", re.ASCII)


class KeyMissingError(LookupError):
    """No such key: what it protects cannot be read or signed until it is restored."""


class KeyUnfitError(ValueError):
    """The file is there, but it is not a key, or others on the machine may read it."""


def call_key(call_uuid: UUID) -> bytes:
    """The key that wraps the data keys of a call's applications. Raises KeyMissingError."""
    return read_key(_call_name(call_uuid))


def ensure_call_key(call_uuid: UUID) -> bytes:
    """The same, made where there is none yet: for the first draft of a call, not for reading."""
    return ensure_key(_call_name(call_uuid))


def signing_key() -> Ed25519PrivateKey:
    """Signs the checkpoints of the ledger. Raises KeyMissingError."""
    return Ed25519PrivateKey.from_private_bytes(read_key(SIGNING))


def first_signing_key() -> Ed25519PrivateKey:
    """The same, made where there is none yet: for the first entry of a ledger alone."""
    return Ed25519PrivateKey.from_private_bytes(ensure_key(SIGNING))


def pseudonym_key() -> bytes:
    """Turns a user's number into a pseudonym; made on first use."""
    return ensure_key(PSEUDONYM)


def read_key(name: str) -> bytes:
    """32 bytes. Raises KeyMissingError or KeyUnfitError."""
    path = _path(name)
    try:
        text = path.read_text("ascii")
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise KeyMissingError(
            f"The key {name} is not in {settings.KEYS_ROOT}. Restore it from the keys' backup."
        ) from None
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


def key_names() -> list[str]:
    """Names of all keys that are there."""
    root = Path(settings.KEYS_ROOT)
    names = (path.relative_to(root).as_posix().removesuffix(".key") for path in root.rglob("*.key"))
    return sorted(name for name in names if _NAME.fullmatch(name))


def put_back(name: str, key: bytes) -> None:
    """A key from its backup. Raises KeyUnfitError where another one has its name."""
    if len(key) != KEY_SIZE:
        raise KeyUnfitError(f"The backup of the key {name} does not hold a key.")
    _create(_path(name), key)
    if read_key(name) != key:
        raise KeyUnfitError(f"Another key called {name} is in use here; it is not written over.")


def _call_name(call_uuid: UUID) -> str:
    return f"calls/{call_uuid}"


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a key's name: {name!r}")
    return Path(settings.KEYS_ROOT) / f"{name}.key"


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
