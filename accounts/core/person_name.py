"""Names of people in any writing, so that one person is found under each of them.

Not seen are capitals, accents (č = c), hyphens, invisible characters and titles; the order of the
words does not count either (Renko Valter, RENKO, Valter). Who is called by fewer words or an
initial (V. Renko) may be the same person too: that is a question, which one click answers.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import combinations

_TITLES = frozenset(
    {
        *("dr", "mag", "prof", "doc", "univ", "dipl", "ing", "inz", "spec", "mr", "ga", "gdc"),
        *("gospa", "gospod", "dott", "dottssa", "ssa", "avv", "sig", "sigra", "arch", "geom"),
        "rag",
    }
)
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})

# D'Angelo, D’ Angelo and Dangelo; Müller and Mueller.
_ELISION = re.compile(
    r"\b(d|l|o|dell|dall|degl|sant)['\u2019\u2018\u02bc`\u00b4]\s*", re.IGNORECASE
)
_UMLAUT = re.compile(r"(?<=\w)([aou])e(?=\w)")
# They stand before a surname and are written together with it or not: De Luca, Deluca.
_PARTICLES = frozenset(
    {
        *("da", "dal", "dalla", "dalle", "de", "dei", "degli", "del", "della", "dello", "di"),
        *("la", "lo", "van", "von"),
    }
)
# Of a name with more words (functions, titles) shorter writings are made of the first ones.
_MOST_WORDS = 8


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


def full_keys(name: str) -> frozenset[str]:
    """As a person is called in whole: the same for every writing of it; none for a single word.

    >>> full_keys("dr. Valter RENKO") == full_keys("Renko, Valter") == {"renko valter"}
    True
    >>> full_keys("Djordje D’Angelo") == full_keys("DANGELO Đorđe"), sorted(full_keys("Renko"))
    (True, [])
    """
    words = folded_words(name)
    return frozenset({_key(words)}) if len(words) > 1 else frozenset()


def part_keys(name: str) -> frozenset[str]:
    """As the same person may be called more shortly: fewer words, or an initial for one of them.

    >>> sorted(part_keys("Ana Kos"))
    ['a kos', 'ana', 'ana k', 'kos']
    """
    words = folded_words(name)[:_MOST_WORDS]
    fewer = [some for size in (1, 2, 3) for some in combinations(words, size)]
    keys = {_key(some) for some in fewer if any(len(word) > 1 for word in some)}
    for some in fewer:
        for at, word in enumerate(some):
            others = [*some[:at], *some[at + 1 :]]
            if any(len(one) > 1 for one in others):
                keys.add(_key([*others, word[0]]))
    return frozenset(keys) - full_keys(name)


def may_be_same(one: str, other: str) -> bool:
    """One full name in two writings, or one of them shorter than the other.

    What a single word names is found in a full name, but a full name in no single word.

    >>> may_be_same("Renko V.", "Valter Renko"), may_be_same("Ada Mrak", "MRAK Ada Marija, tajnica")
    (True, True)
    >>> may_be_same("Ada Mrak", "Adam Mrak"), may_be_same("Ada Mrak", "Mrak")
    (False, False)
    """
    whole, fewer = sought_keys(one)
    return bool(whole & full_keys(other) or fewer & part_keys(other))


def sought_keys(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Where the bearer of `name` is looked for: among the full keys, and among the part keys."""
    words = folded_words(name)
    if len(words) == 1 and len(words[0]) > 1:
        return frozenset(), frozenset(words)
    return full_keys(name) | part_keys(name), full_keys(name)


def folded_words(name: str, *, is_surname: bool = False) -> list[str]:
    """The words where two customs of writing one name are one.

    A name of two words stays two, because one of them is the given name; a surname may be one.

    >>> folded_words("Marco De Luca"), folded_words("DELUCA Marco"), folded_words("Di Marco")
    (['marco', 'deluca'], ['deluca', 'marco'], ['di', 'marco'])
    """
    joined = _ELISION.sub(r"\1", name)
    words = [word.replace("dj", "d") for word in words_of(joined)]
    words = [_UMLAUT.sub(r"\1", word) for word in words]
    if len(words) < 3 and not is_surname:
        return words
    found, before = [], ""
    for word in words:
        before += word
        if word not in _PARTICLES:
            found.append(before)
            before = ""
    return [*found, before] if before else found


def _key(words: Iterable[str]) -> str:
    return " ".join(sorted(words))
