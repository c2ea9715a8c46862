"""Whether a checkpoint was signed by a key."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from audit.core.checkpoint import SignedNote


def is_signed(note: SignedNote, name: str, public_key: bytes) -> bool:
    """`name` is that of the ledger, as the verifier key has it."""
    signature = note.signature_of(name, public_key)
    if signature is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, note.text.encode())
    except InvalidSignature:
        return False
    return True
