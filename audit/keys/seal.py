"""The seal: encryption that keeps an application closed until its opening.

AES-256-GCM with a random 96-bit nonce. Every application has its own data key; a call's key, kept
outside the database (`audit.keys.store`), wraps the data keys; so does the installation's key of
documents those of stored documents. What is sealed is bound to its
place (`place_of`): moved to another application, document or field it does not open.

A sealed value is one version byte (1), 12 bytes of nonce, the ciphertext and 16 bytes of tag.
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_SIZE: Final = 32
NONCE_SIZE: Final = 12
TAG_SIZE: Final = 16
VERSION: Final = b"\x01"

_VALUE: Final = b"merila/seal/v1/value\x00"
_KEY: Final = b"merila/seal/v1/key\x00"


class SealBrokenError(ValueError):
    """Wrong key, wrong place, or altered bytes: nothing of the content is given out."""


def sealed_place(application: object, field: str) -> bytes:
    """What a sealed value is bound to: the application's number or UUID, and the field's code."""
    parts = (str(application).encode(), field.encode())
    if not all(parts) or any(b"\x00" in part for part in parts):
        raise ValueError("an application and a field, without NUL")
    return b"\x00".join(parts)


def new_data_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_SIZE)


def wrap(call_key: bytes, data_key: bytes, aad: bytes) -> bytes:
    """The data key, sealed under the call's key."""
    if len(data_key) != KEY_SIZE:
        raise ValueError(f"a data key has {KEY_SIZE} bytes")
    return _seal(call_key, data_key, _KEY + aad)


def unwrap(call_key: bytes, wrapped: bytes, aad: bytes) -> bytes:
    """The data key again. Raises SealBrokenError."""
    return _open(call_key, wrapped, _KEY + aad)


def unwrap_with(call_keys: Sequence[bytes], wrapped: bytes, aad: bytes) -> bytes:
    """The data key, by whichever of the keys wrapped it: while one is being replaced, rows of both
    stand side by side. Raises SealBrokenError."""
    for key in call_keys[1:]:
        with suppress(SealBrokenError):
            return unwrap(key, wrapped, aad)
    return unwrap(call_keys[0], wrapped, aad)


def encrypt(data_key: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """The content, sealed; 29 bytes longer."""
    return _seal(data_key, plaintext, _VALUE + aad)


def decrypt(data_key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The content again. Raises SealBrokenError."""
    return _open(data_key, sealed, _VALUE + aad)


def _seal(key: bytes, plaintext: bytes, aad: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_SIZE)
    return VERSION + nonce + _cipher(key).encrypt(nonce, plaintext, VERSION + aad)


def _open(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    sealed = bytes(sealed)
    if len(sealed) < 1 + NONCE_SIZE + TAG_SIZE or sealed[:1] != VERSION:
        raise SealBrokenError("not a sealed value")
    nonce, body = sealed[1 : 1 + NONCE_SIZE], sealed[1 + NONCE_SIZE :]
    try:
        return _cipher(key).decrypt(nonce, body, VERSION + aad)
    except InvalidTag:
        raise SealBrokenError("wrong key, wrong place, or altered") from None


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_SIZE:
        raise ValueError(f"a key has {KEY_SIZE} bytes")
    return AESGCM(key)
