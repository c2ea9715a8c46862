"""A picture drawn anew, in the guarded child: nothing of the file that was sent is kept but its
colours. These are the arms of funders.

All have one size, so that no page and no paper has to know theirs: the height to width of the
place that they have there, several times as fine, and white around what is wider or narrower.
"""

import io
import warnings
from enum import StrEnum
from typing import Any, Final

from PIL import Image, ImageOps

from accounts.guarded.frames import Frame

WIDTH, HEIGHT = 312, 384
# More pixels than a telephone takes; fewer rows or columns than the head of a page shows.
MOST_PIXELS, LEAST_SIDE = 16_000_000, 52
_KINDS: Final = ("PNG", "JPEG")


class ArmsFault(StrEnum):
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"


def look(_words: dict[str, Any], parts: list[bytes]) -> Frame:
    """{"fault": the reason against the picture, or ""}, and the PNG."""
    drawn = drawn_anew(parts[0])
    if isinstance(drawn, ArmsFault):
        return {"fault": drawn.value}, []
    return {"fault": ""}, [drawn]


def drawn_anew(content: bytes) -> bytes | ArmsFault:
    """The PNG. Raises MemoryError; whatever else the library raises is a fault of the file."""
    try:
        with warnings.catch_warnings():
            # We say ourselves how many pixels are too many.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _drawn(content)
    except MemoryError:
        raise
    except Exception:
        # Nobody can list what a broken picture makes a library raise.
        return ArmsFault.DAMAGED


def _drawn(content: bytes) -> bytes | ArmsFault:
    with Image.open(io.BytesIO(content), formats=_KINDS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return ArmsFault.TOO_MANY_PIXELS
        if min(picture.size) < LEAST_SIDE:
            return ArmsFault.TOO_SMALL
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    fitting = ImageOps.contain(upright, (WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    paper = Image.new("RGBA", (WIDTH, HEIGHT), "white")
    place = ((WIDTH - fitting.width) // 2, (HEIGHT - fitting.height) // 2)
    paper.alpha_composite(fitting, place)
    out = io.BytesIO()
    paper.convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()
