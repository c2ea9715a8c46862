"""One line of a trace."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """The number, what it is, and where the rule stands; `sum` draws a line above it.

    `exact` holds the numbers of the step that the words could only write with dots.
    `formula` is the published one in words, where the sentence shows it with numbers.
    """

    rule: str
    value: str
    words: str
    article: Any = ""
    sum: bool = False
    exact: tuple[str, ...] = ()
    formula: str = ""
