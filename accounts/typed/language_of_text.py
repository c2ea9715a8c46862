"""Which language a text reads like: a guess that asks, and never refuses.

The words of the text are looked up in the dictionaries of the languages in question (simplemma,
offline). Short texts and names say too little, so they are never doubted.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from simplemma import LanguageDetector

FEWEST_WORDS: Final = 4
# How much larger the share of known words must be in the other language.
CLEARLY: Final = 0.4


def other_language(text: str, written_for: str, among: Collection[str]) -> str | None:
    """The language of `among` that the text is in instead of `written_for`, if that is clear.

    Languages are ISO 639-1 codes that the dictionaries know, such as `sl`, `it`, `en`.
    """
    if len(re.findall(r"[^\W\d_]{2,}", text)) < FEWEST_WORDS:
        return None
    shares = _detector(tuple(sorted({*among, written_for}))).proportion_in_each_language(text)
    others = [code for code in shares if code not in (written_for, "unk")]
    likely = max(others, key=lambda code: shares[code], default=None)
    if likely is None or shares[likely] - shares[written_for] < CLEARLY:
        return None
    return likely


# Dictionaries are read once, when the first text is looked at.
@lru_cache(maxsize=4)
def _detector(languages: tuple[str, ...]) -> LanguageDetector:
    return LanguageDetector(lang=languages)
