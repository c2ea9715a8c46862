"""Lists in the order of the reader's alphabet; databases differ in č and à."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from accounts.core.alphabet import alphabet_key
from accounts.languages import reader_language

Row = TypeVar("Row")


def in_alphabet(rows: Iterable[Row], words: Callable[[Row], object] = str) -> list[Row]:
    """By what `words` says of each row; of equal ones the first stays first."""
    language = reader_language()
    return sorted(rows, key=lambda row: alphabet_key(str(words(row)), language))
