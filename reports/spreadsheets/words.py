"""Headings in every official language of the funder, one under the other."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

from awards.models import DecisionKind
from grants.answers_in_words import text_in
from reports.spreadsheets import cells
from reports.spreadsheets.cells import Line


def in_all(languages: Sequence[str], words: str | Promise, joint: str = "\n") -> str:
    """The translations of lazy words, parted by `joint`; equal ones once."""
    said = []
    for language in languages:
        with override(language):
            said.append(str(words))
    return joint.join(dict.fromkeys(said))


def texts_in_all(languages: Sequence[str], texts: Any, joint: str = " – ") -> str:
    """A text of the call in every language."""
    return joint.join(dict.fromkeys(text_in(texts, language) for language in languages))


def kinds_in_all(languages: Sequence[str]) -> dict[str, str]:
    """What each kind of decision is called."""
    return {kind.value: in_all(languages, kind.label, " – ") for kind in DecisionKind}


def head_line(words: Iterable[str]) -> Line:
    return [cells.text(each, cells.HEAD) for each in words]
