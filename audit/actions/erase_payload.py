"""Erase what an entry commits to; the entry stays and says nothing about it any more."""

import json

from django.db import transaction

from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.keys.pseudonyms import Acting
from audit.models import LedgerEntry, LedgerPayload
from audit.proof.recorded import ROWS, TAKEN_OVER


@transaction.atomic
def erase_payload(*, entry: LedgerEntry, reason: str, actor: Acting) -> LedgerEntry | None:
    """The entry about the erasure; None where there was nothing left to erase.

    It takes over the digests of the rows that the erased payload spoke of: without them nobody
    could tell those rows from others that were put in their place.
    """
    kept = LedgerPayload.objects.filter(entry=entry).first()
    if kept is None:
        return None
    rows = json.loads(kept.text).get(ROWS, {})
    LedgerPayload.objects.filter(entry=entry).delete()
    return append_entry(
        type=EntryType.PAYLOAD_ERASED,
        call_code=entry.call_code,
        actor=actor,
        pub={"seq": entry.seq},
        payload={"reason": reason, "seq": entry.seq, TAKEN_OVER: rows},
    )
