"""Documents of offices: archives that hold one document, no program, and nothing from elsewhere."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from urllib.parse import unquote

from applicants.files.kinds import CONTENT_TYPES, FileFault
from applicants.files.office_markup import Element, ForeignType, elements
from applicants.files.packed_parts import is_as_said

_MAIN_PARTS = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the standards of both families allow; each other way of packing has errors of its own.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Bits of a part: encrypted in one way or another; a patch of another file.
_ENCRYPTED, _PATCH = 0x41, 0x20
_MOST_PARTS = 5_000
_MOST_UNPACKED = 300_000_000
# Of a part that says what others are; of all markup, where it was packed far below what people
# write: ten to thirty times is usual.
_MOST_SAID, _MUCH_MARKUP, _MOST_RATIO = 5_000_000, 5_000_000, 100
# Macros, sheets of the old macro language, controls, and objects of other programs.
_ACTIVE_PARTS = ("vbaproject.bin", "/macrosheets/", "/activex/", "/embeddings/oleobject")
_ACTIVE_CONTENT = ("macroenabled", "vbaproject", "activex", "macrosheet")
_ACTIVE_RELATIONS = frozenset(
    {
        *("vbaproject", "xlmacrosheet", "xlintlmacrosheet", "control", "activexcontrolbinary"),
        # A program's object, whatever the part is called that holds it.
        "oleobject",
    }
)
# Of these an empty one says only that nothing is in it.
_ACTIVE_FOLDERS = ("Basic/", "Scripts/")
_LISTS_OF_PROGRAMS = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")
# Loaded from elsewhere when the document is opened; links that a reader follows are not meant.
_FETCHED = frozenset({"frame", "subdocument", "afchunk"})
# On a disk these say where the document was begun and its letters came from: not there for anybody
# else.
_BEGUN_FROM = frozenset({"attachedtemplate", "mailmergesource", "mailmergeheadersource"})
_DRIVE = re.compile(r"[A-Za-z]:/")


def office_fault(claimed: str, content: bytes) -> FileFault | None:
    """Why this is no harmless document of the kind that it claims to be; None where it is."""
    if content.startswith(_OLD_OFFICE):
        # Office keeps a document with a password in the old container.
        return FileFault.PROTECTED
    if not content.startswith(b"PK\x03\x04"):
        return FileFault.NOT_WHAT_IT_SAYS
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _contents_fault(claimed, archive, content)
    except ForeignType:
        return FileFault.DAMAGED
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        struct.error,
    ):
        return FileFault.DAMAGED


def _contents_fault(claimed: str, archive: zipfile.ZipFile, content: bytes) -> FileFault | None:
    parts = archive.infolist()
    if _swells(parts):
        return FileFault.SWELLS
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return FileFault.PROTECTED
    if any(part.compress_type not in _PACKED or part.flag_bits & _PATCH for part in parts):
        return FileFault.DAMAGED
    if _has_two_of_a_name(parts):
        return FileFault.DAMAGED
    if not all(is_as_said(content, part) for part in parts):
        return FileFault.DAMAGED
    inside = {part.filename: part for part in parts}
    said = [one for name, one in inside.items() if _says_of_others(name)]
    if sum(part.file_size for part in said) > _MOST_SAID:
        return FileFault.SWELLS
    kind = _office_fault if claimed in _MAIN_PARTS else _open_document_fault
    fault = kind(claimed, archive, inside)
    if fault is None and any(_leads_out(name) for name in inside):
        return FileFault.DAMAGED
    if fault is None:
        _refuse_types(archive, inside)
    return fault


def _has_two_of_a_name(parts: list[zipfile.ZipInfo]) -> bool:
    """Whether readers could choose differently between parts, so that we look at another one."""
    return len({part.filename.casefold() for part in parts}) < len(parts)


def _swells(parts: list[zipfile.ZipInfo]) -> bool:
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        return True
    markup = [part for part in parts if _is_markup(part.filename)]
    unpacked = sum(part.file_size for part in markup)
    packed = sum(part.compress_size for part in markup)
    return unpacked > _MUCH_MARKUP and unpacked > _MOST_RATIO * packed


def _office_fault(
    claimed: str, archive: zipfile.ZipFile, inside: Mapping[str, zipfile.ZipInfo]
) -> FileFault | None:
    found = _elements(archive, inside, "[Content_Types].xml")
    kinds = [said.get("ContentType", "") for _name, said in found]
    if any(mark in kind.lower() for kind in kinds for mark in _ACTIVE_CONTENT):
        return FileFault.ACTIVE
    if not any(kind.endswith(_MAIN_PARTS[claimed]) for kind in kinds):
        return FileFault.NOT_WHAT_IT_SAYS
    if any(mark in f"/{name.lower()}" for name in inside for mark in _ACTIVE_PARTS):
        return FileFault.ACTIVE
    related = (_elements(archive, inside, name) for name in inside if _is_relations(name))
    is_active = any(_is_active(said) for found in related for _name, said in found)
    return FileFault.ACTIVE if is_active else None


def _is_active(said: Mapping[str, str]) -> bool:
    """Whether a relation brings in a program, or something from elsewhere on opening."""
    # Markup lets blanks stand around both, and some readers take any letters.
    kind = said.get("Type", "").strip().rpartition("/")[2].lower()
    if kind in _ACTIVE_RELATIONS:
        return True
    if said.get("TargetMode", "").strip().lower() != "external":
        return False
    return kind in _FETCHED or (kind in _BEGUN_FROM and not _is_on_a_disk(said.get("Target", "")))


def _is_on_a_disk(target: str) -> bool:
    """Whether it is looked for on the reader's own disk, not on a server."""
    plain = unquote(target).replace("\\", "/")
    if plain.lower().startswith("file:"):
        return plain.lower().startswith("file:///") and plain[8:9] != "/"
    return not plain.startswith("//") and (":" not in plain or _DRIVE.match(plain) is not None)


