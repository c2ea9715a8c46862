"""Words compared as people type them: without case, marks on letters, and what nobody sees.

Source: Unicode Standard Annex 15 (compatibility decomposition); some letters have none.

>>> folded("Športno DRUŠTVO Città"), folded("Đurđa, Łódź, Søren, Œuvre")
('sportno drustvo citta', 'durda, lodz, soren, oeuvre')
>>> folded("L\u2019Eu\u00adrope") == folded("l'europe")
True
>>> holds_words("mala 2027", "mala-2027", "Mali razpis"), holds_words("mala", None)
(True, False)
"""

import unicodedata

from accounts.core.plain_text import without_marks

MOST_FOLDED = 500

_WITHOUT_MARKS = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ø": "o",
        "œ": "oe",
        "æ": "ae",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
)


def folded(text: str) -> str:
    """Lower case, letters without their marks, one apostrophe and one hyphen."""
    lower = without_marks(text).translate(_WITHOUT_MARKS).casefold()
    apart = unicodedata.normalize("NFKD", lower)
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return bare.translate(_WITHOUT_MARKS)


def kept_folded(text: str) -> str:
    """As it stands in a column of its own, where a database searches it."""
    return folded(text)[:MOST_FOLDED]


def holds_words(words: str, *texts: str | None) -> bool:
    """Whether every word stands somewhere in the texts."""
    whole = folded(" ".join(text or "" for text in texts))
    return all(word in whole for word in folded(words).split())
