"""How each kind of letter is written. An app registers its kinds when it is ready.

An act promises a letter in its own transaction (`promise_letters`); the worker writes and sends
it (`send_letters`), again and again until it is sent.
"""

from collections.abc import Callable
from enum import Enum, auto

from django.core.mail import EmailMessage
from django.utils.functional import Promise

from jobs.models import Letter, SentLetter

# None where there is nothing to be said any more.
Write = Callable[[Letter], EmailMessage | None]


class Kept(Enum):
    """What stays of a letter about a call once it was sent."""

    # What tells of sealed applications, or goes to somebody who has no account.
    NOTHING = auto()
    # The text holds a link that lets its reader in.
    SUBJECT = auto()
    TEXT = auto()


_kinds: dict[str, Write] = {}
_titles: dict[str, str | Promise] = {}
_hidden: set[str] = set()
_kept: dict[str, Kept] = {}


def register_letter(
    kind: str,
    write: Write,
    title: str | Promise = "",
    *,
    hides_reader: bool = False,
    kept: Kept = Kept.NOTHING,
) -> None:
    """`title` says to the office what such a letter is about; with `hides_reader` the office does
    not see to whom it goes.
    """
    _kinds[kind] = write
    _titles[kind], _kept[kind] = title, kept
    if hides_reader:
        _hidden.add(kind)


def write_letter(letter: Letter) -> EmailMessage | None:
    """In the language that its reader reads is for the kind to see to."""
    return _kinds[letter.kind](letter)


def kept_kinds() -> list[str]:
    return [kind for kind, kept in _kept.items() if kept is not Kept.NOTHING]


def kept_of(letter: Letter) -> Kept:
    return _kept[letter.kind]


def hides_reader(letter: Letter) -> bool:
    return letter.kind in _hidden


def letter_title(letter: Letter | SentLetter) -> str | Promise:
    return _titles.get(letter.kind) or letter.kind
