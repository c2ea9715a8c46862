"""Read what lies sealed of calls that wait for their opening, a few at a time: an errand.

What is missing or altered is then known while it can still be put back from the backup.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.core.cache import cache

from audit.proof.stored_files import file_fault
from grants.models import Attachment
from grants.selectors.calls.unreadable_files import (
    FILES,
    TEXTS,
    found_unreadable,
    sealed_files,
    sealed_texts,
    text_faults,
)

_TURN: Final = "turn-of-sealed-files"
# The other errands, and the letters, wait meanwhile.
_SECONDS, _AT_ONCE, _BYTES_AT_ONCE = 60, 200, 32_000_000
# Rows to faults by their keys.
_Look = Callable[[Sequence[Any]], Mapping[Any, str]]


def watch_sealed_files() -> int:
    """How many were read: those that were unreadable last time, then the next of all; files, and
    what applications say.
    """
    if not cache.add(_TURN, 1, timeout=_SECONDS):
        return 0
    files = _round(FILES, sealed_files(), _next_files, _file_faults)
    return files + _round(TEXTS, sealed_texts(), _next_texts, text_faults)


def _round(kind: str, rows: Any, following: Callable[..., Any], look: _Look) -> int:
    kept = found_unreadable(kind)
    again = list(rows.filter(pk__in=list(kept["found"]))[:_AT_ONCE])
    fresh, after = following(rows, kept["after"])
    looked = {row.pk: row for row in (*again, *fresh)}
    faults = {str(key): fault for key, fault in look(list(looked.values())).items()}
    read = {str(key) for key in looked}
    found = {key: fault for key, fault in kept["found"].items() if key not in read} | faults
    if found != kept["found"] or after != kept["after"]:
        cache.set(kind, {"after": after, "found": found}, timeout=None)
    return len(read)


def _next_files(rows: Any, after: str | None) -> tuple[list[Attachment], str | None]:
    """The next, and after which to go on; None where the last was among them."""
    rows = rows if after is None else rows.filter(pk__gt=UUID(after))
    chosen: list[Attachment] = []
    size = 0
    for row in rows[: _AT_ONCE + 1]:
        if len(chosen) == _AT_ONCE or size > _BYTES_AT_ONCE:
            return chosen, str(chosen[-1].pk)
        chosen.append(row)
        size += row.sealed_size
    return chosen, None


def _next_texts(rows: Any, after: str | None) -> tuple[list[Any], str | None]:
    rows = rows if after is None else rows.filter(pk__gt=int(after))
    chosen = list(rows[: _AT_ONCE + 1])
    if len(chosen) <= _AT_ONCE:
        return chosen, None
    return chosen[:_AT_ONCE], str(chosen[_AT_ONCE - 1].pk)


def _file_faults(rows: Sequence[Attachment]) -> dict[UUID, str]:
    faults = {row.pk: _fault(row) for row in rows}
    return {key: fault for key, fault in faults.items() if fault}


def _fault(row: Attachment) -> str:
    return file_fault(row.sealed_file.storage, str(row.sealed_file.name), row.sealed_sha256)
