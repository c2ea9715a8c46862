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
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import IndirectObject

from accounts.refusal import Refused
from applicants.file_kinds import CONTENT_TYPES, FileFault
from applicants.office_check import office_fault
from applicants.picture_check import picture_fault

__all__ = ["CONTENT_TYPES", "CheckedFile", "FileFault", "FileRefused", "check_file", "clean_name"]

_MOST_OBJECTS = 50_000
_ACTIVE_KEYS = frozenset(
    (
        *("/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA"),
        *("/SubmitForm", "/ImportData", "/GoToE"),
    )
)
# A document may carry data and other documents, as PDF/A-3 does, but nothing that runs.
_HARMLESS = frozenset((*CONTENT_TYPES, "jpeg", "xml", "json", "csv", "txt", "yaml"))
_NAME_LENGTH = 120


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
        return office_fault(claimed, content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        return FileFault.NOT_WHAT_IT_SAYS
    return _pdf_fault(content) if claimed == "pdf" else picture_fault(claimed, content)


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
            if "/EF" in one and not _is_harmless(one.get("/UF") or one.get("/F")):
                return True
            waiting += dict.values(one)
        elif isinstance(one, list):
            waiting += list.__iter__(one)
    return bool(waiting)


def _is_harmless(name: object) -> bool:
    """Whether a file within the document is, by its ending, one that only says something."""
    return str(name).rpartition(".")[2].lower() in _HARMLESS
