"""The markup inside documents of offices: its elements, and what stands before the first one."""

from collections.abc import Mapping
from contextlib import suppress
from typing import IO
from xml.parsers import expat

# OpenOffice declared its own document types by their names, and shipped what they say.
_OWN_TYPES = "-//OpenOffice.org//DTD "
# Neither standard allows others than UTF-8 and UTF-16, but some readers know dozens.
_STRANGE_LETTERS = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_UNKNOWN_ENCODING,
        expat.errors.XML_ERROR_INCORRECT_ENCODING,
    )
)
# Markup in UTF-32 and EBCDIC, which those readers know without being told.
_STRANGE_BEGINNINGS = frozenset(
    {b"\0\0\0<", b"<\0\0\0", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\x4c\x6f\xa7\x94"}
)

Element = tuple[str, Mapping[str, str]]


class ForeignType(Exception):
    """Another reader may see more in it: a declaration by which it fetches or swells, or letters
    that only it knows.
    """


class _Enough(Exception):
    """What was asked for has been read."""


def elements(stream: IO[bytes], most: int = 0) -> list[Element]:
    """(name, attributes by name) of the elements in order, all without prefixes; `most` of them.

    What cannot be read ends them: no reader will read further either, unless it knows more
    encodings. Raises ForeignType.
    """
    found: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        found.append((name.rpartition(":")[2], plain))
        if most and len(found) >= most:
            raise _Enough

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _declared
    begins = stream.read(4)
    if begins in _STRANGE_BEGINNINGS:
        raise ForeignType
    with suppress(_Enough):
        try:
            parser.Parse(begins)
            parser.ParseFile(stream)
        except expat.ExpatError as fault:
            if fault.code in _STRANGE_LETTERS:
                raise ForeignType from fault
        except (LookupError, ValueError) as fault:
            # Python knows no letters of this name, or not one byte for each.
            raise ForeignType from fault
    return found


def _declared(_name: str, system: str | None, public: str | None, has_own: int) -> None:
    is_own = (public or "").startswith(_OWN_TYPES) and not _leads_away(system or "")
    if has_own or not is_own:
        raise ForeignType


def _leads_away(address: str) -> bool:
    return any(mark in address for mark in ":/\\")
