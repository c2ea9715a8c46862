"""Move what was sent in time out of the seal into plain tables. Drafts stay sealed for good."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.guarded.alive import lively
from accounts.models import User
from accounts.refusal import Refused
from accounts.stored_files import FileLost
from audit.database.ready_rows import to_update, update_ready
from audit.keys.seal import SealBrokenError
from audit.keys.store import KeyMissingError
from audit.models import LedgerEntry
from grants.actions._opened import derive_from_answers, derive_from_applicant, ready_to_keep
from grants.actions._transition import Move, carry_out, changes_of
from grants.core.workflow import ApplicationStep
from grants.models import Application, Attachment, Call, Submission
from grants.plain_files import PlainFiles
from grants.sealed_content import is_key_of, read_attachment, read_for_opening, read_lost
from grants.selectors.applicant import applicant_of
from grants.selectors.calls.paper_applications import sealed_in_time
from grants.submission_document import SealedContent, SealedFile

_OF_FILES = ("field", "name", "content_type", "size", "sha256", "file")


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A row with what is known of the file, not saved yet; no content where it cannot be read."""

    row: Attachment
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Read:
    """An application with what was read of it, not saved yet, and its files as they were named.

    `sent` is the submission that was read, without its sealed content. Of one that could not be
    read (`Application.is_unread`, once it is received) the applicant alone is known, as it is now.
    """

    application: Application
    sent: Submission
    files: tuple[SealedFile, ...]


def unseal_call(
    *, call: Call, at: datetime, entry: LedgerEntry, actor: User, files: PlainFiles
) -> list[Read]:
    """The applications in time, now `received`, in order of their numbers.

    Only `confirm_opening` calls it: inside its transaction, after `entry` (seal.opened) stands in
    the ledger under the name of `actor`. What is missing or was altered is named, a file or all
    that an application says, and the rest is opened. Raises Refused without the key of the call:
    then nothing is opened.
    """
    read = read_applications(call, actor, at, held=True)
    keep_files(read_files(read, at, actor), files)
    update_ready(ready_to_keep([one.application for one in read]))
    moves = [receives(one.application) for one in read]
    carry_out(moves, changes_of(moves, actor=actor, at=at), entry)
    return read


def read_applications(
    call: Call,
    reader: User,
    at: datetime,
    *,
    held: bool = False,
    only: Collection[int] | None = None,
) -> list[Read]:
    """What was sent in time, in order of the numbers, in memory alone.

    `reader` is the person of the entry seal.opened; `only` are keys of some of them.
    Raises Refused.
    """
    rows = sealed_in_time(call)
    if held:
        rows = rows.select_for_update(of=("self",))
    if only is not None:
        rows = rows.filter(pk__in=only)
    applications = list(rows.select_related("lot", "organisation"))
    for application in applications:
        application.call = call
    last = Submission.objects.filter(application__in=rows.order_by().values("pk"))
    last = last.order_by("sequence").only("application_id", "sha256", "submitted_at")
    sent = {one.application_id: one for one in last}
    found: list[Read] = []
    try:
        contents = read_for_opening(call=call, applications=applications, actor=reader, at=at)
        for application, content in lively(zip(applications, contents, strict=True)):
            found.append(_read_or_not(application, sent[application.pk], content))
        # With another key nothing can be read, and nothing of it is damaged.
        if only is None and found and not is_key_of(applications):
            raise Refused(_keyless_words())
    except KeyMissingError as error:
        raise Refused(_keyless_words()) from error
    return found


def _read_or_not(application: Application, sent: Submission, content: SealedContent | None) -> Read:
    if content is None or not _is_same(content.document, sent.sha256):
        return _unread(application, sent)
    return _read(application, sent, content)


def read_files(
    read: Sequence[Read], at: datetime, reader: User, only: Collection[UUID] | None = None
) -> Iterator[OpenedFile]:
    """The files of these applications, or `only` some of them, one after the other, in memory.

    Those that lie open already are left out; what cannot be read has a name and no content. Raises
    Refused.
    """
    try:
        for application, about in ((one.application, about) for one in read for about in one.files):
            if only is None or UUID(about.id) in only:
                row = Attachment.objects.get(pk=about.id, application=application)
                if not row.file:
                    row = _named(row, application, about)
                    yield OpenedFile(row, _content_of(row, at, reader))
    except KeyMissingError as error:
        raise Refused(_keyless_words()) from error


