"""Which letters the documents can write: those of the fonts that come with the program.

A renderer has no other fonts, so the same page gives the same bytes on every machine. A letter that
is in none of them stands in the document as its number, [U+1F3B6]: read by everybody, and never
an empty box. What is attached as data keeps it as it was written.
"""

import io
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from reports.documents.own_files import style_and_fonts

# Written with other letters, as on a typewriter; in the markup of a page.
_ALIKE = {
    0x2010: "-",
    0x2011: "-",
    0x2012: "–",
    0x2015: "—",
    0x2264: "&lt;=",
    0x2265: "&gt;=",
    0x2190: "&lt;-",
    0x2192: "-&gt;",
}
# Marks that choose between two drawings of the letter before them.
_SELECTORS = frozenset({*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
# They show nothing themselves, or a blank that every font has.
_NOT_DRAWN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


@cache
def letters() -> frozenset[int]:
    """Those that each face of the type can write: upright, slanted and bold."""
    _style, fonts = style_and_fonts()
    faces: dict[str, set[int]] = {}
    for name, data in fonts.items():
        face = "-".join(name.removesuffix(".woff2").split("-")[-2:])
        with TTFont(io.BytesIO(data), lazy=True) as font:
            faces.setdefault(face, set()).update(font.getBestCmap())
    return frozenset.intersection(*map(frozenset, faces.values()))


def missing_in(text: str) -> list[str]:
    """The letters of the text that no document can write, each once, in order."""
    return [letter for letter in dict.fromkeys(text) if not _is_written(letter)]


def written(text: str) -> str:
    """The markup of a page as it can stand in a document.

    >>> written("Zbor 🎶 Ниш")
    'Zbor [U+1F3B6] Ниш'
    """
    if text.isascii():
        return text
    changed = {ord(letter): f"[U+{ord(letter):04X}]" for letter in missing_in(text)}
    return text.translate({**changed, **_ALIKE, **dict.fromkeys(_SELECTORS, "")})


def _is_written(letter: str) -> bool:
    code = ord(letter)
    if code in letters() or code in _ALIKE or code in _SELECTORS:
        return True
    return unicodedata.category(letter) in _NOT_DRAWN
