"""Read the sealed files of calls that wait for their opening, a few at a time: an errand.

What is missing or altered is then known while it can still be put back from the backup.
"""

from typing import Final
from uuid import UUID

from django.core.cache import cache

from audit.proof.stored_files import file_fault
from grants.models import Attachment
from grants.selectors.calls.unreadable_files import FOUND, found_unreadable, sealed_files

_TURN: Final = "turn-of-sealed-files"
# The other errands, and the letters, wait meanwhile.
_SECONDS, _AT_ONCE, _BYTES_AT_ONCE = 60, 200, 32_000_000


def watch_sealed_files() -> int:
    """How many were read: those that were unreadable last time, then the next of all."""
    if not cache.add(_TURN, 1, timeout=_SECONDS):
        return 0
    kept = found_unreadable()
    again = list(sealed_files().filter(pk__in=list(kept["found"]))[:_AT_ONCE])
    fresh, after = _next_files(kept["after"])
    faults = {str(row.pk): _fault(row) for row in (*again, *fresh)}
    still = {key: fault for key, fault in kept["found"].items() if key not in faults}
    found = still | {key: fault for key, fault in faults.items() if fault}
    if found != kept["found"] or after != kept["after"]:
        cache.set(FOUND, {"after": after, "found": found}, timeout=None)
    return len(faults)


def _next_files(after: str | None) -> tuple[list[Attachment], str | None]:
    """The next, and after which to go on; None where the last was among them."""
    rows = sealed_files() if after is None else sealed_files().filter(pk__gt=UUID(after))
    chosen: list[Attachment] = []
    size = 0
    for row in rows[: _AT_ONCE + 1]:
        if len(chosen) == _AT_ONCE or size > _BYTES_AT_ONCE:
            return chosen, str(chosen[-1].pk)
        chosen.append(row)
        size += row.sealed_size
    return chosen, None


def _fault(row: Attachment) -> str:
    return file_fault(row.sealed_file.storage, str(row.sealed_file.name), row.sealed_sha256)
