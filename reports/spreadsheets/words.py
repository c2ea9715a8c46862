"""Headings in every official language of the funder, one under the other."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

from awards.models import DecisionKind
from grants.answers_in_words import text_in


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


def kind_in_all(languages: Sequence[str], kind: str) -> str:
    return in_all(languages, DecisionKind(kind).label, " – ")
