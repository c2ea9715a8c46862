"""Whether an uploaded file is what it says, and cannot do anything by itself.

The name is only a claim: the type comes from the content, and both have to agree. Refused are
empty and too large files, files that are two things at once, documents protected by a password,
documents with programs inside (macros, scripts), and archives that would swell when opened.
"""

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import IndirectObject

from accounts.refusal import Refused

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_OFFICE_PARTS = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_PARTS = 5_000
_MOST_UNPACKED = 300_000_000
_MOST_OBJECTS = 50_000
_ACTIVE_KEYS = frozenset({"/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA"})
_NAME_LENGTH = 120


class FileFault(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    PROTECTED = "protected"
    ACTIVE = "active"
    DAMAGED = "damaged"
    SWELLS = "swells"


_WORDS: dict[FileFault, str | Promise] = {
    FileFault.EMPTY: _("The file %(name)s is empty. Choose another one."),
    FileFault.TOO_LARGE: _("The file %(name)s is larger than %(most)s MB. Choose a smaller one."),
    FileFault.WRONG_TYPE: _("The file %(name)s is not of an accepted kind. Accepted: %(types)s."),
    FileFault.NOT_WHAT_IT_SAYS: _(
        "What is in the file %(name)s does not match the ending of its name. Save it again in one"
        " of these kinds: %(types)s."
    ),
    FileFault.PROTECTED: _(
        "The file %(name)s is protected by a password. Save it without protection."
    ),
    FileFault.ACTIVE: _(
        "The file %(name)s holds a program (a macro or a script). Save it without, or as a plain"
        " PDF."
    ),
    FileFault.DAMAGED: _("The file %(name)s cannot be read. Save it again and add it once more."),
    FileFault.SWELLS: _("The file %(name)s is far larger inside than it looks. Save it anew."),
}


class FileRefused(Refused):
    """`code` says why; the message names the file and the way out."""

    def __init__(self, code: FileFault, **values: object) -> None:
        self.code = code
        super().__init__(_WORDS[code] % values)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: its clean name, type (`pdf`), size and hash."""

    name: str
    type: str
    content_type: str
    size: int
    sha256: str


def check_file(
    *, name: str, content: bytes, types: Collection[str], most_mb: int | None
) -> CheckedFile:
    """Raises FileRefused. `types` are keys of CONTENT_TYPES; a megabyte has 1,000,000 bytes."""
    clean = clean_name(name)
    words = {"name": clean, "types": ", ".join(types).upper(), "most": most_mb}
    ending = clean.rpartition(".")[2].lower()
    claimed = "jpg" if ending == "jpeg" else ending
    if not content:
        raise FileRefused(FileFault.EMPTY, **words)
    if most_mb and len(content) > most_mb * 1_000_000:
        raise FileRefused(FileFault.TOO_LARGE, **words)
    if claimed not in types or claimed not in CONTENT_TYPES:
        raise FileRefused(FileFault.WRONG_TYPE, **words)
    fault = _fault_of(claimed, content)
    if fault is not None:
        raise FileRefused(fault, **words)
    return CheckedFile(
        name=f"{clean.rpartition('.')[0]}.{claimed}",
        type=claimed,
        content_type=CONTENT_TYPES[claimed],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def clean_name(name: str) -> str:
    """The last part of a path, without control characters and marks that turn the writing.

    >>> clean_name("..\\\\..\\\\etc/pass\\r\\nwd.pdf"), clean_name(".pdf")
    ('passwd.pdf', 'file.pdf')
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    plain = re.sub(r'[<>:"|?*]+', "_", " ".join(kept.split()))
    stem, dot, ending = plain.rpartition(".")
    stem, ending = stem.strip(" .")[:_NAME_LENGTH], ending.strip()
    if dot and ending:
        return f"{stem or 'file'}.{ending[:10]}"
    return (stem or ending)[:_NAME_LENGTH] or "file"


def _fault_of(claimed: str, content: bytes) -> FileFault | None:
    if claimed in {"docx", "xlsx", "odt", "ods"}:
        return _archive_fault(claimed, content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        return FileFault.NOT_WHAT_IT_SAYS
    return _pdf_fault(content) if claimed == "pdf" else _image_fault(claimed, content)


def _image_fault(claimed: str, content: bytes) -> FileFault | None:
    try:
        found = puremagic.from_string(content[:4096])
    except (puremagic.PureError, ValueError):
        return FileFault.NOT_WHAT_IT_SAYS
    endings = {"jpg": {".jpg", ".jpeg", ".jfif", ".jpe"}, "png": {".png"}}
    return None if found in endings[claimed] else FileFault.NOT_WHAT_IT_SAYS


def _pdf_fault(content: bytes) -> FileFault | None:
    if not content.startswith(b"%PDF-"):
        return FileFault.NOT_WHAT_IT_SAYS
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            return FileFault.PROTECTED
        if not len(reader.pages):
            return FileFault.DAMAGED
        return FileFault.ACTIVE if _is_active(reader) else None
    except RecursionError:
        return FileFault.DAMAGED
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        return FileFault.DAMAGED


def _is_active(reader: PdfReader) -> bool:
    """Whether any object of the document, in a packed stream or not, names a program."""
    waiting: list[object] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    looked = 0
    while waiting and looked < _MOST_OBJECTS:
        one = waiting.pop()
        looked += 1
        if isinstance(one, IndirectObject):
            place = (one.idnum, one.generation)
            if place not in seen:
                seen.add(place)
                waiting.append(one.get_object())
        elif isinstance(one, dict):
            if not _ACTIVE_KEYS.isdisjoint(one) or one.get("/S") in _ACTIVE_KEYS:
                return True
            waiting += dict.values(one)
        elif isinstance(one, list):
            waiting += list.__iter__(one)
    return bool(waiting)


def _archive_fault(claimed: str, content: bytes) -> FileFault | None:
    if content.startswith(_OLD_OFFICE):
        # Office keeps a document with a password in the old container.
        return FileFault.PROTECTED
    if not content.startswith(b"PK\x03\x04"):
        return FileFault.NOT_WHAT_IT_SAYS
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _contents_fault(claimed, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return FileFault.DAMAGED


def _contents_fault(claimed: str, archive: zipfile.ZipFile) -> FileFault | None:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        return FileFault.SWELLS
    if any(part.flag_bits & 1 for part in parts):
        return FileFault.PROTECTED
    names = {part.filename for part in parts}
    if claimed in _OFFICE_PARTS:
        kinds = _part(archive, names, "[Content_Types].xml")
        if b"macroEnabled" in kinds or _any_named(names, "vbaproject.bin"):
            return FileFault.ACTIVE
        return None if _OFFICE_PARTS[claimed] in kinds else FileFault.NOT_WHAT_IT_SAYS
    if _part(archive, names, "mimetype").strip() != CONTENT_TYPES[claimed].encode():
        return FileFault.NOT_WHAT_IT_SAYS
    manifest = _part(archive, names, "META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        return FileFault.PROTECTED
    has_programs = any(name.startswith(("Basic/", "Scripts/")) for name in names)
    return FileFault.ACTIVE if has_programs else None


def _part(archive: zipfile.ZipFile, names: Collection[str], name: str) -> bytes:
    if name not in names:
        return b""
    with archive.open(name) as part:
        return part.read(1_000_000)


def _any_named(names: Iterable[str], ending: str) -> bool:
    return any(name.lower().endswith(ending) for name in names)
