"""What a template of the library is filled in with for a funder: names, contact, day in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from accounts.languages import LANGUAGES, language_of
from callfile.template.fill import Values
from callfile.template.placeholders import DAY
from grants.formats import NBSP, write_day
from grants.models import Funder


def template_values(funder: Funder, year: int, published: date) -> Values:
    """What is not known in a language is left out: `unsayable_languages` says where."""
    whose_and_where = {code: name_within(funder, code) for code in LANGUAGES}
    texts: dict[str, str | Mapping[str, str]] = {
        "funder": _texts(funder, "name"),
        "funder_of": {code: whose for code, (whose, _where) in whose_and_where.items()},
        "funder_in": {code: where for code, (_whose, where) in whose_and_where.items()},
        "address": _texts(funder, "address"),
        "email": funder.email,
        "phone": funder.phone,
        DAY: days_in_words(published, LANGUAGES),
    }
    return Values(year=year, published=published, texts=texts)


def days_in_words(day: date, languages: Iterable[str]) -> dict[str, str]:
    """Language → 21. septembra 2026, 21 settembre 2026, within a sentence of a call."""
    return {
        code: language_of(code).day_within(
            day.day, write_day(day, code, genitive=True).replace(NBSP, " ")
        )
        for code in languages
    }


def name_within(funder: Funder, language: str) -> tuple[str, str]:
    """The name of the funder in a sentence, whose and where: as entered, else by the language."""
    name = _texts(funder, "name").get(language, "")
    whose, where = proposed_within(name, language)
    own = (_texts(funder, "name_of").get(language), _texts(funder, "name_in").get(language))
    return own[0] or whose, own[1] or where


def proposed_within(name: str, language: str) -> tuple[str, str]:
    """By the rule of the language alone; empty where it does not know such a name."""
    return language_of(language).name_within(name)


def languages_of_funder(funder: Funder) -> list[str]:
    """The official languages, then the others in which its name can be said in a sentence."""
    others = [code for code in LANGUAGES if code not in funder.languages]
    return [*funder.languages, *(code for code in others if _is_sayable(funder, code))]


def unsayable_languages(funder: Funder) -> list[str]:
    """The official languages in which nobody has said how its name reads in a sentence."""
    return [code for code in funder.languages if not _is_sayable(funder, code)]


def _is_sayable(funder: Funder, language: str) -> bool:
    return bool(_texts(funder, "name").get(language)) and all(name_within(funder, language))


def _texts(funder: Funder, column: str) -> Mapping[str, str]:
    """What is stored in a column, by language; one text for all stands for each official one."""
    value: Any = getattr(funder, column)
    data = getattr(value, "data", value)
    return data if isinstance(data, Mapping) else dict.fromkeys(funder.languages, str(data or ""))
