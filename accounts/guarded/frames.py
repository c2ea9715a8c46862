"""What goes through the pipes between a process and its guarded child: a few words and raw bytes.

Words are JSON and never pickled objects: whoever took over the child could otherwise make its
parent run something.
"""

import json
import struct
from collections.abc import Sequence
from typing import IO, Any

_LENGTH = struct.Struct(">I")
MOST_BYTES = 256 * 1024 * 1024

Frame = tuple[dict[str, Any], list[bytes]]


def write_frame(pipe: IO[bytes], words: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
    """Raises OSError where nobody reads any more."""
    head = json.dumps({"words": words, "sizes": [len(part) for part in parts]}).encode()
    pipe.write(_LENGTH.pack(len(head)))
    pipe.write(head)
    for part in parts:
        pipe.write(part)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> Frame:
    """Raises EOFError where the other side is gone, ValueError for what is no frame."""
    head = json.loads(_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]))
    words, sizes = head["words"], head["sizes"]
    return words, [_exactly(pipe, size) for size in sizes]


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    if not 0 <= size <= MOST_BYTES:
        raise ValueError("A part of a frame is too large.")
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data
