"""Sealed files and sealed applications that are missing or altered, found before the opening.

The worker reads them in turn (`watch_sealed_files`) and remembers what it found; readiness and the
desk ask here. `fsck` reads all of them at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.core.cache import cache
from django.db.models import QuerySet

from audit.keys.store import KeyMissingError
from audit.proof.recorded_check import differences_of_rows
from grants.core import application_stages, call_stages
from grants.models import Application, Attachment, Call, Submission
from grants.sealed_content import is_key_of

FILES: Final = "unreadable-sealed-files"
TEXTS: Final = "unreadable-sealed-applications"
_WAITING = application_stages.NEVER_OPENED - application_stages.WITHDRAWN


def sealed_files() -> QuerySet[Attachment]:
    """Of drafts and of what was sent, as long as the call is not opened."""
    rows = Attachment.objects.filter(
        removed_at=None,
        application__state__in=_WAITING,
        application__call__state__in=call_stages.SEALED,
    )
    return rows.select_related("application").order_by("pk")


def sealed_texts() -> QuerySet[Application]:
    """What was sent and is not opened; of a draft no entry says what it is."""
    rows = Application.objects.filter(
        state__in=application_stages.SEALED, call__state__in=call_stages.SEALED
    )
    return rows.select_related("call").order_by("pk")


def text_faults(applications: Sequence[Application]) -> dict[int, str]:
    """What is wrong with the submissions that count, by the key of the application.

    They are compared with the ledger, and the data keys with the key of the call; nothing is
    decrypted.
    """
    sent = Submission.objects.filter(application__in=applications).order_by("sequence")
    newest = dict(sent.values_list("application_id", "pk"))
    said = {
        one.place: one.found for one in differences_of_rows(["submission"], pk__in=newest.values())
    }
    faults = {}
    for one in applications:
        place = f"submission {one.number} · "
        found = [fault for key, fault in said.items() if key.startswith(place)]
        if found:
            faults[one.pk] = found[0]
        elif one.pk not in newest or not _has_its_key(one):
            faults[one.pk] = "the key of its call does not open it"
    return faults


def _has_its_key(application: Application) -> bool:
    """A call whose key is not on this machine is another question, which fsck answers."""
    try:
        return is_key_of([application])
    except KeyMissingError:
        return True


def found_unreadable(kind: str) -> Mapping[str, Any]:
    """{"after": key of the last row that was read, or None; "found": {key: what is wrong}}."""
    kept: Mapping[str, Any] | None = cache.get(kind)
    return kept or {"after": None, "found": {}}


def unreadable_files() -> list[str]:
    """Where in the data, and what is wrong; of all calls."""
    return [f"{place}: {fault}" for place, fault in _places()]


def _places() -> Iterator[tuple[str, str]]:
    texts = found_unreadable(TEXTS)["found"]
    for text in sealed_texts().filter(pk__in=list(texts)) if texts else ():
        yield f"sealed application {text.number}", texts[str(text.pk)]
    files = found_unreadable(FILES)["found"]
    for row in sealed_files().filter(pk__in=list(files)) if files else ():
        place = f"sealed attachment {row.application.number} · {row.pk}"
        yield place, f"its file {files[str(row.pk)]}"


def unreadable_numbers(call: Call) -> list[str]:
    """Applications of the call that were sent, and of which something cannot be read."""
    if call.state not in call_stages.SEALED:
        return []
    numbers = set()
    if texts := found_unreadable(TEXTS)["found"]:
        rows = sealed_texts().filter(pk__in=list(texts), call=call)
        numbers |= set(rows.values_list("number", flat=True))
    if files := found_unreadable(FILES)["found"]:
        found = sealed_files().filter(pk__in=list(files), application__call=call)
        sent = found.filter(application__state__in=application_stages.SEALED)
        numbers |= set(sent.values_list("application__number", flat=True))
    return sorted(numbers)
