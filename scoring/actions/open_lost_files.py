"""Open the files that could not be read at the opening and have been put back since."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.refusal import Refused
from accounts.stored_files import FileLost, read_stored
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.actions._transition import lock_call
from grants.actions.unseal_call import lost_words, unseal_lost_file
from grants.models import Attachment, Call
from grants.plain_files import PlainFiles
from scoring.permissions import confirm_opening
from scoring.selectors.lost_files import lost_attachments
from scoring.selectors.role_in_call import role_in_call


def open_lost_files(*, call: Call, actor: User) -> list[Attachment]:
    """Those that are there again, now open; without any of them missing it gives an empty list.

    The seal of the call is broken already, so one person is enough. Raises Refused where none of
    the missing files is there; PermissionDenied for whoever may not open.
    """
    with PlainFiles() as files, transaction.atomic():
        locked = lock_call(call)
        confirm_opening.require(actor, locked)
        lost = list(lost_attachments(locked).select_for_update(of=("self",)))
        if not lost:
            return []
        found = [one for one in lost if _is_back(one)]
        if not found:
            raise Refused(lost_words(lost))
        at = lock_log()
        _write_entry(locked, found, actor, at)
        for one in found:
            unseal_lost_file(attachment=one, at=at, actor=actor, files=files)
        return found


def _is_back(attachment: Attachment) -> bool:
    """Whether its sealed bytes are those that were stored; nothing is decrypted."""
    try:
        read_stored(attachment.sealed_file, attachment.sealed_sha256)
    except FileLost:
        return False
    return True


def _write_entry(call: Call, found: Sequence[Attachment], actor: User, at: datetime) -> None:
    """Before the first reading, as at the opening."""
    append_entry(
        type=EntryType.FILES_OPENED,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role=role_in_call(call, actor)),
        pub={"count": len(found)},
        payload={
            "files": [
                {"number": one.application.number, "file": str(one.pk), "sha256": one.sha256}
                for one in found
            ]
        },
        at=at,
    )
