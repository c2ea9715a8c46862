"""Open the files that could not be read at the opening and have been put back since."""

from accounts.models import User
from accounts.refusal import Refused
from accounts.stored_files import FileLost, read_stored
from grants.actions._act import act
from grants.actions.calls.unseal_call import lost_words, unseal_lost_file
from grants.core.workflow import CallWork
from grants.models import Attachment, Call
from grants.plain_files import PlainFiles
from scoring.selectors.opening.lost_files import lost_attachments


def open_lost_files(*, call: Call, actor: User) -> list[Attachment]:
    """Those that are there again, now open; without any of them missing it gives an empty list.

    The seal of the call is broken already, so one person is enough. Raises Refused where none of
    the missing files is there; PermissionDenied for whoever may not open.
    """
    with PlainFiles() as files, act(call, CallWork.OPEN_LOST_FILES, actor) as done:
        lost = list(lost_attachments(done.call).select_for_update(of=("self",)))
        if not lost:
            return []
        found = [one for one in lost if _is_back(one)]
        if not found:
            raise Refused(lost_words(lost))
        # Before the first reading, as at the opening.
        done.record(
            pub={"count": len(found)},
            payload={
                "files": [
                    {"number": one.application.number, "file": str(one.pk), "sha256": one.sha256}
                    for one in found
                ]
            },
        )
        for one in found:
            unseal_lost_file(attachment=one, at=done.at, actor=actor, files=files)
        return found


def _is_back(attachment: Attachment) -> bool:
    """Whether its sealed bytes are those that were stored; nothing is decrypted."""
    try:
        read_stored(attachment.sealed_file, attachment.sealed_sha256)
    except FileLost:
        return False
    return True
