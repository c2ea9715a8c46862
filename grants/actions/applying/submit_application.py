"""Send an application: freeze it, hash it, write it into the ledger, give the receipt.

In the last minutes before a deadline everybody does this at once, and the ledger takes them one by
one. So all that takes long (reading, looking through, hashing, sealing) is done before anybody has
to wait, and done again under the lock only where something has changed meanwhile.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions.append_entry import Rows, append_with_receipt
from audit.actions.lock_log import Head, lock_head
from audit.core import canonical
from audit.core.entry import EntryType
from audit.core.receipt import Receipt
from audit.database.clock import database_now
from audit.database.line import in_line
from audit.keys.pseudonyms import ledger_actor
from audit.models import LedgerEntry
from grants.actions._transition import Move, carry_out, changes_of, lock_again
from grants.application_refusals import NotComplete, StaleDraft
from grants.core import application_stages
from grants.core.workflow import ApplicationStep
from grants.models import Application, Attachment, Submission
from grants.permissions import submit_own_application
from grants.sealed_content import read_working_copy, rows_of_files, seal_submission
from grants.selectors.applicant import applicant_of
from grants.selectors.completeness import answers_that_count, files_that_count, lacking
from grants.selectors.may import require_moment, require_state
from grants.submission_document import SealedFile, document_of


@dataclass(frozen=True, slots=True)
class _Frozen:
    """The document of a submission, hashed and sealed, and what it was made of."""

    made_of: tuple[object, ...]
    sealed: bytes
    sha256: str
    files: tuple[SealedFile, ...]
    rows_of_files: tuple[Attachment, ...]


def submit_application(
    *, application: Application, draft_version: int, actor: User, language: str | None = None
) -> Submission:
    """The submission with its receipt; the same draft version again gives the same one.

    `application` is as it was read for this act. `language` is the one in which the applicant
    wants the decision, where it is a new choice.

    The time that counts is the database's, read while the ledger is locked; the moment of the
    deadline is still in time. Raises StaleDraft, NotComplete, CallNotOpen.
    """
    submit_own_application.require(actor, application)
    sent = _versions_sent(application)
    frozen = None
    if application.draft_version == draft_version and draft_version not in sent:
        frozen = _freeze(application, len(sent) + 1, language, actor)
    with in_line(), transaction.atomic():
        lock_again(application)
        sent = _versions_sent(application)
        if draft_version in sent:
            return application.submissions.get(draft_version=draft_version)
        if application.draft_version != draft_version:
            raise StaleDraft(application.draft_version)
        sequence = len(sent) + 1
        if frozen is None or frozen.made_of != _made_of(application, sequence, language):
            application = _read_again(application)
            frozen = _freeze(application, sequence, language, actor)
        return _submit(application, sequence, frozen, language, actor)


def _sending(application: Application) -> ApplicationStep:
    """The step by which it is sent as it stands: for the first time, or again."""
    is_first = application.state in application_stages.DRAFTED
    return ApplicationStep.SUBMIT if is_first else ApplicationStep.REPLACE


def _require_sending(application: Application, at: datetime) -> None:
    """Raises CallNotOpen unless the application may be sent at this moment."""
    step = _sending(application)
    require_state(step, application)
    require_moment(step, application, at)


def _versions_sent(application: Application) -> list[int]:
    return list(application.submissions.order_by().values_list("draft_version", flat=True))


def _submit(
    application: Application, sequence: int, frozen: _Frozen, language: str | None, actor: User
) -> Submission:
    head = lock_head()
    at = head.now
    _require_sending(application, at)
    step = _sending(application)
    first = step is ApplicationStep.SUBMIT
    moves = [Move(application, step, also=("language", "submitted_at"))]
    changes = changes_of(moves, actor=actor, at=at)
    application.language = _chosen(application, language)
    application.submitted_at = at if first else application.submitted_at
    submission = Submission(
        application=application,
        sequence=sequence,
        sealed=frozen.sealed,
        sha256=frozen.sha256,
        draft_version=application.draft_version,
        submitted_by=actor,
        submitted_at=at,
        mail_due_at=at,
    )
    rows: Rows = {
        "application": [application],
        "submission": [submission],
        "attachment": frozen.rows_of_files,
        "state": changes,
    }
    kind = EntryType.APPLICATION_SUBMITTED if first else EntryType.APPLICATION_REPLACED
    submission.entry, receipt = _write_entry(application, sequence, frozen, actor, head, rows, kind)
    submission.receipt = receipt.as_object()
    carry_out(moves, changes, submission.entry)
    submission.save(force_insert=True)
    return submission


def _made_of(application: Application, sequence: int, language: str | None) -> tuple[object, ...]:
    """Whatever is not the same any more makes another document."""
    return (
        application.draft_version,
        application.call.content_version,
        sequence,
        _chosen(application, language),
    )


def _chosen(application: Application, language: str | None) -> str:
    offered = application.call.funder.languages
    return str(language) if language in offered else application.language


def _read_again(application: Application) -> Application:
    rows = Application.objects.select_related("call__funder", "lot", "organisation")
    return rows.get(pk=application.pk)


def _freeze(application: Application, sequence: int, language: str | None, actor: User) -> _Frozen:
    """Raises CallNotOpen, NotComplete."""
    at = database_now()
    _require_sending(application, at)
    made_of = _made_of(application, sequence, language)
    content = read_working_copy(application=application, actor=actor, at=at)
    missing = lacking(application, content, content.attachments)
    if not missing.is_complete:
        raise NotComplete(missing.problems, missing.unanswered)
    form = application.call.file.lot(application.lot.code).form
    answers = answers_that_count(form, content.answers)
    files = files_that_count(form, answers, content.attachments)
    document = canonical.dumps(
        document_of(
            application,
            sequence=sequence,
            nonce=secrets.token_hex(32),
            language=_chosen(application, language),
            applicant=applicant_of(application.organisation),
            eligibility=content.eligibility,
            answers=answers,
            files=files,
        )
    )
    sealed = seal_submission(application, sequence, document)
    rows = rows_of_files(application, files)
    return _Frozen(made_of, sealed, hashlib.sha256(document).hexdigest(), files, rows)


def _write_entry(
    application: Application,
    sequence: int,
    frozen: _Frozen,
    actor: User,
    head: Head,
    rows: Rows,
    kind: EntryType,
) -> tuple[LedgerEntry, Receipt]:
    return append_with_receipt(
        type=kind,
        call_code=application.call.code,
        actor=ledger_actor(user_id=actor.pk, role="applicant"),
        pub={},
        payload={
            "number": application.number,
            "lot": application.lot.code,
            "sequence": sequence,
            "sha256": frozen.sha256,
            "attachments": [{"sha256": one.sha256, "bytes": one.size} for one in frozen.files],
        },
        rows=rows,
        head=head,
    )
