"""The key store as one file, sealed with a passphrase: kept apart from every other backup.

The file is JSON: the parameters of scrypt, and the keys sealed with what scrypt makes of the
passphrase (AES-256-GCM, `audit.keys.seal`).
"""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from audit.backup.manifest import BackupError
from audit.keys import store as key_store
from audit.keys.seal import SealBrokenError, decrypt, encrypt

FORMAT: Final = "keys/1"
LEAST_LETTERS: Final = 12
# 64 MB and about a fifth of a second for each guess.
_SCRYPT: Final = {"n": 2**16, "r": 8, "p": 1}
_PLACE: Final = b"merila/keys"


def write_keys(path: Path, passphrase: str) -> int:
    """How many keys were written. Raises BackupError; an existing file is never touched."""
    if len(passphrase) < LEAST_LETTERS:
        raise BackupError(f"The passphrase must have at least {LEAST_LETTERS} characters.")
    keys = {name: key_store.read_key(name).hex() for name in key_store.key_names()}
    salt = secrets.token_bytes(16)
    sealed = encrypt(_derive(passphrase, salt, _SCRYPT), json.dumps(keys).encode(), _PLACE)
    value = {
        "merila": FORMAT,
        "scrypt": {**_SCRYPT, "salt": base64.b64encode(salt).decode()},
        "sealed": base64.b64encode(sealed).decode(),
    }
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(value, file)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        raise BackupError(f"{path} exists already; keys are written into a new file.") from None
    finally:
        draft.unlink(missing_ok=True)
    return len(keys)


def read_key_file(path: Path, passphrase: str) -> dict[str, bytes]:
    """Name and bytes of each key. Raises BackupError."""
    try:
        value = json.loads(path.read_text("ascii"))
        if value["merila"] != FORMAT:
            raise ValueError("another format")
        numbers = {name: int(value["scrypt"][name]) for name in _SCRYPT}
        salt = base64.b64decode(value["scrypt"]["salt"], validate=True)
        sealed = base64.b64decode(value["sealed"], validate=True)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{path} is not a file of keys ({error}).") from None
    if numbers["n"] > _SCRYPT["n"] * 16 or numbers["r"] > 32 or numbers["p"] > 16:
        raise BackupError(f"{path} asks for more memory than any file of keys needs.")
    try:
        keys = json.loads(decrypt(_derive(passphrase, salt, numbers), sealed, _PLACE))
    except SealBrokenError:
        raise BackupError(f"The passphrase is not the one of {path}, or it was altered.") from None
    return {str(name): bytes.fromhex(key) for name, key in keys.items()}


def _derive(passphrase: str, salt: bytes, numbers: Mapping[str, int]) -> bytes:
    kdf = Scrypt(salt=salt, length=32, n=numbers["n"], r=numbers["r"], p=numbers["p"])
    return kdf.derive(passphrase.encode())
