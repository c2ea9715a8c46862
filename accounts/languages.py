"""The languages of the pages, a row for each, and how each writes what stands in a sentence.

A language is its row here and its catalogue in `locale/`. Marks of numbers and days of the week are
those of Babel; what offices here write otherwise, and what Babel does not know, stands in the row:
the genitive of months, days with spaces, times with a full stop.

Source: the notices of the bilingual municipalities, and the writing rules of the languages.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel.numbers import get_decimal_symbol, get_group_symbol
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def _as_written(_day: int, words: str) -> str:
    return words


def _first_of_month(day: int, words: str) -> str:
    return words.replace("1", "1º", 1) if day == 1 else words


def _italian_day(day: int, words: str) -> str:
    words = _first_of_month(day, words)
    return f"l’{words}" if day in (8, 11) else f"il {words}"


def _italian_hour(hour: int, words: str) -> str:
    return f"all’{words}" if hour == 1 else f"alle {words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`name` is in the language itself, `title` and `inside` in that of the reader.

    `months_within` and `weekdays_within` are those of a sentence where it has others, `day` and
    `short_day` how the number of a day and a short date are written (day, month, its short name),
    `day_within` writes a day within a sentence, `on_day` and `at_hour` put a day or an hour, with
    its words, into one. `article` reads the number of an article and its act, `articles` names one,
    and several. `names_within` are beginnings of names of municipalities, each with what becomes of
    it within a sentence: whose, and where.
    """

    code: str
    name: str
    title: str | Promise
    inside: str | Promise
    # False: pages are read in it too, but no authority has to decide in it.
    is_official: bool = True
    months: str
    months_short: str
    months_within: str = ""
    weekdays_within: str = ""
    money: str = "{}\u00a0€"
    percent: str = "{}\u00a0%"
    day: str = "{}"
    short_day: str = "{day}.\u00a0{month}."
    hour_mark: str = "."
    column_mark: str = ";"
    day_within: Callable[[int, str], str] = _as_written
    on_day: Callable[[int, str], str] = _as_written
    at_hour: Callable[[int, str], str]
    article: re.Pattern[str]
    articles: tuple[str, str]
    names_within: tuple[tuple[str, str, str], ...] = ()

    def name_within(self, name: str) -> tuple[str, str]:
        """Whose and where, of the name of a municipality; empty where no beginning fits.

        >>> LANGUAGES["sl"].name_within("Mestna občina Koper")
        ('Mestne občine Koper', 'v Mestni občini Koper')
        """
        for begins, whose, where in self.names_within:
            if name.startswith(f"{begins} "):
                rest = name.removeprefix(begins)
                return whose + rest, where + rest
        return "", ""

    @property
    def decimal_mark(self) -> str:
        return _marks_of(self.code)[0]

    @property
    def thousands_mark(self) -> str:
        return _marks_of(self.code)[1]


@cache
def _marks_of(code: str) -> tuple[str, str]:
    """Of decimals and of thousands; asked for each number of a page, so read once."""
    return get_decimal_symbol(code), get_group_symbol(code)


_SLOVENE = Language(
    code="sl",
    name="slovenščina",
    title=_("Slovene"),
    inside=_("In Slovene"),
    months="januar februar marec april maj junij julij avgust september oktober november december",
    months_short="jan. feb. mar. apr. maj jun. jul. avg. sep. okt. nov. dec.",
    # Inside a sentence: "objavljen 21. septembra", "do petka".
    months_within="januarja februarja marca aprila maja junija julija avgusta septembra oktobra"
    " novembra decembra",
    weekdays_within="ponedeljka torka srede četrtka petka sobote nedelje",
    day="{}.",
    at_hour=lambda _hour, words: f"ob {words}",
    article=re.compile(r"(?P<number>\d+\.(?: ?[a-z]\.)?) člen (?P<act>.+)"),
    articles=("{} člen {}", "{} člen {}"),
    names_within=(
        ("Občina", "Občine", "v Občini"),
        ("Mestna občina", "Mestne občine", "v Mestni občini"),
    ),
)
_ITALIAN = Language(
    code="it",
    name="italiano",
    title=_("Italian"),
    inside=_("In Italian"),
    months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    months_short="gen. feb. mar. apr. mag. giu. lug. ago. set. ott. nov. dic.",
    day_within=_first_of_month,
    on_day=_italian_day,
    at_hour=_italian_hour,
    article=re.compile(r"articolo (?P<number>\d+(?:\.\d+)?) (?P<act>.+)"),
    articles=("articolo {} {}", "articoli {} {}"),
    names_within=(
        ("Comune", "del Comune", "nel Comune"),
        ("Città", "della Città", "nella Città"),
        ("Comunità", "della Comunità", "nella Comunità"),
        ("Unione", "dell’Unione", "nell’Unione"),
    ),
)
_ENGLISH = Language(
    code="en",
    name="English",
    title=_("English"),
    inside=_("In English"),
    is_official=False,
    months="January February March April May June July August September October November December",
    months_short="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    money="€{}",
    percent="{}%",
    short_day="{day}\u00a0{name}",
    hour_mark=":",
    column_mark=",",
    on_day=lambda _day, words: f"on {words}",
    at_hour=lambda _hour, words: f"at {words}",
    article=re.compile(r"article (?P<number>\d+(?:\.\d+)?) (?P<act>.+)"),
    articles=("article {} {}", "articles {} {}"),
    names_within=tuple(
        (begins, f"of the {begins}", f"in the {begins}")
        for begins in ("Municipality of", "City Municipality of", "Urban Municipality of")
    ),
)

# The first is that of who says nothing.
LANGUAGES: Final = {one.code: one for one in (_SLOVENE, _ITALIAN, _ENGLISH)}
# Where a text is in none of them.
_FALLBACK: Final = _ENGLISH


def language_of(code: str | None) -> Language:
    """The row of a code, also of one with a region (`it-CH`)."""
    plain = (code or next(iter(LANGUAGES))).partition("-")[0]
    return LANGUAGES.get(plain, _FALLBACK)


def reader_language() -> str:
    """The code of the language of the page."""
    return language_of(get_language()).code
