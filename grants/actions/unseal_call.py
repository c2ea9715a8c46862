"""Move what was sent in time out of the seal into plain tables. Drafts stay sealed for good."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.core.offices import office_lines
from accounts.models import User
from accounts.refusal import Refused
from accounts.stored_files import FileLost
from audit.key_store import KeyMissingError
from audit.models import LedgerEntry
from audit.seal import SealBrokenError
from grants.actions._opened import keep_answers
from grants.actions._transition import Move, carry_out
from grants.core import application_stages
from grants.core.workflow import ApplicationStep
from grants.models import Application, Attachment, Call, Submission
from grants.plain_files import PlainFiles
from grants.sealed_content import SealedFile, read_attachment, read_sealed


@dataclass(frozen=True, slots=True)
class Opened:
    """An application that was opened, and the names of its files that could not be read."""

    application: Application
    lost: tuple[str, ...]


def unseal_call(
    *, call: Call, at: datetime, entry: LedgerEntry, actor: User, files: PlainFiles
) -> list[Opened]:
    """The applications in time, now `received`, in order of their numbers.

    Only `confirm_opening` calls it: inside its transaction, after `entry` (seal.opened) stands in
    the ledger under the name of `actor`. A file that is missing or was altered is named, and the
    rest is opened. Raises Refused where the words of an application are not what was sent: then
    nothing is opened.
    """
    rows = call.applications.select_for_update(of=("self",)).filter(
        state__in=application_stages.SEALED
    )
    opened = []
    for application in rows.select_related("lot", "organisation").order_by("pk"):
        application.call = call
        try:
            opened.append(Opened(application, _unseal(application, at, actor, files)))
        except SealBrokenError as error:
            raise Refused(_broken_words(application)) from error
        except KeyMissingError as error:
            raise Refused(_keyless_words()) from error
        carry_out([receives(application)], actor=actor, entry=entry, at=at)
    return opened


def receives(application: Application) -> Move:
    return Move(application, ApplicationStep.RECEIVE)


def _unseal(
    application: Application, at: datetime, actor: User, files: PlainFiles
) -> tuple[str, ...]:
    submission: Submission = application.submissions.latest("sequence")
    content = read_sealed(application=application, actor=actor, at=at)
    _require_same(content.document, submission.sha256)
    lost = [
        about.name
        for about in content.attachments
        if not _unseal_file(_named(application, about), at, actor, files)
    ]
    application.answers = content.answers
    application.applicant = content.applicant
    application.offices = office_lines(content.applicant.get("officers") or [])
    application.nonce, application.language = content.nonce, content.language
    keep_answers(application, "applicant", "offices", "nonce", "language")
    return tuple(lost)


def unseal_lost_file(
    *, attachment: Attachment, at: datetime, actor: User, files: PlainFiles
) -> None:
    """A file that could not be read at the opening, put back since; as the opening does it.

    Only `open_lost_files` calls it, after files.opened stands in the ledger under the name of
    `actor`. Raises Refused where it still cannot be read.
    """
    try:
        is_open = _unseal_file(attachment, at, actor, files)
    except KeyMissingError as error:
        raise Refused(_keyless_words()) from error
    if not is_open:
        raise Refused(lost_words([attachment]))


def lost_words(still: Sequence[Attachment]) -> str:
    return _(
        "These files still cannot be read: %(files)s. The administrator puts them back from the "
        "backup; fsck says what differs."
    ) % {"files": ", ".join(f"{one.application.number}: {one.name}" for one in still)}


def _named(application: Application, about: SealedFile) -> Attachment:
    """The row with what is known of the file, whether it can be read or not."""
    row: Attachment = application.attachments.get(pk=about.id)
    row.application = application
    row.field, row.name, row.content_type = about.field, about.name, about.content_type
    row.size, row.sha256 = about.size, about.sha256
    row.save()
    return row


def _unseal_file(row: Attachment, at: datetime, actor: User, files: PlainFiles) -> bool:
    """Whether it could be read."""
    try:
        _about, content = read_attachment(attachment=row, actor=actor, at=at)
        _require_same(content, row.sha256)
    except (FileLost, SealBrokenError):
        return False
    files.write(row.file, str(row.pk), content)
    row.save()
    return True


def _require_same(content: bytes, sha256: str) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SealBrokenError("What is opened is not what was sent.")


def _broken_words(application: Application) -> str:
    return _(
        "What is kept of application %(number)s is not what was sent, so nothing was opened. The "
        "administrator puts it back from the backup; fsck says what differs."
    ) % {"number": application.number}


def _keyless_words() -> str:
    return _(
        "The key of this call is not on the server, so nothing was opened. The administrator puts "
        "it back from the backup of the keys."
    )
