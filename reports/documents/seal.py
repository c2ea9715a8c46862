"""The electronic seal on documents: PAdES B-B with the certificate of the installation, or none.

Where a certificate is set, no document leaves without it: one that cannot be used stops the issuing
with a sentence that says why. The key stays in this process; the renderer never sees it.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

FIELD = "Seal"
# The signature itself, of any key in use, and what is signed with it, with plenty to spare.
_SIGNATURE_BYTES = 4096


class SealUnusable(Exception):
    """The certificate cannot seal; the text is a sentence for the administrator."""


@dataclass(frozen=True)
class Seal:
    """What a sealed document says of its seal."""

    name: str
    issuer: str
    until: datetime
    fingerprint: str


def is_sealing() -> bool:
    path = settings.SIGNING_CERTIFICATE
    # The demo makes its certificate when it is loaded; an installation that names one means it.
    return path is not None and (not settings.DEMO or path.exists())


def seal(document: bytes) -> bytes:
    """The sealed document; unchanged where no certificate is set. Raises SealUnusable."""
    if not is_sealing():
        return document
    signer = usable_signer(timezone.now())
    signers = _pyhanko("sign.signers")
    what = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=_pyhanko("sign.fields").SigSeedSubFilter.PADES,
    )
    file = _pyhanko("pdf_utils.incremental_writer").IncrementalPdfFileWriter(io.BytesIO(document))
    signed = signers.PdfSigner(what, signer).sign_pdf(file, bytes_reserved=_room(signer))
    return bytes(signed.getvalue())


def _room(signer: Any) -> int:
    """Hexadecimal digits for the signature and the certificates beside it.

    Where it is not said, pyHanko signs twice: once only to see how long it becomes.
    """
    certificates = [signer.signing_cert, *signer.cert_registry]
    return 2 * (_SIGNATURE_BYTES + sum(len(one.dump()) for one in certificates))


def usable_signer(at: datetime) -> Any:
    """A SimpleSigner of pyHanko.

    Raises SealUnusable for what cannot be read and for what is not valid at that moment.
    """
    path: Path = settings.SIGNING_CERTIFICATE or Path()
    try:
        changed = path.stat().st_mtime_ns
        signer = _load(path, changed, settings.SIGNING_PASSPHRASE)
    except OSError as fault:
        raise SealUnusable(f"The certificate {path} cannot be read.") from fault
    valid = signer.signing_cert.not_valid_before, signer.signing_cert.not_valid_after
    if at < valid[0]:
        raise SealUnusable(f"The certificate is valid only from {valid[0]:%Y-%m-%d} on.")
    if at > valid[1]:
        raise SealUnusable(f"The certificate expired on {valid[1]:%Y-%m-%d}.")
    return signer


def seal_of(document: bytes) -> Seal | None:
    """The seal that a document carries, or None. What it is worth, a validator says."""
    try:
        reader = _pyhanko("pdf_utils.reader").PdfFileReader(io.BytesIO(document))
        signatures = reader.embedded_signatures
    except _pyhanko("pdf_utils.misc").PdfReadError:
        return None
    if not signatures:
        return None
    certificate = signatures[-1].signer_cert
    return Seal(
        name=_called(certificate.subject.native),
        issuer=_called(certificate.issuer.native),
        until=certificate.not_valid_after,
        fingerprint=certificate.sha256.hex(),
    )


@lru_cache(maxsize=1)
def _load(path: Path, changed: int, passphrase: str) -> Any:
    """Read once, and again when the file is another."""
    try:
        signer = _pyhanko("sign.signers").SimpleSigner.load_pkcs12_data(
            path.read_bytes(), other_certs=[], passphrase=passphrase.encode() or None
        )
    except ValueError as fault:
        raise SealUnusable(
            "The certificate does not open: it is no PKCS#12 file, or the passphrase is wrong."
        ) from fault
    if signer is None or signer.signing_cert is None:
        raise SealUnusable("The file holds no certificate with its key.")
    return signer


def _pyhanko(part: str) -> Any:
    # Not at the top: it takes longer to import than all the rest, and most processes never seal.
    return import_module(f"pyhanko.{part}")


def _called(name: dict[str, str]) -> str:
    return str(name.get("common_name") or name.get("organization_name") or "")
