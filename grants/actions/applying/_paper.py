"""The submission of what came on paper: its document, its scan, its entry, its receipt."""

import hashlib
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile

from accounts.refusal import Refused
from applicants.files.check import CheckedFile, FileRefused, check_file
from audit.actions.make_receipt import make_receipt
from audit.core import canonical
from grants.actions._act import Done
from grants.actions._opened import derive_from_answers, derive_from_applicant
from grants.actions.calls.unseal_call import receives
from grants.core.workflow import ApplicationStep
from grants.models import Application, Attachment, PaperFiling, Submission
from grants.plain_files import PlainFiles
from grants.sealed_content import seal_file, seal_submission
from grants.selectors.applicant import applicant_of
from grants.submission_document import SealedFile, document_of

MOST_MB = 20


@dataclass(frozen=True, slots=True)
class Scan:
    """Of all that lay in the envelope, as one PDF."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PaperLetter:
    """When it was posted or handed in, its number in the register, and the scan of all of it."""

    filed_on: date
    registry_number: str
    scan: Scan | None


def checked_scan(scan: Scan | None) -> CheckedFile | None:
    """Looked at before the transaction begins. Raises Refused."""
    if scan is None:
        return None
    try:
        return check_file(name=scan.name, content=scan.content, types=("pdf",), most_mb=MOST_MB)
    except FileRefused as fault:
        raise Refused(fault.message, field="scan") from fault


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scan that was looked at."""

    about: CheckedFile
    content: bytes


def send_paper(
    done: Done,
    filing: PaperFiling,
    filed_at: datetime,
    scans: Sequence[Scanned],
    written: PlainFiles | None,
) -> Application:
    """The saved application of `filing`, submitted; received at once where `written` takes the
    files that lie open, because the seal of the call is broken already.
    """
    application = filing.application
    nonce, applicant = secrets.token_hex(32), applicant_of(application.organisation)
    kept = [_keep_scan(application, one, written) for one in scans]
    files = [about for _row, about in kept]
    document = canonical.dumps(
        document_of(
            application,
            sequence=1,
            nonce=nonce,
            language=application.language,
            applicant=applicant,
            eligibility={},
            answers={},
            files=files,
        )
    )
    submission = Submission(
        application=application,
        sequence=1,
        sealed=seal_submission(application, 1, document),
        sha256=hashlib.sha256(document).hexdigest(),
        draft_version=application.draft_version,
        submitted_by=done.actor,
        submitted_at=filed_at,
        mail_due_at=done.at,
    )
    # Of a closed envelope everything is known that will ever be read of it.
    if written is not None or filing.is_late:
        _lay_open(application, nonce, applicant)
    _enter(done, filing, submission, [row for row, _about in kept], is_open=written is not None)
    submission.save(force_insert=True)
    filing.save(force_insert=True)
    return application


def _keep_scan(
    application: Application, scan: Scanned, written: PlainFiles | None
) -> tuple[Attachment, SealedFile]:
    """It takes none of the room of whoever records it."""
    row = Attachment(id=uuid.uuid4(), application=application, added_by=None)
    about = SealedFile(
        id=str(row.pk),
        field="",
        name=scan.about.name,
        content_type=scan.about.content_type,
        size=scan.about.size,
        sha256=scan.about.sha256,
    )
    row.sealed_meta, sealed = seal_file(application, about, scan.content)
    row.sealed_size = len(sealed)
    row.sealed_sha256 = hashlib.sha256(sealed).hexdigest()
    row.sealed_file.save(f"{row.pk}.sealed", ContentFile(sealed), save=False)
    if written is not None:
        row.name, row.content_type = about.name, about.content_type
        row.size, row.sha256 = about.size, about.sha256
        written.write(row.file, str(row.pk), scan.content)
    row.save(force_insert=True)
    return row, about


def _lay_open(application: Application, nonce: str, applicant: Mapping[str, Any]) -> None:
    application.answers, application.nonce = {}, nonce
    application.applicant = {**applicant, "eligibility": {}}
    derive_from_answers(application)
    derive_from_applicant(application)
    application.save()


def _enter(
    done: Done,
    filing: PaperFiling,
    submission: Submission,
    scans: Sequence[Attachment],
    *,
    is_open: bool,
) -> None:
    application = filing.application
    moves = [done.move(application, ApplicationStep.RECORD)]
    if is_open:
        moves.append(receives(application))
    submission.entry = done.record(
        pub={},
        payload={
            "number": application.number,
            "lot": application.lot.code,
            "sha256": submission.sha256,
            "attachments": [one.sealed_sha256 for one in scans],
            "way": filing.way,
            "late": filing.is_late,
        },
        rows={
            "application": [application],
            "submission": [submission],
            "attachment": scans,
            "paper": [filing],
        },
        moves=moves,
    )
    submission.receipt = make_receipt(entry=submission.entry).as_object()
