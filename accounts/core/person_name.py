"""Names of people in any writing, so that one person is found under each of them.

Not seen are capitals, accents (č = c), hyphens, invisible characters and titles; the order of the
words does not count either (Renko Valter, RENKO, Valter).
"""

import unicodedata

_TITLES = frozenset(
    {
        *("dr", "mag", "prof", "doc", "univ", "dipl", "ing", "inz", "spec", "mr", "ga", "gdc"),
        *("gospa", "gospod", "dott", "dottssa", "ssa", "avv", "sig", "sigra", "arch", "geom"),
        "rag",
    }
)
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})


def normal(text: str) -> str:
    """Lower case, no accents, nothing invisible, single spaces, letters and digits only.

    >>> normal("  Žiga   ŠAV-Pečar "), normal("Ren\\u00adko")
    ('ziga sav pecar', 'renko')
    """
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    bare = unicodedata.normalize("NFKD", seen.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def words_of(name: str) -> list[str]:
    """The words of a name without titles; of initials the point is not seen.

    >>> words_of("dr. Valter Renko, univ. dipl. inž.")
    ['valter', 'renko']
    """
    return [word for word in normal(name).split() if word not in _TITLES]


def name_key(name: str) -> str:
    """The same for every writing of one full name; empty for a single word, which is none.

    >>> name_key("dr. Valter RENKO") == name_key("Renko, Valter") == "renko valter"
    True
    >>> name_key("Renko")
    ''
    """
    words = sorted(words_of(name))
    return " ".join(words) if len(words) > 1 else ""
