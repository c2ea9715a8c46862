"""A certificate for the demo, with an authority of its own; worth nothing anywhere else."""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

AUTHORITY = "Preizkusni overitelj – Autorità di prova"


def make_seal(
    path: Path, *, name: str, valid_from: datetime, valid_until: datetime, passphrase: str = ""
) -> None:
    """Write a PKCS#12 file and, beside it, the certificate of its authority as PEM."""
    above = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    authority = _certificate(
        AUTHORITY, above.public_key(), AUTHORITY, above, valid_from, valid_until, is_authority=True
    )
    certificate = _certificate(
        name, key.public_key(), AUTHORITY, above, valid_from, valid_until, is_authority=False
    )
    kept = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, [authority], kept)
    )
    path.chmod(0o600)
    path.with_suffix(".ca.pem").write_bytes(authority.public_bytes(Encoding.PEM))


def make_demo_seal(path: Path, *, name: str, now: datetime) -> None:
    if not path.exists():
        far = timedelta(days=3 * 365)
        make_seal(path, name=name, valid_from=now - far, valid_until=now + far)


def _certificate(
    name: str,
    key: rsa.RSAPublicKey,
    issuer: str,
    issuer_key: rsa.RSAPrivateKey,
    valid_from: datetime,
    valid_until: datetime,
    *,
    is_authority: bool,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
    above = issuer_key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid_from)
        .not_valid_after(valid_until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