def _open_document_fault(
    claimed: str, archive: zipfile.ZipFile, inside: Mapping[str, zipfile.ZipInfo]
) -> FileFault | None:
    if _part(archive, inside, "mimetype").strip() != CONTENT_TYPES[claimed].encode():
        return FileFault.NOT_WHAT_IT_SAYS
    manifest = _elements(archive, inside, "META-INF/manifest.xml")
    if any(name == "encryption-data" for name, _said in manifest):
        return FileFault.PROTECTED
    is_active = any(_is_program(archive, inside, name) for name in inside)
    return FileFault.ACTIVE if is_active else None


def _is_program(archive: zipfile.ZipFile, inside: Mapping[str, zipfile.ZipInfo], name: str) -> bool:
    if not name.startswith(_ACTIVE_FOLDERS) or name.endswith("/"):
        return False
    if name.rpartition("/")[2] not in _LISTS_OF_PROGRAMS:
        return True
    # A library without a module: every document of some versions has one.
    found = _elements(archive, inside, name)
    return any(element == "element" or _is_linked(said) for element, said in found)


def _is_linked(said: Mapping[str, str]) -> bool:
    return said.get("link") == "true" or "://" in said.get("href", "")


def _refuse_types(archive: zipfile.ZipFile, inside: Mapping[str, zipfile.ZipInfo]) -> None:
    """Neither format needs document types; with one, a reader could be made to fetch or swell."""
    for name in inside:
        if _is_markup(name):
            with archive.open(name) as part:
                elements(part, most=1)


def _is_markup(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _is_relations(name: str) -> bool:
    return name.lower().endswith(".rels")


def _says_of_others(name: str) -> bool:
    plain = name.rpartition("/")[2]
    return _is_relations(name) or plain in {
        *("[Content_Types].xml", "manifest.xml", "mimetype"),
        *_LISTS_OF_PROGRAMS,
    }


def _leads_out(name: str) -> bool:
    """Whether unpacking it would write outside the folder chosen for it."""
    steps = name.replace("\\", "/").split("/")
    return ".." in steps or name.startswith(("/", "\\")) or ":" in steps[0]


def _elements(
    archive: zipfile.ZipFile, inside: Mapping[str, zipfile.ZipInfo], name: str
) -> list[Element]:
    if name not in inside:
        return []
    with archive.open(name) as part:
        return elements(part)


def _part(archive: zipfile.ZipFile, inside: Mapping[str, zipfile.ZipInfo], name: str) -> bytes:
    return archive.read(name) if name in inside else b""
