"""Pictures: of the kind that their name says, and no larger than a machine can draw."""

import struct

import puremagic

from applicants.files.kinds import FileFault

_ENDINGS = {"jpg": {".jpg", ".jpeg", ".jfif", ".jpe"}, "png": {".png"}}
_MOST_PIXELS = 200_000_000
# The frames of a JPEG that say its size; C4, C8 and CC are no frames.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def picture_fault(claimed: str, content: bytes) -> FileFault | None:
    """Why this is no picture to keep; None where it is one."""
    try:
        found = puremagic.from_string(content[:4096])
    except (puremagic.PureError, ValueError):
        return FileFault.NOT_WHAT_IT_SAYS
    if found not in _ENDINGS[claimed]:
        return FileFault.NOT_WHAT_IT_SAYS
    size = _png_size(content) if claimed == "png" else _jpg_size(content)
    if size is None or 0 in size:
        return FileFault.DAMAGED
    return FileFault.SWELLS if size[0] * size[1] > _MOST_PIXELS else None


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR" or len(content) < 24:
        return None
    return struct.unpack(">II", content[16:24])


def _jpg_size(content: bytes) -> tuple[int, int] | None:
    """From the first frame; every part before it says how long it is."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        mark = content[place + 1]
        if mark in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        if mark == 0xFF:
            place += 1
            continue
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return None
