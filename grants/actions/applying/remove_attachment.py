"""Take a file out of a draft; it leaves the disk unless a submission was sent with it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application, Attachment
from grants.sealed_content import read_sealed, read_submission, seal_draft
from grants.submission_document import SealedContent


def remove_attachment(*, attachment: Attachment, actor: User) -> None:
    """Once more is once. Raises CallNotOpen."""
    with act(attachment.application, ApplicationWork.REMOVE_FILE, actor) as done:
        locked, at = done.application, done.at
        row = locked.attachments.select_for_update().get(pk=attachment.pk)
        if row.removed_at is not None:
            return
        found = read_sealed(application=locked, actor=actor, at=at)
        answers = {
            code: [one for one in value if one != str(row.pk)] if isinstance(value, list) else value
            for code, value in found.answers.items()
        }
        kept = {code: value for code, value in answers.items() if value != []}
        seal_draft(locked, SealedContent(answers=kept, eligibility=found.eligibility))
        locked.draft_version += 1
        locked.save(update_fields=["sealed", "draft_version", "updated_at"])
        row.removed_at = at
        if not _is_named(locked, str(row.pk), actor, at):
            storage, name = row.sealed_file.storage, row.sealed_file.name
            transaction.on_commit(lambda: storage.delete(str(name)))
            row.sealed_file = ""  # no row names a file that is not there
        row.save(update_fields=["removed_at", "sealed_file"])


def _is_named(application: Application, file: str, actor: User, at: datetime) -> bool:
    """Whether a submission was sent with it: that one stays whole, for as long as it is kept. One
    that cannot be read may have been.
    """
    for row in application.submissions.all():
        sent = read_submission(submission=row, actor=actor, at=at)
        if sent is None or file in {one.id for one in sent.attachments}:
            return True
    return False
