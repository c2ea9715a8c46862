"""The articles of a call named together: "5., 8. in 12. člen Pravilnika …".

A call file lists one article with its subject after a colon; a decision names the articles of
one act in a row, without their subjects.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.languages import language_of
from callfile.call import Basis
from grants.formats import text_in


def basis_in_words(basis: Sequence[Basis], language: str) -> str:
    """The acts in the order in which the call names them, parted by semicolons."""
    acts: dict[str, list[str]] = {}
    pattern = language_of(language).article
    for one in basis:
        words = text_in(one.text, language).partition(":")[0].strip()
        found = pattern.fullmatch(words)
        numbers = acts.setdefault(found["act"] if found else words, [])
        if found:
            numbers.append(found["number"])
    return "; ".join(_named(act, numbers, language) for act, numbers in acts.items() if act)


def _named(act: str, numbers: list[str], language: str) -> str:
    if not numbers:
        return act
    one, several = language_of(language).articles
    return (one if len(numbers) == 1 else several).format(in_a_row(numbers), act)


def in_a_row(parts: Sequence[str]) -> str:
    """5., 8. in 12."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
