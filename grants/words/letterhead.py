"""The letterhead of a funder in words, for its papers and for the page where it is set."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override
from i18nfield.strings import LazyI18nString

from grants.models import Letterhead

_TEXTS = ("name", "department", "address")


def names_on_paper(letterhead: Letterhead, language: str) -> dict[str, str]:
    """Name, department, address and contact, in one language."""
    words: Mapping[str, Any] = letterhead.words
    with override(language):
        names = {column: str(LazyI18nString(words[column])) for column in _TEXTS}
    # A number is not broken at the end of a line.
    phone = words["phone"].replace(" ", "\u00a0")
    contact = " · ".join(filter(None, (words["email"], phone)))
    return {**names, "contact": contact}


def letterhead_in(letterhead: Letterhead, languages: Iterable[str]) -> list[tuple[str, Any]]:
    """[(language, names)], as they stand beside each other."""
    return [(code, names_on_paper(letterhead, code)) for code in languages]
