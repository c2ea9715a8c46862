"""Parts of an archive as they are packed: whether each is what the directory of the archive says.

Readers of documents unpack until the packed stream ends, whatever the directory says of it (source:
RFC 1951; APPNOTE.TXT 4.3 and 4.4 for the heads).
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator

# The head of a part: 26 bytes, the lengths of its name and of what is added, then both.
_LENGTHS, _AFTER_LENGTHS = 26, 30
# So much is unpacked at once; a thousand times as much may come of it.
_PIECE = 32 * 1024


def is_as_said(content: bytes, part: zipfile.ZipInfo) -> bool:
    """Whether the part has the length and the check sum that the directory gives it.

    It is never unpacked further than the length. Raises zlib.error where it is no packed stream.
    """
    name, added = struct.unpack_from("<HH", content, part.header_offset + _LENGTHS)
    begin = part.header_offset + _AFTER_LENGTHS + name + added
    packed = memoryview(content)[begin : begin + part.compress_size]
    length = check = 0
    for piece in _unpacked(packed, part):
        length += len(piece)
        if length > part.file_size:
            return False
        check = zlib.crc32(piece, check)
    return length == part.file_size and check == part.CRC


def _unpacked(packed: memoryview, part: zipfile.ZipInfo) -> Iterator[bytes]:
    if part.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    for begin in range(0, len(packed), _PIECE):
        yield stream.decompress(packed[begin : begin + _PIECE])
    yield stream.flush()
