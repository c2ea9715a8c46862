"""Days as people write them here, by number or by name in any language of the pages.

Source: the notices of the bilingual municipalities (8. 5. 2027).

>>> read_day("8. 5. 2027") == read_day("8 May 2027") == read_day("8. maja 2027") == date(2027, 5, 8)
True
>>> read_day("31. 2. 2027") is None
True
"""

import re
from datetime import date

from accounts.core.plain_text import without_marks
from accounts.languages import LANGUAGES

_NUMBERS = {
    name.rstrip(".").casefold(): number
    for language in LANGUAGES.values()
    for names in (language.months, language.months_short, language.months_within)
    for number, name in enumerate(names.split(), 1)
}

_BLANK = re.compile(r"\s+")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\.?", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NAMED_DAY = re.compile(r"([0-9]{1,2})\.?([^\W\d_]{3,10})\.?([0-9]{4})\.?")


def read_day(text: str) -> date | None:
    """The day first (8. 5. 2027, 8/5/2027), by name (8 May 2027) or 2027-05-08."""
    plain = _BLANK.sub("", without_marks(text)).casefold()
    try:
        if match := _ISO_DAY.fullmatch(plain):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY.fullmatch(plain):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _NAMED_DAY.fullmatch(plain):
            return date(int(match[3]), _NUMBERS.get(match[2], 0), int(match[1]))
    except ValueError:
        return None
    return None
