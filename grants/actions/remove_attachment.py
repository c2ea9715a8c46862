"""Take a file out of a draft; what was sent with an earlier submission stays with that one."""

from django.db import transaction

from accounts.models import User
from audit.clock import database_now
from grants.actions._applying import require_editable
from grants.actions._transition import lock_application
from grants.models import Attachment
from grants.permissions import edit_own_application
from grants.sealed_content import SealedContent, read_sealed, seal_draft


@transaction.atomic
def remove_attachment(*, attachment: Attachment, actor: User) -> None:
    """Once more is once. Raises CallNotOpen."""
    locked = lock_application(attachment.application)
    edit_own_application.require(actor, locked)
    at = database_now()
    require_editable(locked, at)
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
    if not locked.submissions.exists():
        storage, name = row.sealed_file.storage, row.sealed_file.name
        transaction.on_commit(lambda: storage.delete(str(name)))
        row.sealed_file = ""  # no row names a file that is not there
    row.save(update_fields=["removed_at", "sealed_file"])
