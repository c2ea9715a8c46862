"""Headings in every official language of the funder, one under the other."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

from awards.words.outcome import outcome_words
from grants.formats import text_in
from reports.spreadsheets import cells
from reports.spreadsheets.cells import Line
from scoring.core.run.run_rows import Outcome


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


@lru_cache(maxsize=64)
def outcome_in_all(languages: tuple[str, ...], kind: str, outcome: Outcome | None) -> str:
    """What became of an application, as everywhere else."""
    said = []
    for language in languages:
        with override(language):
            said.append(outcome_words(kind, outcome))
    return " – ".join(dict.fromkeys(said))


def head_line(words: Iterable[str]) -> Line:
    return [cells.text(each, cells.HEAD) for each in words]
