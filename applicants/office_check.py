"""Documents of offices: archives that hold one document, no program, and nothing from elsewhere."""

import io
import zipfile
import zlib
from collections.abc import Collection

from applicants.file_kinds import CONTENT_TYPES, FileFault

_MAIN_PARTS = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the standards of both families allow; each other way of packing has errors of its own.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Bits of a part: encrypted in one way or another; a patch of another file.
_ENCRYPTED, _PATCH = 0x41, 0x20
_MOST_PARTS = 5_000
_MOST_UNPACKED = 300_000_000
# Macros, sheets of the old macro language, controls, and objects of other programs.
_ACTIVE_PARTS = ("vbaproject.bin", "/macrosheets/", "/activex/", "/embeddings/oleobject")
_ACTIVE_FOLDERS = ("Basic/", "Scripts/")
# Loaded from elsewhere when the document is opened; links that a reader follows are not meant.
_FETCHED = (b"attachedTemplate", b"/oleObject", b"/frame", b"/subDocument")
_HEAD = 4_096


def office_fault(claimed: str, content: bytes) -> FileFault | None:
    """Why this is no harmless document of the kind that it claims to be; None where it is."""
    if content.startswith(_OLD_OFFICE):
        # Office keeps a document with a password in the old container.
        return FileFault.PROTECTED
    if not content.startswith(b"PK\x03\x04"):
        return FileFault.NOT_WHAT_IT_SAYS
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _contents_fault(claimed, archive)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError):
        return FileFault.DAMAGED


def _contents_fault(claimed: str, archive: zipfile.ZipFile) -> FileFault | None:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        return FileFault.SWELLS
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return FileFault.PROTECTED
    if any(part.compress_type not in _PACKED or part.flag_bits & _PATCH for part in parts):
        return FileFault.DAMAGED
    names = {part.filename for part in parts}
    kind = _office_fault if claimed in _MAIN_PARTS else _open_document_fault
    fault = kind(claimed, archive, names)
    if fault is None and any(_leads_out(name) for name in names):
        return FileFault.DAMAGED
    return fault or _markup_fault(archive, names)


def _office_fault(
    claimed: str, archive: zipfile.ZipFile, names: Collection[str]
) -> FileFault | None:
    kinds = _part(archive, names, "[Content_Types].xml")
    if b"macroEnabled" in kinds:
        return FileFault.ACTIVE
    if _MAIN_PARTS[claimed] not in kinds:
        return FileFault.NOT_WHAT_IT_SAYS
    if any(mark in f"/{name.lower()}" for name in names for mark in _ACTIVE_PARTS):
        return FileFault.ACTIVE
    related = (_part(archive, names, name) for name in names if name.endswith(".rels"))
    fetches = (
        b'TargetMode="External"' in text and any(kind in text for kind in _FETCHED)
        for text in related
    )
    return FileFault.ACTIVE if any(fetches) else None


def _open_document_fault(
    claimed: str, archive: zipfile.ZipFile, names: Collection[str]
) -> FileFault | None:
    if _part(archive, names, "mimetype").strip() != CONTENT_TYPES[claimed].encode():
        return FileFault.NOT_WHAT_IT_SAYS
    if b"encryption-data" in _part(archive, names, "META-INF/manifest.xml"):
        return FileFault.PROTECTED
    return FileFault.ACTIVE if any(name.startswith(_ACTIVE_FOLDERS) for name in names) else None


def _markup_fault(archive: zipfile.ZipFile, names: Collection[str]) -> FileFault | None:
    """Neither format has document types; with one, a reader could be made to fetch or to swell."""
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            head = _part(archive, names, name, _HEAD)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                return FileFault.DAMAGED
    return None


def _leads_out(name: str) -> bool:
    """Whether unpacking it would write outside the folder chosen for it."""
    steps = name.replace("\\", "/").split("/")
    return ".." in steps or name.startswith(("/", "\\")) or ":" in steps[0]


def _part(
    archive: zipfile.ZipFile, names: Collection[str], name: str, most: int = 1_000_000
) -> bytes:
    if name not in names:
        return b""
    with archive.open(name) as part:
        return part.read(most)
