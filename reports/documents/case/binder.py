"""Documents bound into one, in a child of limited memory and time."""

from collections.abc import Sequence

from accounts.guarded.frames import Frame
from accounts.guarded.pool import Pool, Program

BINDER = Program(
    module="reports.documents.case.binding",
    most_bytes=1024 * 1024 * 1024,
    processor=60,
    clock=90,
    at_once=1,
)


def page_counts(documents: Sequence[bytes]) -> list[int]:
    """Of each document; 0 for one whose pages cannot be read. Raises ChildFailed."""
    words, _parts = binders.ask(({"do": "count"}, list(documents)))
    return [int(one) for one in words["pages"]]


def bind(titles: Sequence[str], documents: Sequence[bytes]) -> bytes:
    """One document with a bookmark for each, and its number on each page. Raises ChildFailed."""
    question = {"do": "bind", "titles": list(titles)}
    _words, found = binders.ask((question, list(documents)))
    return found[0]


def _nothing() -> Frame:
    return {}, []


binders = Pool(BINDER, _nothing)
