"""Files that lie open although their application was never opened.

While an opening goes on, or waits to go on, those that it has opened already do so by right.
"""

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from audit.core.entry import EntryType
from audit.models import LedgerEntry
from grants.core import application_stages, call_stages
from grants.models import Attachment, Call

_AT_ONCE = 500


def open_though_sealed(call: Call) -> QuerySet[Attachment]:
    """Those with a name or a file, of applications of this call that are not opened."""
    return _never_opened().filter(_has_plain, application__call=call)


def open_by_mistake() -> Iterator[Attachment]:
    """Of all calls: those that a row names, and those in the storage that no row names any more."""
    rows = _never_opened().exclude(_is_being_opened())
    yield from rows.filter(_has_plain).order_by("pk")
    stored = _stored_keys()
    while keys := list(islice(stored, _AT_ONCE)):
        yield from rows.filter(pk__in=keys).exclude(_has_plain).order_by("pk")


_has_plain = ~Q(file="") | ~Q(sha256="")


def _never_opened() -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(application__state__in=list(application_stages.NEVER_OPENED))
    return rows.select_related("application")


def _is_being_opened() -> Q:
    begun = LedgerEntry.objects.filter(
        type=EntryType.SEAL_OPENED.value, call_code=OuterRef("application__call__code")
    )
    return Q(
        Exists(begun),
        application__call__state__in=list(call_stages.SEALED),
        application__state__in=list(application_stages.SEALED),
    )


def _stored_keys() -> Iterator[UUID]:
    """What lies in the storage of open files, by the names that `PlainFiles` gives."""
    file = Attachment().file
    root = str(file.field.upload_to).split("/")[0]
    try:
        years, _files = file.storage.listdir(root)
    except FileNotFoundError:
        return
    for year in years:
        for name in file.storage.listdir(f"{root}/{year}")[1]:
            try:
                yield UUID(name)
            except ValueError:
                continue
