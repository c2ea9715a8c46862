"""Send an application: freeze it, hash it, write it into the ledger, give the receipt."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.actions.make_receipt import make_receipt
from audit.clock import database_now
from audit.core import canonical
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.pseudonyms import ledger_actor
from grants.actions._applying import require_editable
from grants.actions._transition import lock_application, lock_call, move_application
from grants.application_refusals import NotComplete, StaleDraft
from grants.core.workflow import ApplicationState, ApplicationStep
from grants.models import Application, Submission
from grants.permissions import submit_own_application
from grants.receipt_mail import send_receipt
from grants.sealed_content import (
    SealedFile,
    read_attachment_meta,
    read_sealed,
    seal_submission,
)
from grants.selectors.applicant import applicant_of
from grants.selectors.completeness import answers_that_count, files_that_count, lacking


@transaction.atomic
def submit_application(
    *, application: Application, draft_version: int, actor: User, language: str | None = None
) -> Submission:
    """The submission with its receipt; the same draft version again gives the same one.

    `language` is the one in which the applicant wants the decision, where it is a new choice.

    The time that counts is the database's, read while the ledger is locked; the moment of the
    deadline is still in time. Raises StaleDraft, NotComplete, CallNotOpen.
    """
    call = lock_call(application.call)
    locked = lock_application(application)
    locked.call = call
    submit_own_application.require(actor, locked)
    sent = locked.submissions.filter(draft_version=draft_version).first()
    if sent is not None:
        return sent
    if locked.draft_version != draft_version:
        raise StaleDraft(locked.draft_version)
    require_editable(locked, database_now())
    if language in call.funder.languages:
        locked.language = str(language)
        locked.save(update_fields=["language"])
    sequence = locked.submissions.count() + 1
    document, files = _frozen(locked, sequence, actor)
    at = lock_log()
    require_editable(locked, at)
    digest = hashlib.sha256(document).hexdigest()
    first = locked.state == ApplicationState.DRAFT
    entry = _write_entry(locked, sequence, digest, files, actor, at, first=first)
    if first:
        locked.submitted_at = at
        locked.save(update_fields=["submitted_at"])
    step = ApplicationStep.SUBMIT if first else ApplicationStep.REPLACE
    move_application(locked, step, actor=actor, entry=entry, at=at)
    submission = Submission.objects.create(
        application=locked,
        sequence=sequence,
        sealed=seal_submission(locked, sequence, document),
        sha256=digest,
        draft_version=draft_version,
        submitted_by=actor,
        submitted_at=at,
        entry=entry,
        receipt=make_receipt(entry=entry).as_object(),
    )
    transaction.on_commit(lambda: send_receipt(submission), robust=True)
    return submission


def _frozen(
    application: Application, sequence: int, actor: User
) -> tuple[bytes, tuple[SealedFile, ...]]:
    """The canonical document that is hashed and sealed, and the files that it names."""
    now = database_now()
    content = read_sealed(application=application, actor=actor, at=now)
    present = read_attachment_meta(application=application, actor=actor, at=now)
    missing = lacking(application, content, present)
    if not missing.is_complete:
        raise NotComplete(missing.problems, missing.unanswered)
    lot = application.call.lot_content(application.lot.code)
    answers = answers_that_count(lot, content.answers)
    files = files_that_count(lot, answers, present)
    document = {
        "merila": "application/1",
        "call": application.call.code,
        "number": application.number,
        "lot": application.lot.code,
        "sequence": sequence,
        # Without it somebody could guess a short application and compare the public hash.
        "nonce": secrets.token_hex(32),
        "language": application.language,
        "applicant": applicant_of(application.organisation),
        "eligibility": content.eligibility,
        "answers": answers,
        "attachments": [one.as_object() for one in files],
    }
    return canonical.dumps(document), files


def _write_entry(
    application: Application,
    sequence: int,
    digest: str,
    files: tuple[SealedFile, ...],
    actor: User,
    at: datetime,
    *,
    first: bool,
) -> LedgerEntry:
    return append_entry(
        type=EntryType.APPLICATION_SUBMITTED if first else EntryType.APPLICATION_REPLACED,
        call_code=application.call.code,
        actor=ledger_actor(user_id=actor.pk, role="applicant"),
        pub={
            "number": application.number,
            "lot": application.lot.code,
            "sequence": sequence,
            "sha256": digest,
        },
        payload={
            "answers": digest,
            "attachments": [{"sha256": one.sha256, "bytes": one.size} for one in files],
        },
        at=at,
    )
