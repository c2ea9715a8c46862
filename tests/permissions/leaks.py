"""Where something secret could have got to: every place, unpacked, as bytes."""

import base64
import io
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from pypdf import PdfReader

from tests.letters import delivered


def forms_of(secret: str) -> Iterator[bytes]:
    """As it would look in a text, a dump, a hexadecimal column, a letter or a token."""
    plain = secret.encode()
    yield from (plain, plain.upper(), plain.hex().encode(), plain.hex().upper().encode())
    yield from (secret.encode("utf-16-le"), secret.encode("utf-16-be"))
    for place in range(3):
        # Neighbours change the signs at both ends.
        yield base64.b64encode(b"\0" * place + plain)[4:-4]


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes themselves; of archives, workbooks and PDF documents what is in them too."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        yield str(reader.metadata).encode()
        for page in reader.pages:
            yield page.extract_text().encode()
        for found in reader.attachments.values():
            for attached in found:
                yield from unpacked(attached)


def database_dump() -> bytes:
    """Every table as the database itself would dump it."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        raw = connection.connection
        assert isinstance(raw, sqlite3.Connection)
        return "\n".join(raw.iterdump()).encode()
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            parts += [str(row) for row in cursor.fetchall()]
    return "\n".join(parts).encode()


def database_files() -> Iterator[bytes]:
    """The file of SQLite with its log and its free pages, as a thief of the disk has them."""
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        for path in name.parent.glob(f"{name.name}*"):
            yield path.read_bytes()


def stored_files() -> Iterator[bytes]:
    """What lies in the store, with its names."""
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        yield str(path).encode()
        if path.is_file():
            yield from unpacked(path.read_bytes())


def letters() -> Iterator[bytes]:
    for letter in delivered():
        message = letter.message()
        yield message.as_bytes()
        for part in message.walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield from unpacked(payload)


def memory() -> Iterator[bytes]:
    """Sessions, decoded, and the cache."""
    for session in Session.objects.all():
        yield repr(session.get_decoded()).encode()
    for kept in getattr(cache, "_cache", {}).values():
        yield bytes(kept) if isinstance(kept, bytes) else repr(kept).encode()