def keep_files(opened: Iterable[OpenedFile], files: PlainFiles) -> None:
    """Write them down; they stay closed to people as long as their applications are."""
    rows = []
    for one in opened:
        if one.content is not None:
            files.write(one.row.file, str(one.row.pk), one.content)
        rows.append(one.row)
    update_ready(to_update(Attachment, rows, _OF_FILES))


def lost_names(call: Call) -> dict[int, list[str]]:
    """The names of those that could not be read, by application."""
    named = Attachment.objects.filter(application__call=call).exclude(sha256="")
    rows = named.filter(file="").order_by("added_at", "pk")
    lost: dict[int, list[str]] = {}
    for pk, name in rows.values_list("application_id", "name"):
        lost.setdefault(pk, []).append(name)
    return lost


def receives(application: Application) -> Move:
    return Move(application, ApplicationStep.RECEIVE)


def _read(application: Application, sent: Submission, content: SealedContent) -> Read:
    application.answers = content.answers
    application.applicant = content.applicant
    application.nonce, application.language = content.nonce, content.language
    derive_from_answers(application)
    derive_from_applicant(application)
    return Read(application, sent, content.attachments)


def _unread(application: Application, sent: Submission) -> Read:
    application.answers, application.nonce = {}, ""
    application.applicant = {**applicant_of(application.organisation), "eligibility": {}}
    derive_from_answers(application)
    derive_from_applicant(application)
    return Read(application, sent, ())


def unseal_lost_text(
    *, application: Application, at: datetime, actor: User, files: PlainFiles
) -> None:
    """What an application says, with its files, put back since; as the opening does it.

    Only `open_lost_files` calls it, after files.opened stands in the ledger under the name of
    `actor`. Raises Refused where it still cannot be read.
    """
    sent = application.submissions.latest("sequence")
    try:
        content = read_lost(application=application, actor=actor, at=at)
        if content is None or not _is_same(content.document, sent.sha256):
            raise Refused(lost_words([application.number]))
        read = _read(application, sent, content)
        keep_files(read_files([read], at, actor), files)
    except KeyMissingError as error:
        raise Refused(_keyless_words()) from error
    update_ready(ready_to_keep([application]))


def unseal_lost_file(
    *, attachment: Attachment, at: datetime, actor: User, files: PlainFiles
) -> None:
    """A file that could not be read at the opening, put back since; as the opening does it.

    Only `open_lost_files` calls it, after files.opened stands in the ledger under the name of
    `actor`. Raises Refused where it still cannot be read.
    """
    try:
        content = _content_of(attachment, at, actor)
    except KeyMissingError as error:
        raise Refused(_keyless_words()) from error
    if content is None:
        raise Refused(lost_words([file_words(attachment)]))
    keep_files([OpenedFile(attachment, content)], files)


def lost_words(still: Sequence[str]) -> str:
    return _(
        "This still cannot be read: %(names)s. The administrator puts it back from the backup; "
        "fsck says what differs."
    ) % {"names": ", ".join(still)}


def file_words(attachment: Attachment) -> str:
    return f"{attachment.application.number}: {attachment.name}"


def _named(row: Attachment, application: Application, about: SealedFile) -> Attachment:
    """The row with what is known of the file, whether it can be read or not."""
    row.application = application
    row.field, row.name, row.content_type = about.field, about.name, about.content_type
    row.size, row.sha256 = about.size, about.sha256
    return row


def _content_of(row: Attachment, at: datetime, actor: User) -> bytes | None:
    try:
        _about, content = read_attachment(attachment=row, actor=actor, at=at)
    except (FileLost, SealBrokenError):
        return None
    return content if _is_same(content, row.sha256) else None


def _is_same(content: bytes, sha256: str) -> bool:
    return hashlib.sha256(content).hexdigest() == sha256


def _keyless_words() -> str:
    return _(
        "The key of this call is not on the server, so nothing was opened. The administrator puts "
        "it back from the backup of the keys."
    )
