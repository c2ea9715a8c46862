"""PDF: one that opens without a password, whose objects are all there, and that runs nothing."""

import io
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject, NameObject

from applicants.files.kinds import CONTENT_TYPES, FileFault

# Some devices put lines of their own before the document; readers look this far for it.
_HEAD = 1_024
# What else a file may begin as; it would then be two things at once.
_OTHER = re.compile(rb"<[A-Za-z!?/]|\A\s*(?:MZ|\x7fELF|PK|GIF8|\x89PNG|\xff\xd8|\xd0\xcf|#!)")
_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})[\0\t\n\f\r ]{1,9}([0-9]{1,5})[\0\t\n\f\r ]{1,9}obj")
_LENGTH = re.compile(
    rb"/Length[ \n\r\t]{1,9}([0-9]{1,10})[ \n\r\t]{1,9}([0-9]{1,5})[ \n\r\t]{1,9}R"
)
_MOST_OBJECTS, _MOST_PACKED = 1_000_000, 10_000_000
# Of lists and dictionaries within one object. What stands deeper pypdf leaves out without a word.
_DEEPEST = 200
_ACTIVE_KEYS = frozenset(
    (
        *("/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA"),
        *("/SubmitForm", "/ImportData", "/GoToE"),
    )
)
# A document may carry data and other documents, as PDF/A-3 does, but nothing that runs.
_HARMLESS = frozenset((*CONTENT_TYPES, "jpeg", "xml", "json", "csv", "txt", "yaml"))
_NAMES = ("/UF", "/F", "/DOS", "/Mac", "/Unix")

Place = tuple[int, int]


def pdf_fault(content: bytes) -> FileFault | None:
    """Why this is no harmless PDF; None where it is one. Raises what pypdf raises."""
    start = content.find(b"%PDF-", 0, _HEAD)
    if start < 0 or _OTHER.search(content, 0, start):
        return FileFault.NOT_WHAT_IT_SAYS
    content = content[start:]
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return FileFault.PROTECTED
    except NotImplementedError:
        # Opened with a certificate, or in a way that the library does not know.
        return FileFault.PROTECTED
    fault = _Walk(reader, content).fault()
    if fault is None and not len(reader.pages):
        return FileFault.DAMAGED
    return fault


class _Walk:
    """Every object that the document leads to, each once, in a packed stream or not.

    pypdf searches the whole file for an object that does not stand where the cross-reference table
    says, once for each: so an object is asked for only when it stands there. An owner's password
    keeps from printing and changes nothing here.
    """

    def __init__(self, reader: PdfReader, content: bytes) -> None:
        self.reader, self.content = reader, content
        self.found: dict[Place, int] | None = None
        # With how deep each stands within its object.
        self.waiting: list[tuple[Any, int]] = [(reader.trailer, 0)]
        self.seen: set[Place] = set()
        self.lengths: set[Place] = set()
        self.packed: dict[int, bool] = {}

    def fault(self) -> FileFault | None:
        looked = 0
        while self.waiting:
            one, depth = self.waiting.pop()
            looked += 1
            if looked > _MOST_OBJECTS:
                return FileFault.SWELLS
            if isinstance(one, IndirectObject):
                place = (one.idnum, one.generation)
                if place in self.seen:
                    continue
                self.seen.add(place)
                if not self._stands(place):
                    return FileFault.DAMAGED
                one, depth = one.get_object(), 0
                if isinstance(one, NameObject) and one in _ACTIVE_KEYS:
                    return FileFault.ACTIVE
            if depth > _DEEPEST:
                return FileFault.DAMAGED
            if isinstance(one, dict) and self._is_active(one):
                return FileFault.ACTIVE
            self.waiting += [(part, depth + 1) for part in _parts_of(one)]
        return None

    def _is_active(self, one: dict[Any, Any]) -> bool:
        """Whether it names a program, or carries a file that is one."""
        if not _ACTIVE_KEYS.isdisjoint(one) or dict.get(one, "/S") in _ACTIVE_KEYS:
            return True
        if "/EF" not in one:
            return False
        # Each reader takes the name that it knows.
        names = [self._plain(dict.get(one, key)) for key in _NAMES if key in one]
        return not names or not all(_is_harmless(name) for name in names)

    def _plain(self, value: Any) -> Any:
        if isinstance(value, IndirectObject):
            return value.get_object() if self._stands((value.idnum, value.generation)) else None
        return value

    def _stands(self, place: Place) -> bool:
        number, generation = place
        reader = self.reader
        if generation == 0 and number in reader.xref_objStm:
            return self._stands_packed(reader.xref_objStm[number][0])
        if reader.xref_free_entry.get(generation, {}).get(number, False):
            # Deleted in a later version of the document, and nothing since.
            return True
        start = reader.xref.get(generation, {}).get(number)
        if start is None or not self._begins_at(_past_blanks(self.content, start), place):
            start = self._found(place)
        return start is not None and self._has_its_length(start)

    def _stands_packed(self, stream: int) -> bool:
        """In a stream that is no larger inside than any that people write."""
        if stream not in self.packed:
            # Asked again from within itself it is not there.
            self.packed[stream] = False
            if self._stands((stream, 0)):
                packed = getattr(self.reader.get_object(stream), "_data", b"")
                self.packed[stream] = not _swells(packed)
        return self.packed[stream]

    def _begins_at(self, start: int, place: Place) -> bool:
        head = _OBJECT.match(self.content, start)
        return head is not None and (int(head[1]), int(head[2])) == place

    def _found(self, place: Place) -> int | None:
        """Tables whose places are a little off are common: all objects are looked for, once."""
        if self.found is None:
            heads = _OBJECT.finditer(self.content)
            self.found = {(int(one[1]), int(one[2])): one.start() for one in heads}
        start = self.found.get(place)
        if start is not None:
            self.reader.xref.setdefault(place[1], {})[place[0]] = start
        return start

    def _has_its_length(self, start: int) -> bool:
        """pypdf asks for the length of a stream on its own while it reads the object."""
        length = _LENGTH.search(self.content, start, start + _HEAD)
        if length is None:
            return True
        place = (int(length[1]), int(length[2]))
        if place in self.lengths:
            return True
        self.lengths.add(place)
        return self._stands(place)


def _swells(packed: bytes) -> bool:
    opened = zlib.decompressobj()
    try:
        opened.decompress(packed, _MOST_PACKED)
    except zlib.error:
        return False
    return bool(opened.unconsumed_tail)


def _past_blanks(content: bytes, start: int) -> int:
    end = start
    while end - start < _HEAD and content[end : end + 1] in (
        b" ",
        b"\n",
        b"\r",
        b"\t",
        b"\0",
        b"\f",
    ):
        end += 1
    return end


def _parts_of(one: Any) -> Iterator[Any]:
    """What stands in it and may hold or lead to more; pypdf's own ways would lead there at once."""
    parts: Iterable[Any] = ()
    if isinstance(one, dict):
        parts = dict.values(one)
    elif isinstance(one, list):
        parts = list.__iter__(one)
    return (part for part in parts if isinstance(part, IndirectObject | dict | list))


def _is_harmless(name: object) -> bool:
    """Whether a file within the document is, by its ending, one that only says something."""
    return str(name).rpartition(".")[2].lower() in _HARMLESS
