"""Erase what an entry commits to; the entry stays and says nothing about it any more."""

from django.db import transaction

from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.models import LedgerEntry, LedgerPayload
from audit.pseudonyms import Acting


@transaction.atomic
def erase_payload(*, entry: LedgerEntry, reason: str, actor: Acting) -> LedgerEntry | None:
    """The entry about the erasure; None where there was nothing left to erase."""
    erased, _by_model = LedgerPayload.objects.filter(entry=entry).delete()
    if not erased:
        return None
    return append_entry(
        type=EntryType.PAYLOAD_ERASED,
        call_code=entry.call_code,
        actor=actor,
        pub={"seq": entry.seq},
        payload={"reason": reason},
    )
