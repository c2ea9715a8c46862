"""The markup inside documents of offices: its elements, and what stands before the first one."""

from collections.abc import Mapping
from contextlib import suppress
from typing import IO
from xml.parsers import expat

# OpenOffice declared its own document types by their names, and shipped what they say.
_OWN_TYPES = "-//OpenOffice.org//DTD "

Element = tuple[str, Mapping[str, str]]


class ForeignType(Exception):
    """A declaration with which a reader could be made to fetch or to swell."""


class _Enough(Exception):
    """What was asked for has been read."""


def elements(stream: IO[bytes], most: int = 0) -> list[Element]:
    """(name, attributes by name) of the elements in order, all without prefixes; `most` of them.

    What cannot be read ends them: no reader will read further either. Raises ForeignType.
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
    with suppress(expat.ExpatError, _Enough):
        parser.ParseFile(stream)
    return found


def _declared(_name: str, system: str | None, public: str | None, has_own: int) -> None:
    is_own = (public or "").startswith(_OWN_TYPES) and not _leads_away(system or "")
    if has_own or not is_own:
        raise ForeignType


def _leads_away(address: str) -> bool:
    return any(mark in address for mark in ":/\\")
