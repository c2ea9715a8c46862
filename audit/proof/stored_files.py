"""Whether the files that rows name are in the storage, and are those that were stored."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage, Storage
from django.db.models import Model

from audit.proof.fsck import Difference, Finding, Tally

_AT_ONCE: Final = 500
_CHUNK: Final = 1 << 20
# A name that leads out of the storage, or that no system takes.
_NO_NAME: Final = (SuspiciousOperation, ValueError)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Files of one column; `place` are paths that name the row for people, `sha256` its hash."""

    kind: str
    model: type[Model]
    field: str
    place: tuple[str, ...]
    sha256: str


_kinds: dict[str, StoredFile] = {}


def register(kind: StoredFile) -> None:
    _kinds[kind.kind] = kind


def registered() -> tuple[StoredFile, ...]:
    return tuple(_kinds.values())


def file_differences() -> Iterator[Finding]:
    """Every file is read to its end."""
    for kind in registered():
        for _pk, place, name, sha256 in _rows(kind):
            yield Tally(f"file of {kind.kind}", 1)
            if fault := file_fault(_storage(kind), name, sha256):
                yield Difference(f"{kind.kind} {place}", f"its file {name} {fault}")


def missing_after(kind: StoredFile, pk: Any, most: int) -> tuple[Any, list[str]]:
    """Look whether the next files are there, without reading them.

    What comes back is where to go on, None at the end, and the places of those that are missing.
    """
    missing, last = [], None
    for count, (last_pk, place, name, _sha256) in enumerate(_rows(kind, pk, most), 1):
        if not _is_there(_storage(kind), name):
            missing.append(f"{kind.kind} {place}")
        last = last_pk if count == most else None
    return last, missing


def _rows(kind: StoredFile, after: Any = None, most: int | None = None) -> Iterator[Any]:
    found = kind.model._base_manager.exclude(**{kind.field: ""}).order_by("pk")
    if after is not None:
        found = found.filter(pk__gt=after)
    values = found.values_list("pk", kind.field, kind.sha256, *kind.place)[:most]
    for pk, name, sha256, *place in values.iterator(chunk_size=_AT_ONCE):
        yield pk, " · ".join(str(one) for one in place), str(name), sha256


def _storage(kind: StoredFile) -> Storage:
    field: Any = kind.model._meta.get_field(kind.field)
    storage: Storage = field.storage
    return storage


def _is_there(storage: Storage, name: str) -> bool:
    try:
        return storage.exists(name)
    except _NO_NAME:
        return False


def _is_no_file(storage: Storage, name: str) -> bool:
    """Whether a link, a folder or a device lies in its place: reading that may never end."""
    if not isinstance(storage, FileSystemStorage):
        return False  # a bucket holds nothing else than files
    place = Path(storage.path(name))
    return place.is_symlink() or (place.exists() and not place.is_file())


def file_fault(storage: Storage, name: str, sha256: str) -> str:
    """What is wrong with a stored file, read to its end; empty where nothing is."""
    digest = hashlib.sha256()
    try:
        if _is_no_file(storage, name):
            return "is a link or no ordinary file"
        with storage.open(name, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except _NO_NAME:
        return "has a name that no stored file can have"
    except OSError:
        return "is missing or cannot be read"
    return "" if digest.hexdigest() == sha256 else "is not the one that was stored"
