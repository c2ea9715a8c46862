"""The one door to the content of a sealed application.

Everything an applicant writes or attaches is encrypted with the data key of the application, bound
to its number and its place, from the first draft on. The
functions called `read_…` here are the only ones that decrypt it. They let through

* members of the applicant organisation, at any time: they get their working copy;
* the person whose entry `seal.opened` stands in the ledger, from the opening time on: that person
  gets the submission that counts, never a draft and never one that was withdrawn;
* the person whose entry `files.opened` stands there: that person gets what could not be read at
  the opening, a file or a whole submission, and nothing else.

Whoever passes leaves a row in SealedRead, one a day.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.stored_files import read_stored
from audit.core import canonical
from audit.core.entry import EntryType, parse_entry
from audit.keys.pseudonyms import is_by
from audit.keys.seal import (
    SealBrokenError,
    decrypt,
    encrypt,
    new_data_key,
    sealed_place,
    unwrap_with,
    wrap,
)
from audit.keys.store import call_keys
from audit.models import LedgerEntry
from grants.core import application_stages
from grants.models import Application, Attachment, Call, SealedRead, Submission
from grants.permissions import view_own_application
from grants.submission_document import SealedContent, SealedFile, title_in

_AT_ONCE = 500


def new_wrapped_key(application: Application, key_of_call: bytes) -> bytes:
    """A fresh data key for an application, as it may stand in the database."""
    return wrap(key_of_call, new_data_key(), sealed_place(application.number, "key"))


def rewrap_key(application: Application, key_of_call: bytes) -> None:
    """The same data key under another key of the call, without saving the row."""
    place = sealed_place(application.number, "key")
    application.wrapped_key = wrap(key_of_call, _data_key(application), place)


def seal_draft(application: Application, content: SealedContent) -> None:
    """Put the working copy into the row, without saving it."""
    document = {"answers": content.answers, "eligibility": content.eligibility}
    application.sealed = _seal(application, "draft", canonical.dumps(document))


def seal_submission(application: Application, sequence: int, document: bytes) -> bytes:
    return _seal(application, f"submission-{sequence}", document)


def seal_file(application: Application, about: SealedFile, content: bytes) -> tuple[bytes, bytes]:
    """What is known of the file, and the file: both sealed."""
    meta = _seal(application, f"meta-{about.id}", canonical.dumps(about.as_object()))
    return meta, _seal(application, f"file-{about.id}", content)


def read_sealed(*, application: Application, actor: User, at: datetime) -> SealedContent:
    """The working copy for members; for the opening the submission that counts.

    Raises PermissionDenied for everybody else, SealBrokenError and KeyMissingError.
    """
    if view_own_application.allows(actor, application):
        _note_reading(application, actor, at)
        return _draft(application)
    _require_opening(application, actor, at)
    submission = application.submissions.order_by("-sequence").first()
    if submission is None:
        raise PermissionDenied
    _note_reading(application, actor, at)
    return _submission(application, submission)


def read_for_opening(
    *, call: Call, applications: Sequence[Application], actor: User, at: datetime
) -> Iterator[SealedContent | None]:
    """The submissions that count of sealed applications of a call, in their order; the right is
    asked once, and every reading noted before the first. None where what is kept of one is not
    what was sealed.

    Raises PermissionDenied and KeyMissingError.
    """
    for application in applications:
        _require_sealed(application, call, at)
    _require_entry(call, EntryType.SEAL_OPENED, actor)
    _note_readings(call, applications, actor, at)
    for first in range(0, len(applications), _AT_ONCE):
        chosen = applications[first : first + _AT_ONCE]
        rows = Submission.objects.filter(application__in=chosen).order_by("sequence")
        last = {row.application_id: row for row in rows}
        for application in chosen:
            if application.pk not in last:
                raise PermissionDenied
            yield _unless_broken(application, last[application.pk])


def read_lost(*, application: Application, actor: User, at: datetime) -> SealedContent | None:
    """The submission of an application that could not be read at the opening; None where it still
    cannot. Raises PermissionDenied and KeyMissingError.
    """
    submission = application.submissions.order_by("-sequence").first()
    if not application.is_unread or submission is None:
        raise PermissionDenied
    _require_entry(application.call, EntryType.FILES_OPENED, actor)
    _note_reading(application, actor, at)
    return _unless_broken(application, submission)


def is_key_of(applications: Sequence[Application]) -> bool:
    """Whether the key of their call opens the data key of any. Raises KeyMissingError."""
    for application in applications:
        with suppress(SealBrokenError):
            _data_key(application)
            return True
    return False


def _unless_broken(application: Application, submission: Submission) -> SealedContent | None:
    try:
        return _submission(application, submission)
    except SealBrokenError:
        return None


def read_submission(*, submission: Submission, actor: User, at: datetime) -> SealedContent | None:
    """One submission as it was sent, for members only; `document` are the bytes of its hash. None
    where what is kept of it is not what was sealed.
    """
    application = submission.application
    view_own_application.require(actor, application)
    _note_reading(application, actor, at)
    return _unless_broken(application, submission)


def read_working_copy(*, application: Application, actor: User, at: datetime) -> SealedContent:
    """The draft with its attachments, oldest first, for members only."""
    view_own_application.require(actor, application)
    _note_reading(application, actor, at)
    files = tuple(_meta(application, row) for row in _attachments(application))
    return replace(_draft(application), attachments=files)


def rows_of_files(application: Application, files: Sequence[SealedFile]) -> tuple[Attachment, ...]:
    """Their rows, in the order in which they were added."""
    chosen = {one.id for one in files}
    if not chosen:
        return ()
    rows = [row for row in _attachments(application) if str(row.pk) in chosen]
    for row in rows:
        row.application = application
    return tuple(rows)


def _attachments(application: Application) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(application=application, removed_at=None)
    return rows.order_by("added_at", "pk")


def read_attachment(
    *, attachment: Attachment, actor: User, at: datetime
) -> tuple[SealedFile, bytes]:
    """One file with what is known of it. Raises PermissionDenied like `read_sealed`, FileLost."""
    application = attachment.application
    if not view_own_application.allows(actor, application):
        if attachment.is_unopened:
            _require_entry(application.call, EntryType.FILES_OPENED, actor)
        else:
            _require_opening(application, actor, at)
    _note_reading(application, actor, at)
    about = _meta(application, attachment)
    sealed = read_stored(attachment.sealed_file, attachment.sealed_sha256)
    return about, _open(application, f"file-{about.id}", sealed)


def _require_opening(application: Application, actor: User, at: datetime) -> None:
    _require_sealed(application, application.call, at)
    _require_entry(application.call, EntryType.SEAL_OPENED, actor)


def _require_sealed(application: Application, call: Call, at: datetime) -> None:
    if application.call_id != call.pk or application.state not in application_stages.SEALED:
        raise PermissionDenied
    if call.opening_at is None or at < call.opening_at:
        raise PermissionDenied


def _require_entry(call: Call, type: EntryType, actor: User) -> None:
    rows = LedgerEntry.objects.filter(type=type.value, call_code=call.code)
    if not any(is_by(parse_entry(row.canonical.encode()), actor.pk) for row in rows):
        raise PermissionDenied


def _note_readings(
    call: Call, applications: Sequence[Application], actor: User, at: datetime
) -> None:
    day = timezone.localtime(at).date()
    rows = SealedRead.objects.filter(application__call=call, user=actor, day=day)
    noted = set(rows.values_list("application_id", flat=True))
    SealedRead.objects.bulk_create(
        (
            SealedRead(application=one, user=actor, day=day, first_at=at)
            for one in applications
            if one.pk not in noted
        ),
        ignore_conflicts=True,
        batch_size=_AT_ONCE,
    )


def _note_reading(application: Application, actor: User, at: datetime) -> None:
    day = timezone.localtime(at).date()
    if SealedRead.objects.filter(application=application, user=actor, day=day).exists():
        return
    row = SealedRead(application=application, user=actor, day=day, first_at=at)
    SealedRead.objects.bulk_create([row], ignore_conflicts=True)


def _draft(application: Application) -> SealedContent:
    found = _read(_open(application, "draft", bytes(application.sealed)))
    form = application.call.file.lot(application.lot.code).form
    return SealedContent(
        answers=found["answers"],
        eligibility=found["eligibility"],
        title=title_in(form, found["answers"]),
    )


def _submission(application: Application, submission: Submission) -> SealedContent:
    place = f"submission-{submission.sequence}"
    document = _open(application, place, bytes(submission.sealed))
    found = _read(document)
    form = application.call.file.lot(application.lot.code).form
    return SealedContent(
        answers=found["answers"],
        applicant={**found["applicant"], "eligibility": found["eligibility"]},
        title=title_in(form, found["answers"]),
        eligibility=found["eligibility"],
        attachments=tuple(SealedFile(**one) for one in found["attachments"]),
        document=document,
        nonce=found["nonce"],
        language=found["language"],
    )


def _meta(application: Application, attachment: Attachment) -> SealedFile:
    sealed = bytes(attachment.sealed_meta)
    return SealedFile(**_read(_open(application, f"meta-{attachment.pk}", sealed)))


def _data_key(application: Application) -> bytes:
    wrapped, place = bytes(application.wrapped_key), sealed_place(application.number, "key")
    return unwrap_with(call_keys(application.call.uuid), wrapped, place)


def _seal(application: Application, place: str, content: bytes) -> bytes:
    return encrypt(_data_key(application), content, sealed_place(application.number, place))


def _open(application: Application, place: str, sealed: bytes) -> bytes:
    return decrypt(_data_key(application), sealed, sealed_place(application.number, place))


def _read(document: bytes) -> dict[str, Any]:
    return dict(json.loads(document))
