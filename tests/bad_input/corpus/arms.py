"""Pictures that are no arms: name, content, and words of the sentence that says so in Slovene."""

import io
import struct
import zlib

from PIL import Image

from tests.bad_input.corpus.uploads import zipped
from tests.grants.applying import a_pdf

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def picture(width: int = 200, height: int = 260, kind: str = "PNG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, kind)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def a_bomb() -> bytes:
    """A PNG of a few bytes whose text part unpacks to 300 MB."""
    text = zlib.compress(b"\0" * 300_000_000, 9)
    whole = picture()
    return whole[:33] + _chunk(b"zTXt", b"Comment\0\0" + text) + whole[33:]


BAD_ARMS: dict[str, tuple[str, bytes, str]] = {
    "nothing in it": ("grb.png", b"", "je prazna"),
    "a drawing with a program": ("grb.svg", SVG, "ni sprejemljive vrste"),
    "a drawing called a picture": ("grb.png", SVG, "se ne ujema"),
    "a document called a picture": ("grb.png", a_pdf(), "se ne ujema"),
    "a picture of another kind": ("grb.png", picture(kind="GIF"), "se ne ujema"),
    "a JPEG called PNG": ("grb.png", picture(kind="JPEG"), "se ne ujema"),
    "a picture and an archive": ("grb.png", picture() + zipped({"x": b"x"}), "se ne ujema"),
    "too many bytes": ("grb.png", picture() + bytes(2_100_000), "večja od 2 MB"),
    "too many pixels": ("grb.png", picture(20_000, 20_000, mode="1"), "veliko večja"),
    "more pixels than a telephone": ("grb.png", picture(5_000, 4_000, mode="1"), "milijonov pik"),
    "a stamp": ("grb.png", picture(51, 60), "manj kot 52 pik"),
    "cut off": ("grb.png", picture()[:-40], "ni mogoče prebrati"),
    "a head without a body": ("grb.jpg", picture(kind="JPEG")[:200], "ni mogoče prebrati"),
    "a text that swells": ("grb.png", a_bomb(), "ni mogoče prebrati"),
}
