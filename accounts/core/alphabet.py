"""The order of the alphabet of each language, the same on every database.

Source: Slovenski pravopis (č, ć, đ, š, ž are letters of their own, each after its bare letter); in
Italian and English an accent decides only between words that are alike without it. Signs between
words count as a blank, case and accents only where nothing else differs.

>>> names = "Žarek Zveza Čebelarsko Cilj Ćuk Društvo Šport Sonce".split()
>>> sorted(names, key=lambda name: alphabet_key(name, "sl"))
['Cilj', 'Čebelarsko', 'Ćuk', 'Društvo', 'Sonce', 'Šport', 'Zveza', 'Žarek']
>>> sorted(["Zeta", "Èva", "Eva", "Fava"], key=lambda name: alphabet_key(name, "it"))
['Eva', 'Èva', 'Fava', 'Zeta']
"""

import re
import unicodedata
from functools import lru_cache

from accounts.core.plain_text import without_marks

Key = tuple[tuple[tuple[int, str], ...], str]

# After the bare letter in these languages; elsewhere they sort as the bare letter.
_OWN_LETTERS = {
    "sl": {"č": ("c", 1), "ć": ("c", 2), "đ": ("d", 1), "š": ("s", 1), "ž": ("z", 1)},
}
_WITHOUT_MARKS = {"đ": "d", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss"}
_PARTS = re.compile(r"\d+|\w")


def alphabet_key(text: str, language: str) -> Key:
    """For `sorted`: words by the alphabet, numbers within them by their value."""
    plain = unicodedata.normalize("NFC", without_marks(text)).casefold()
    found: list[tuple[int, str]] = []
    for word in re.split(r"[\W_]+", plain):
        if not word:
            continue
        for part in _PARTS.findall(word):
            found += _weights(part, language)
        found.append((-1, ""))  # the end of a word comes before every letter
    return tuple(found), text


# There are as many as letters and short numbers, and a list asks for each again and again.
@lru_cache(maxsize=2_000)
def _weights(part: str, language: str) -> tuple[tuple[int, str], ...]:
    if part.isdecimal():
        return ((0, str(int(part)).rjust(20, "0")),)
    own = _OWN_LETTERS.get(language, {})
    if part in own:
        letter, place = own[part]
        return ((1, f"{letter}{place}"),)
    bare = _WITHOUT_MARKS.get(part, part)
    apart = unicodedata.normalize("NFKD", bare)
    return tuple((1, f"{one}0") for one in apart if not unicodedata.combining(one))
