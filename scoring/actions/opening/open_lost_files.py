"""Open what could not be read at the opening and has been put back since."""

from accounts.models import User
from accounts.refusal import Refused
from accounts.stored_files import FileLost, read_stored
from grants.actions._act import act
from grants.actions.calls.unseal_call import (
    file_words,
    lost_words,
    unseal_lost_file,
    unseal_lost_text,
)
from grants.core.workflow import CallWork
from grants.models import Application, Attachment, Call
from grants.plain_files import PlainFiles
from grants.selectors.calls.unreadable_files import text_faults
from scoring.selectors.opening.lost_files import lost_attachments, lost_texts


def open_lost_files(*, call: Call, actor: User) -> list[Application | Attachment]:
    """Those that are there again, now open; without any of them missing it gives an empty list.

    An application that is opened afterwards brings its files with it. The seal of the call is
    broken already, so one person is enough. Raises Refused where nothing of it is there;
    PermissionDenied for whoever may not open.
    """
    with PlainFiles() as files, act(call, CallWork.OPEN_LOST_FILES, actor) as done:
        texts = list(lost_texts(done.call).select_related("lot").select_for_update(of=("self",)))
        lost = list(lost_attachments(done.call).select_for_update(of=("self",)))
        if not texts and not lost:
            return []
        faulty = text_faults(texts)
        whole = [one for one in texts if one.pk not in faulty]
        found = [one for one in lost if _is_back(one)]
        if not whole and not found:
            names = [*(one.number for one in texts), *(file_words(one) for one in lost)]
            raise Refused(lost_words(names))
        # Before the first reading, as at the opening.
        done.record(
            pub={"count": len(whole) + len(found)},
            payload={
                "files": [
                    {"number": one.application.number, "file": str(one.pk), "sha256": one.sha256}
                    for one in found
                ],
                "applications": [{"number": one.number} for one in whole],
            },
        )
        for one in whole:
            one.call = done.call
            unseal_lost_text(application=one, at=done.at, actor=actor, files=files)
        for each in found:
            unseal_lost_file(attachment=each, at=done.at, actor=actor, files=files)
        return [*whole, *found]


def _is_back(attachment: Attachment) -> bool:
    """Whether its sealed bytes are those that were stored; nothing is decrypted."""
    try:
        read_stored(attachment.sealed_file, attachment.sealed_sha256)
    except FileLost:
        return False
    return True
