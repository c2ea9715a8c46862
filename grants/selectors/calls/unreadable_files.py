"""Sealed files that are missing or altered, found before the day of the opening.

The worker reads them in turn (`watch_sealed_files`) and remembers what it found; readiness and the
desk ask here. `fsck` reads all files at once.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.core.cache import cache
from django.db.models import QuerySet

from grants.core import application_stages, call_stages
from grants.models import Attachment, Call

FOUND: Final = "unreadable-sealed-files"


def sealed_files() -> QuerySet[Attachment]:
    """Of drafts and of what was sent, as long as the call is not opened."""
    rows = Attachment.objects.filter(
        removed_at=None,
        application__state__in=application_stages.NEVER_OPENED - application_stages.WITHDRAWN,
        application__call__state__in=call_stages.SEALED,
    )
    return rows.select_related("application").order_by("pk")


def found_unreadable() -> Mapping[str, Any]:
    """{"after": key of the last file that was read, or None; "found": {key: what is wrong}}."""
    kept: Mapping[str, Any] | None = cache.get(FOUND)
    return kept or {"after": None, "found": {}}


def unreadable_files() -> list[str]:
    """Where in the data, and what is wrong; of all calls."""
    found = found_unreadable()["found"]
    rows = sealed_files().filter(pk__in=list(found)) if found else ()
    return [
        f"sealed attachment {row.application.number} · {row.pk}: its file {found[str(row.pk)]}"
        for row in rows
    ]


def unreadable_numbers(call: Call) -> list[str]:
    """Applications of the call that were sent, and of which a file cannot be read."""
    found = found_unreadable()["found"] if call.state in call_stages.SEALED else {}
    if not found:
        return []
    rows = sealed_files().filter(pk__in=list(found), application__call=call)
    sent = rows.filter(application__state__in=application_stages.SEALED)
    return sorted(set(sent.values_list("application__number", flat=True)))
