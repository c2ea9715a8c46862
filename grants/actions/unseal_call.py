"""Move what was sent in time out of the seal into plain tables. Drafts stay sealed for good."""

import hashlib
from datetime import datetime

from accounts.models import User
from audit.models import LedgerEntry
from audit.seal import SealBrokenError
from grants.actions._transition import move_application
from grants.core.facts import facts_of
from grants.core.money import cents
from grants.core.workflow import ApplicationState, ApplicationStep
from grants.models import Application, Call, Submission
from grants.plain_files import PlainFiles
from grants.sealed_content import SealedFile, read_attachment, read_sealed


def unseal_call(
    *, call: Call, at: datetime, entry: LedgerEntry, actor: User, files: PlainFiles
) -> list[Application]:
    """The applications in time, now `received`, in order of their numbers.

    Only `confirm_opening` calls it: inside its transaction, after `entry` (seal.opened) stands in
    the ledger under the name of `actor`. Raises SealBrokenError where what is opened is not what
    was sent: then nothing is opened.
    """
    rows = call.applications.select_for_update(of=("self",)).filter(
        state=ApplicationState.SUBMITTED
    )
    opened = list(rows.select_related("lot", "organisation").order_by("pk"))
    for application in opened:
        application.call = call
        _unseal(application, at, actor, files)
        move_application(application, ApplicationStep.RECEIVE, actor=actor, entry=entry, at=at)
    return opened


def _unseal(application: Application, at: datetime, actor: User, files: PlainFiles) -> None:
    submission: Submission = application.submissions.latest("sequence")
    content = read_sealed(application=application, actor=actor, at=at)
    _require_same(content.document, submission.sha256)
    for about in content.attachments:
        _unseal_file(application, about, at, actor, files)
    facts = facts_of(application.call.lot_content(application.lot.code), content.answers)
    application.answers = content.answers
    application.applicant = content.applicant
    application.title = content.title
    application.requested_cents = cents(facts.get("requested"))
    application.eligible_cents = cents(facts.get("eligible_cost"))
    application.save(
        update_fields=["answers", "applicant", "title", "requested_cents", "eligible_cents"]
    )


def _unseal_file(
    application: Application, about: SealedFile, at: datetime, actor: User, files: PlainFiles
) -> None:
    row = application.attachments.get(pk=about.id)
    row.application = application
    found, content = read_attachment(attachment=row, actor=actor, at=at)
    _require_same(content, about.sha256)
    row.field, row.name, row.content_type = about.field, about.name, about.content_type
    row.size, row.sha256 = found.size, found.sha256
    files.write(row.file, str(row.pk), content)
    row.save()


def _require_same(content: bytes, sha256: str) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SealBrokenError("What is opened is not what was sent.")
