"""Days as people write them here, and the names of the months in the three languages.

Source: the notices of the bilingual municipalities (8. 5. 2027), and how the languages write them.

>>> read_day("8. 5. 2027") == read_day("8 May 2027") == read_day("8. maja 2027") == date(2027, 5, 8)
True
>>> read_day("31. 2. 2027") is None
True
"""

import re
from datetime import date

from accounts.core.plain_text import without_marks

MONTHS = {
    "sl": "januar februar marec april maj junij julij avgust september oktober november december",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "en": "January February March April May June July August September October November December",
}
MONTHS_SHORT = {
    "sl": "jan. feb. mar. apr. maj jun. jul. avg. sep. okt. nov. dec.",
    "it": "gen. feb. mar. apr. mag. giu. lug. ago. set. ott. nov. dic.",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
# Slovene inside a sentence takes the genitive: "objavljen 21. septembra", "do petka".
MONTHS_GENITIVE = (
    "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra"
)
_NUMBERS = {
    name.rstrip(".").casefold(): number
    for names in (*MONTHS.values(), *MONTHS_SHORT.values(), MONTHS_GENITIVE)
    for number, name in enumerate(names.split(), 1)
}

_BLANK = re.compile(r"\s+")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\.?", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NAMED_DAY = re.compile(r"(\d{1,2})\.?([a-z]{3,10})\.?(\d{4})\.?", re.ASCII)


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
